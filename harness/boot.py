# SPDX-License-Identifier: GPL-2.0-or-later
"""Starts a machine with a kernel, by any way to the ROM; boots a guest and returns its report."""
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Iterator, List, Optional, Sequence, Tuple, Union

from harness import command
# Machines and ROMs: callers take them from here.
from harness.command import I386, ISAPC, MACHINES, MICROVM, PC, Q35, X86_64, Machine
from harness.paths import ROM, THEIR_ROM
from harness.qemu import DEADLINE_S, GOOD_EXIT, Qemu
from harness.report import Report

Content = Union[bytes, Path]


class Files:
    """Gives every content a file, and QEMU's options for the kernel and its companions."""

    def __init__(self, directory: Path, rom: Path):
        self.directory = directory
        (directory / "pvh.bin").symlink_to(rom.resolve())

    def path(self, name: str, content: Content) -> Path:
        if isinstance(content, Path):
            return content
        path = self.directory / name
        path.write_bytes(content)
        return path

    def rom_option(self, route: str, bootindex: Optional[int]) -> List[str]:
        rom = self.directory / "pvh.bin"
        if route == "kernel":
            return command.in_place_of_qemus(self.directory)
        if route == "vgaroms":
            return command.among_vga_roms(rom)
        return command.option_rom(rom, bootindex)

    def by_kernel(self, kernel: Optional[Content], initrd: Optional[Content],
                  append: Optional[str]) -> List[str]:
        paths = [None if content is None else self.path(name, content)
                 for name, content in (("kernel", kernel), ("initrd", initrd))]
        return command.by_kernel(*paths, append)

    def by_fwcfg(self, kernel: Optional[Content], initrd: Optional[Content],
                 append: Optional[str]) -> List[str]:
        text = None if append is None else append.encode("latin-1")
        items = {"kernel": kernel, "initrd": initrd, "cmdline": text}
        return [word for name, content in items.items() if content is not None
                for word in self.item("opt/pvh/" + name, content)]

    def item(self, name: str, content: Content) -> List[str]:
        return command.fw_cfg_file(name, self.path(name.replace("/", "-"), content))


@dataclass
class Boot:
    """What to run. route is `kernel` (-kernel), or opt/pvh/ files with the ROM as an option ROM
    (`fwcfg`) or among the VGA ROMs (`vgaroms`)."""
    machine: Machine
    kernel: Optional[Content] = None
    initrd: Optional[Content] = None
    append: Optional[str] = None
    memory: str = "128M"
    route: str = "kernel"
    rom: Path = ROM
    extra: Sequence[str] = ()
    items: Sequence[Tuple[str, Content]] = ()       # further fw_cfg files
    binary: str = X86_64            # options may follow the name
    accel: str = "tcg"
    devices: Sequence[str] = ("-nodefaults",)
    disk: Optional[Content] = None
    rom_index: Optional[int] = None                 # bootindex, by fwcfg
    disk_index: Optional[int] = None
    exit_device: bool = False       # without it a guest that is done halts, to be looked at
    deadline_s: float = DEADLINE_S

    def _disk_options(self, files: Files) -> List[str]:
        if self.disk is None:
            return []
        path = files.path("disk", self.disk)
        device = command.with_bootindex(self.machine.disk + ",drive=disk", self.disk_index)
        return ["-drive", "id=disk,if=none,format=raw,file=%s" % path, "-device", device]

    def command(self, directory: Path) -> List[str]:
        files = Files(directory, self.rom)
        loaded = files.by_kernel if self.route == "kernel" else files.by_fwcfg
        words = [*self.binary.split(), *self.machine.options, "-accel", self.accel,
                 "-m", self.memory, "-display", "none", *self.devices,
                 *files.rom_option(self.route, self.rom_index),
                 *loaded(self.kernel, self.initrd, self.append)]
        for name, content in self.items:
            words += files.item(name, content)
        words += self._disk_options(files)
        words += ["-device", "isa-debug-exit"] if self.exit_device else []
        return [*words, *self.extra]


@contextmanager
def start(machine: Machine, **what) -> Iterator[Qemu]:
    """A running machine; arguments as the members of Boot."""
    with TemporaryDirectory(prefix="pvh-files-") as directory:
        what_to_run = Boot(machine, **what)
        with Qemu(what_to_run.command(Path(directory)), what_to_run.deadline_s) as vm:
            yield vm


def boot(machine: Machine, **what) -> Report:
    """Boots a reporting guest (arguments as for start) to its end and returns its report."""
    with start(machine, exit_device=True, **what) as vm:
        vm.wait_exit(GOOD_EXIT)
        found = vm.reports()
        if len(found) != 1:
            vm.fail("%d reports" % len(found))
        found[0].log = vm.log
        return found[0]

# SPDX-License-Identifier: GPL-2.0-or-later
"""The machines under test and the two ways to hand them a kernel."""
import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Iterator, List, Optional, Sequence, Tuple, Union

from harness.guestblob import BUILD, REPOSITORY
from harness.qemu import DEADLINE_S, GOOD_EXIT, Qemu
from harness.report import Report

ROM = REPOSITORY / os.environ.get("PVH_ROM", BUILD / "pvh.bin")
THEIR_ROM = Path("/usr/share/qemu/pvh.bin")
X86_64, I386 = "qemu-system-x86_64", "qemu-system-i386"

Content = Union[bytes, Path]


@dataclass(frozen=True)
class Machine:
    """A machine type: its options, what a disk is there, and whether SeaBIOS leaves an RSDP."""
    name: str
    options: Tuple[str, ...]
    disk: str = "ide-hd"
    acpi: bool = True

    def __str__(self) -> str:
        return self.name


PC = Machine("pc", ("-M", "pc"))
Q35 = Machine("q35", ("-M", "q35"))
ISAPC = Machine("isapc", ("-M", "isapc"), acpi=False)
MICROVM = Machine("microvm", ("-M", "microvm,x-option-roms=on", "-bios",
                              "/usr/share/seabios/bios-microvm.bin"), "virtio-blk-device")
MACHINES = (PC, Q35, ISAPC, MICROVM)


def _indexed(option: str, bootindex: Optional[int]) -> str:
    return option if bootindex is None else "%s,bootindex=%d" % (option, bootindex)


class Files:
    """Gives every content a file, and QEMU's options for the kernel and its companions."""

    def __init__(self, directory: Path, rom: Path):
        self.directory = directory
        (directory / "pvh.bin").symlink_to(rom)

    def path(self, name: str, content: Content) -> Path:
        if isinstance(content, Path):
            return content
        path = self.directory / name
        path.write_bytes(content)
        return path

    def rom_option(self, route: str, bootindex: Optional[int]) -> List[str]:
        if route == "kernel":
            return ["-L", str(self.directory)]      # QEMU adds genroms/pvh.bin itself
        if route == "vgaroms":
            return self.item("vgaroms/pvh.bin", self.directory / "pvh.bin")
        return ["-option-rom", _indexed(str(self.directory / "pvh.bin"), bootindex)]

    def by_kernel(self, kernel: Optional[Content], initrd: Optional[Content],
                  append: Optional[str]) -> List[str]:
        options = ["-append", append] if append is not None else []
        for name, content in (("kernel", kernel), ("initrd", initrd)):
            if content is not None:
                options += ["-" + name, str(self.path(name, content))]
        return options

    def by_fwcfg(self, kernel: Optional[Content], initrd: Optional[Content],
                 append: Optional[str]) -> List[str]:
        options = []
        items = {"kernel": kernel, "initrd": initrd,
                 "cmdline": None if append is None else append.encode("latin-1")}
        for name, content in items.items():
            if content is not None:
                options += self.item("opt/pvh/" + name, content)
        return options

    def item(self, name: str, content: Content) -> List[str]:
        path = self.path(name.replace("/", "-"), content)
        return ["-fw_cfg", "name=%s,file=%s" % (name, path)]


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
    binary: str = X86_64
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
        return ["-drive", "id=disk,if=none,format=raw,file=%s" % path,
                "-device", _indexed(self.machine.disk + ",drive=disk", self.disk_index)]

    def command(self, directory: Path) -> List[str]:
        files = Files(directory, self.rom)
        loaded = files.by_kernel if self.route == "kernel" else files.by_fwcfg
        command = [self.binary, *self.machine.options, "-accel", self.accel, "-m", self.memory,
                   "-display", "none", *self.devices,
                   *files.rom_option(self.route, self.rom_index),
                   *loaded(self.kernel, self.initrd, self.append)]
        for name, content in self.items:
            command += files.item(name, content)
        command += self._disk_options(files)
        command += ["-device", "isa-debug-exit"] if self.exit_device else []
        return [*command, *self.extra]


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

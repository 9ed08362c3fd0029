# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs QEMU so that every run of one configuration does exactly the same work.

Nothing depends on the host's clock: an instruction takes one nanosecond of guest
time, a halted CPU jumps to its next timer, and the RTC starts at a fixed date."""

import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import List, Optional, Sequence, Union

TIMEOUT = 60

REPEATABLE = ("-accel", "tcg", "-icount", "shift=0,sleep=off",
              "-rtc", "clock=vm,base=2024-01-01T00:00:00")
MICROVM_BIOS = "/usr/share/seabios/bios-microvm.bin"
ROUTES = ("kernel", "loader", "early-kernel", "early-loader")


@dataclass
class Boot:
    """One configuration. Routes: who places the kernel, and whether early or at INT 19h."""
    machine: str = "q35"
    route: str = "kernel"
    rom: Optional[Path] = None  # QEMU's own unless given
    memory: str = "512M"
    initrd_size: Optional[int] = 716800
    cmdline: Optional[str] = "console=ttyS0"
    defaults: bool = False  # QEMU's default devices
    options: List[str] = field(default_factory=list)
    qemu: str = "qemu-system-x86_64"
    accel: Sequence[str] = REPEATABLE


def _fw_cfg(name: str, what: str) -> List[str]:
    return ["-fw_cfg", f"name={name},{what}"]


def _by_qemu(boot: Boot, kernel: Path, initrd: Optional[Path]) -> List[str]:
    arguments = ["-kernel", str(kernel)]
    if initrd:
        arguments += ["-initrd", str(initrd)]
    if boot.cmdline is not None:
        arguments += ["-append", boot.cmdline]
    return arguments


def _by_rom(boot: Boot, kernel: Path, initrd: Optional[Path]) -> List[str]:
    arguments = _fw_cfg("opt/pvh/kernel", f"file={kernel}")
    if initrd:
        arguments += _fw_cfg("opt/pvh/initrd", f"file={initrd}")
    if boot.cmdline is not None:
        arguments += _fw_cfg("opt/pvh/cmdline", "string=" + boot.cmdline.replace(",", ",,"))
    return arguments


def _machine(name: str) -> List[str]:
    """microvm runs option ROMs only if told to, and with SeaBIOS in place of its own firmware."""
    kind, _, properties = name.partition(",")
    if kind != "microvm":
        return ["-M", name]
    return ["-M", f"{kind},x-option-roms=on,{properties}".rstrip(","), "-bios", MICROVM_BIOS]


def _deploy(boot: Boot, folder: Path) -> List[str]:
    """QEMU knows the ROM by its file name, so it gets a folder of its own."""
    if boot.rom is None:
        return []
    rom = folder / "rom" / "pvh.bin"
    rom.parent.mkdir()
    rom.write_bytes(Path(boot.rom).read_bytes())
    if boot.route.startswith("early-"):
        return _fw_cfg("vgaroms/pvh.bin", f"file={rom}")
    return ["-L", str(rom.parent)] if boot.route == "kernel" else ["-option-rom", str(rom)]


def command(boot: Boot, kernel: Path, folder: Path) -> List[str]:
    """What runs this boot; the files that QEMU is to read besides the kernel go to the folder."""
    initrd = None
    if boot.initrd_size is not None:
        initrd = folder / "initrd"
        initrd.write_bytes(bytes(boot.initrd_size))
    place = _by_qemu if boot.route.endswith("kernel") else _by_rom
    return [boot.qemu, *_machine(boot.machine), "-m", boot.memory,
            *boot.accel, "-display", "none", *([] if boot.defaults else ["-nodefaults"]),
            "-device", "isa-debug-exit", *_deploy(boot, folder), *place(boot, kernel, initrd),
            *boot.options]


class QemuFailed(RuntimeError):
    def __init__(self, arguments: List[str], ended: int, expected: int, said: str):
        super().__init__(f"QEMU ended with {ended} instead of {expected}:\n"
                         f"{' '.join(arguments)}\n{said}")
        said_why = [line for line in said.splitlines() if "warning:" not in line]
        self.sentence = ": ".join([f"QEMU ended with {ended}", *said_why[:1]])


def run(arguments: List[str], folder: Path, status: int) -> None:
    done = subprocess.run(arguments, cwd=folder, timeout=TIMEOUT, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != status:
        raise QemuFailed(arguments, done.returncode, status, done.stdout)


def boot_guest(boot: Boot, kernel: Union[Path, bytes], arguments: List[str],
               output: str, status: int) -> bytes:
    """Runs one guest; what it left in the file `output`, named in the arguments."""
    with tempfile.TemporaryDirectory(prefix="count-") as name:
        folder = Path(name)
        if isinstance(kernel, bytes):
            (folder / "kernel").write_bytes(kernel)
            kernel = folder / "kernel"
        run(command(boot, Path(kernel).resolve(), folder) + arguments, folder, status)
        return (folder / output).read_bytes()

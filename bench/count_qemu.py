# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs QEMU so that every run of one configuration does exactly the same work.

Nothing depends on the host's clock: an instruction takes one nanosecond of guest
time, a halted CPU jumps to its next timer, and the RTC starts at a fixed date."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional, Sequence, Union

from harness import processes
import harness.boot
from harness.command import OURS_AMONG_VGA_ROMS, X86_64, Machine, machine_options
from harness.paths import THEIR_ROM

TIMEOUT = 60

REPEATABLE = ("-icount", "shift=0,sleep=off",
              "-rtc", "clock=vm,base=2024-01-01T00:00:00")
_ROUTES = {"kernel": "kernel", "loader": "fwcfg", "early-kernel": "kernel",
           "early-loader": "vgaroms"}       # as the harness calls them
ROUTES = tuple(_ROUTES)


@dataclass
class Boot:
    """One configuration. Routes: who places the kernel, and whether early or at INT 19h."""
    machine: str = "q35"
    route: str = "kernel"
    rom: Path = THEIR_ROM
    memory: str = "512M"
    initrd_size: Optional[int] = 716800
    cmdline: Optional[str] = "console=ttyS0"
    defaults: bool = False  # QEMU's default devices
    options: Sequence[str] = ()
    qemu: str = X86_64
    accel: str = "tcg"
    clock: Sequence[str] = REPEATABLE


def command(boot: Boot, kernel: Path, folder: Path) -> List[str]:
    """What runs this boot; the files that QEMU is to read besides the kernel go to the folder."""
    items = [(OURS_AMONG_VGA_ROMS, boot.rom)] if boot.route == "early-kernel" else []
    initrd = None if boot.initrd_size is None else bytes(boot.initrd_size)
    return harness.boot.Boot(
        Machine(boot.machine, machine_options(boot.machine)), kernel, initrd, boot.cmdline,
        boot.memory, _ROUTES[boot.route], boot.rom, (*boot.clock, *boot.options), items, boot.qemu,
        boot.accel, () if boot.defaults else ("-nodefaults",), exit_device=True).command(folder)


class QemuFailed(RuntimeError):
    def __init__(self, arguments: List[str], ended: int, expected: int, said: str):
        super().__init__(f"QEMU ended with {ended} instead of {expected}:\n"
                         f"{' '.join(arguments)}\n{said}")
        said_why = [line for line in said.splitlines() if "warning:" not in line]
        self.sentence = ": ".join([f"QEMU ended with {ended}", *said_why[:1]])


def run(arguments: List[str], folder: Path, status: int) -> None:
    done = processes.run(arguments, cwd=folder, limit_s=TIMEOUT,
                         stdout=processes.PIPE, stderr=processes.STDOUT, text=True)
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

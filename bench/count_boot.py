#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Counts a PVH boot exactly: instructions / port accesses / device-memory accesses.

In all: from reset to the kernel's first instruction. The ROM's own share: its init, and
from its INT 19h handler or boot entry to the kernel, services of the BIOS included."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional, Union

from harness import processes
from bench.count_kernels import BadKernel, entry_of, tiny_kernel
from bench.count_plugin import Counts, count
from bench.count_qemu import ROUTES, TIMEOUT, Boot, QemuFailed
from bench.count_rom import Rom, find_rom
from harness.command import X86_64
from harness.paths import ROM

TINY_ENTRY = 0x100000


@dataclass
class BootCounts:
    total: Counts
    init: Counts
    boot: Optional[Counts]  # None if the kernel was entered from init

    @property
    def rom(self) -> Counts:
        return self.init + self.boot if self.boot else self.init

    def __str__(self) -> str:
        parts = f"init {self.init}, boot {self.boot}" if self.boot else "all in init"
        return (f"in all        {self.total}\n"
                f"ROM's share   {self.rom}  ({parts})\n"
                f"accesses      {self.total.accesses:,} in all, {self.rom.accesses:,} the ROM's")


def _points(rom: Rom, entry: int) -> List[str]:
    points = [f"mark=kernel:{entry:#x}", "stop=kernel", f"call=init:{rom.init:#x}"]
    return points + ([f"mark=boot:{rom.boot:#x}"] if rom.boot is not None else [])


def count_boot(boot: Boot, kernel: Union[Path, bytes, None] = None) -> BootCounts:
    """Counts the boot of a kernel file, or of a tiny one by default."""
    entry = entry_of(kernel) if kernel else TINY_ENTRY
    rom = find_rom(boot, boot.rom.read_bytes())
    passed = count(boot, kernel or tiny_kernel(paddr=TINY_ENTRY), _points(rom, entry))
    first = dict(reversed(passed))
    if "init" not in first:
        raise RuntimeError("the ROM's init never ran")
    total = first["kernel"]
    if ("init-return" in first) != ("boot" in first):
        raise RuntimeError("the ROM's init did not return, or nothing called it to boot")
    if "boot" not in first:
        return BootCounts(total, total - first["init"], None)
    return BootCounts(total, first["init-return"] - first["init"], total - first["boot"])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--machine", default="q35")
    parser.add_argument("--route", choices=ROUTES, default="kernel",
                        help="who places the kernel, QEMU or the ROM; early-: ROM in vgaroms/")
    parser.add_argument("--rom", type=Path, default=ROM, help="default: the one that make built")
    parser.add_argument("--kernel", type=Path, help="default: a tiny one")
    parser.add_argument("--memory", default="512M")
    parser.add_argument("--initrd-size", type=int, default=716800, help="in bytes; -1: none")
    parser.add_argument("--cmdline", default="console=ttyS0")
    parser.add_argument("--defaults", action="store_true", help="with QEMU's default devices")
    parser.add_argument("--qemu", default=X86_64)
    parser.add_argument("--runs", type=int, default=1, help="fail unless all count the same")
    parser.add_argument("options", nargs="*", help="more options for QEMU, after --")
    return parser.parse_args()


def _sentence(error: Exception) -> str:
    if isinstance(error, QemuFailed):
        return error.sentence
    if isinstance(error, processes.TooLong):
        return f"the kernel was not entered within {TIMEOUT} s"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _count(args: argparse.Namespace) -> int:
    initrd_size = None if args.initrd_size < 0 else args.initrd_size
    boot = Boot(args.machine, args.route, args.rom, args.memory, initrd_size,
                args.cmdline, args.defaults, args.options, args.qemu)
    counts = [count_boot(boot, args.kernel) for _ in range(args.runs)]
    print(counts[0])
    for other in counts[1:]:
        if other != counts[0]:
            print(f"not repeatable: another run gave\n{other}", file=sys.stderr)
            return 1
    return 0


def main() -> int:
    args = _arguments()
    try:
        return _count(args)
    except (BadKernel, OSError, RuntimeError, processes.TooLong) as error:
        print(f"count_boot: {_sentence(error)}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Times how long the ROM takes to load a kernel of 53 MB itself, by the wall clock.

Three runs of QEMU, each ended by its kernel's first instruction, in turn:
  loader   the ROM loads the kernel from opt/pvh/kernel
  reading  QEMU only reads the same file into fw_cfg, and boots a kernel of 1 KiB
  kernel   QEMU places the kernel, by -kernel
It prints the medians and what the first is in terms of the others. A tool, not a test:
how long things take depends on the machine."""

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Dict, List

from bench.count_kernels import EXIT_CODE, EXIT_STATUS, debian_kernel, tiny_kernel
from bench.count_qemu import Boot, command, run
from harness.command import fw_cfg_file
from harness.paths import ROM

SMALL_KERNEL = 1024


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rom", type=Path, default=ROM)
    parser.add_argument("--machine", default="q35")
    parser.add_argument("--accel", default="tcg")
    parser.add_argument("--runs", type=int, default=9)
    return parser.parse_args()


def _commands(args: argparse.Namespace, folder: Path) -> Dict[str, List[str]]:
    big, small = folder / "big", folder / "small"
    big.write_bytes(debian_kernel())
    small.write_bytes(tiny_kernel(EXIT_CODE).ljust(SMALL_KERNEL, b"\0"))
    read_only = fw_cfg_file("opt/unused/kernel", big)

    def prepare(name: str, kernel: Path, route: str, options: List[str]) -> List[str]:
        (folder / name).mkdir()
        boot = Boot(args.machine, route, args.rom, options=options, accel=args.accel, clock=())
        return command(boot, kernel, folder / name)

    return {"loader": prepare("loader", big, "loader", []),
            "reading": prepare("reading", small, "kernel", read_only),
            "kernel": prepare("kernel", big, "kernel", [])}


def _seconds(arguments: List[str], folder: Path) -> float:
    start = time.perf_counter()
    run(arguments, folder, EXIT_STATUS)
    return time.perf_counter() - start


def main() -> None:
    args = _arguments()
    with tempfile.TemporaryDirectory(prefix="time-") as name:
        folder = Path(name)
        commands = _commands(args, folder)
        times: Dict[str, List[float]] = {way: [] for way in commands}
        for _ in range(args.runs):
            for way, arguments in commands.items():
                times[way].append(_seconds(arguments, folder))
    for way, seconds in times.items():
        print(f"{way:8} median {statistics.median(seconds):.3f} s   "
              f"{min(seconds):.3f} to {max(seconds):.3f} s")
    for way in ("reading", "kernel"):
        ratios = [a / b for a, b in zip(times["loader"], times[way])]
        print(f"loader / {way:8} {statistics.median(ratios):.2f}, the median of {args.runs} pairs")


if __name__ == "__main__":
    main()

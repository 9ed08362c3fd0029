# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs one boot under TCG, with a plugin that notes when, or after how much work, it came to
which point."""

import tempfile
import time
from pathlib import Path
from typing import Dict, List, Optional, Tuple

from harness import processes
from harness.paths import BUILD
from bench.points import LAST, POINTS, RESET_VECTOR
from bench.rows import Files, Row, command, do_boot_mark, environment, launcher_end
from bench.count_qemu import REPEATABLE

TIME_PLUGIN, COUNT_PLUGIN = (BUILD / "bench/plugin" / name for name in ("stamp.so", "count.so"))
TIME_LIMIT = 300  # seconds
COUNT_LIMIT = 900
Counts = Tuple[int, int, int]  # instructions, port accesses, device-memory accesses


class Failed(Exception):
    """A boot did not come to its end; the text says what QEMU said."""


def run_qemu(arguments: List[str], folder: Path, limit: int,
             variables: Optional[Dict[str, str]] = None) -> None:
    try:
        done = processes.run(arguments, cwd=folder, limit_s=limit, env=variables,
                             stdout=processes.PIPE, stderr=processes.STDOUT, text=True)
    except processes.TooLong as error:
        raise Failed(f"it did not end within {limit} seconds") from error
    except FileNotFoundError as error:
        raise Failed(f"{arguments[0]}: there is no such program") from error
    if done.returncode:
        words = done.stdout.strip().splitlines() or ["without a word"]
        raise Failed(f"QEMU ended with {done.returncode}: {words[-1]}")


def _marks(row: Row, files: Files) -> str:
    kernel = [f"mark=linux_startup_64:{files.startup_64:#x}",
              f"mark=linux_start_kernel:{files.start_kernel:#x}"]
    if row.way.is_moved:    # found by its first instruction; start_kernel's is a common one
        kernel = [f"insn=linux_startup_64:{files.startup_code}"]
    return ",".join([f"mark=fw_start:{RESET_VECTOR:#x}", do_boot_mark(row), *kernel,
                     f"mark={LAST}:{files.user:#x}", f"stop={LAST}"])


def passed_points(path: Path) -> Dict[str, List[int]]:
    """What a plugin wrote, of each point the first line."""
    found: Dict[str, List[int]] = {}
    for line in path.read_text().splitlines():
        name, *numbers = line.split()
        if name in POINTS:
            found.setdefault(name, [int(number) for number in numbers])
    if LAST not in found:
        raise Failed(f"the guest ended before {LAST}; it came to {', '.join(found) or 'no point'}")
    return found


def _observe(row: Row, files: Files, plugin: Path, accel: List[str], cmdline_more: str,
             limit: int) -> Tuple[int, Dict[str, List[int]], Dict[str, int]]:
    """When it was started, what the plugin saw, and a launcher's end."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        out, stamp = Path(name, "out"), Path(name, "launcher")
        arguments = command(row, files, accel, cmdline_more)
        arguments += ["-plugin", f"{plugin},out={out},{_marks(row, files)}"]
        start = time.monotonic_ns()
        run_qemu(arguments, Path(name), limit, environment(files, stamp))
        return start, passed_points(out), launcher_end(stamp, start)


def time_boot(row: Row, files: Files, cmdline_more: str = "") -> Dict[str, int]:
    """Nanoseconds from the moment before QEMU is started to each point."""
    start, lines, launcher = _observe(row, files, TIME_PLUGIN, ["-accel", "tcg"], cmdline_more,
                                      TIME_LIMIT)
    return {**launcher, **{name: numbers[0] - start for name, numbers in lines.items()}}


def count_boot(row: Row, files: Files) -> Dict[str, Counts]:
    """The work from reset to each point, the same whenever it is counted."""
    accel = ["-accel", "tcg", *REPEATABLE, "-seed", "1"]
    _, lines, _ = _observe(row, files, COUNT_PLUGIN, accel, "", COUNT_LIMIT)
    return {name: tuple(numbers) for name, numbers in lines.items()}

# SPDX-License-Identifier: GPL-2.0-or-later
"""Counts the work of a boot with the plugin of bench/plugin."""

from dataclasses import dataclass
from pathlib import Path
from typing import List, Tuple, Union

from bench.count_qemu import Boot, boot_guest
from harness.paths import built


@dataclass
class Counts:
    """Work done, in all or between two points."""
    instructions: int
    ports: int
    device_memory: int

    @property
    def accesses(self) -> int:
        return self.ports + self.device_memory

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.instructions + other.instructions, self.ports + other.ports,
                      self.device_memory + other.device_memory)

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(self.instructions - other.instructions, self.ports - other.ports,
                      self.device_memory - other.device_memory)

    def __str__(self) -> str:
        return f"{self.instructions:,} / {self.ports:,} / {self.device_memory:,}"


def _parse(text: str) -> List[Tuple[str, Counts]]:
    lines = [line.split() for line in text.splitlines()]
    return [(name, Counts(*map(int, numbers))) for name, *numbers in lines]


def count(boot: Boot, kernel: Union[Path, bytes], points: List[str],
          status: int = 0) -> List[Tuple[str, Counts]]:
    """The totals whenever a point is passed, in order of time.

    `points` are arguments of the plugin, as "mark=kernel:0x100000". The status is 0 if a
    point stops QEMU, else the one that the guest ends it with."""
    plugin = built("bench/plugin/count.so")
    arguments = ["-plugin", ",".join([str(plugin), "out=counts", *points])]
    return _parse(boot_guest(boot, kernel, arguments, "counts", status).decode())

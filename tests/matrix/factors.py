# SPDX-License-Identifier: GPL-2.0-or-later
"""What varies from cell to cell, and the values that each of it takes."""
import os
import re
from pathlib import Path
from typing import Dict, List, NamedTuple, Sequence, Tuple

from harness import early
from tests.matrix.machine_types import MachineType

MIB = 1 << 20
WAYS = {str(way): way for way in early.WAYS}
MEMORY = ("16M", "24M", "32M", "64M", "128M", "512M", "3G", "3584M", "4G", "6G")
SMALL, LARGE = "5000", "16M"                # initrds


class Cell(NamedTuple):
    """One boot."""
    machine: MachineType
    route: str
    memory: str
    cpus: int
    devices: str
    cpu: str
    accel: str
    kernel: str
    initrd: str

    def __str__(self) -> str:
        return "-".join(map(str, self))


# Where one value takes much longer than the others, it is used no more often than it must be.
SLOW = {("cpus", 255), ("initrd", LARGE)}


def accelerators() -> Tuple[List[str], str]:
    """Those to try, and why kvm is or is not among them."""
    info = Path("/proc/cpuinfo").read_text()
    flags = re.search(r"^flags\s*:.*\b(vmx|svm)\b", info, re.M)
    if not flags:
        return ["tcg"], "kvm is left out: /proc/cpuinfo has neither vmx nor svm"
    if not os.access("/dev/kvm", os.R_OK | os.W_OK):
        return ["tcg"], "kvm is left out: /dev/kvm cannot be opened"
    return ["tcg", "kvm"], "kvm is there: /proc/cpuinfo has " + flags[1]


def factors(machines: Sequence[MachineType], accels: Sequence[str]) -> Dict[str, Sequence]:
    """Name -> values, in the order of Cell's members."""
    return {
        "machine": machines,
        "route": ("kernel", "fwcfg", *("early-" + name for name in WAYS)),
        "memory": MEMORY,
        "cpus": (1, 2, 8, 255),
        "devices": ("none", "vga", "default", "nics-16", "nvdimm", "tpm", "virtio-8"),
        "cpu": ("486", "qemu32", "qemu64", "max"),
        "accel": accels,
        "kernel": ("at-2M", "at-16M", "movable"),
        "initrd": (SMALL, LARGE),
    }

# SPDX-License-Identifier: GPL-2.0-or-later
"""The kernels and initrds of the matrix, and which memory they fit into."""
from functools import lru_cache

from harness import shapes
from harness.kernels import Kernel
from tests.matrix.factors import LARGE, MIB, SMALL

SIZES = {SMALL: 5000, LARGE: 16 * MIB}
SHAPES = {"at-2M": shapes.osv, "at-16M": shapes.debian_amd64, "movable": shapes.debian_amd64_reloc}
# SeaBIOS keeps no more of a machine this small, its tables for 255 processors included.
SMALL_MACHINE, MOST_KEPT = 36 * MIB, MIB


@lru_cache(maxsize=None)
def kernel(name: str) -> Kernel:
    return SHAPES[name]()


def memory_bytes(memory: str) -> int:
    return int(memory[:-1]) * {"M": MIB, "G": 1 << 30}[memory[-1]]


def kernel_does_not_fit(memory: str, kernel_name: str) -> bool:
    return max(load.end for load in kernel(kernel_name).loads) > memory_bytes(memory)


def _largest_gap(memory: str, kernel_name: str) -> int:
    loads = sorted((load.start, load.end) for load in kernel(kernel_name).loads)
    starts = [MIB] + [end for _, end in loads]
    ends = [start for start, _ in loads] + [memory_bytes(memory)]
    return max(end - start for start, end in zip(starts, ends))


def initrd_does_not_fit(memory: str, kernel_name: str, initrd: str) -> bool:
    """On larger machines everything fits, whatever SeaBIOS keeps."""
    if memory_bytes(memory) >= SMALL_MACHINE:
        return False
    gap = _largest_gap(memory, kernel_name)
    assert not gap - MOST_KEPT < SIZES[initrd] <= gap, "only trying shows whether that fits"
    return SIZES[initrd] > gap


def is_misfit(memory: str, kernel_name: str, initrd: str) -> bool:
    """The ROM must refuse it."""
    return (kernel_does_not_fit(memory, kernel_name)
            or initrd_does_not_fit(memory, kernel_name, initrd))

# SPDX-License-Identifier: GPL-2.0-or-later
"""The command line: every byte, of any length that QEMU can pass."""
from harness import boot
import pytest

LARGE = 100000
SIZES = [0, 1, 4095, 4096, 8000]


def text(size: int) -> str:
    """Different at every place, so that no part can be taken for another."""
    words = " ".join("word%d=%d" % (i, i) for i in range(size // 8 + 1))
    return words[:size]


def check(machine, route, size, kernel):
    r = boot.boot(machine, kernel=kernel.elf, initrd=b"i" * 3000, append=text(size), route=route)
    assert r.cmdline == text(size).encode()
    assert kernel.violations(r, initrd=True, acpi=machine.acpi) == []


def test_bytes_arrive(machine, route, kernel):
    check(machine, route, LARGE, kernel)


@pytest.mark.parametrize("size", SIZES)
def test_any_size(route, size, kernel):
    check(boot.PC, route, size, kernel)


def test_none_is_an_empty_one(machine, route, kernel):
    r = boot.boot(machine, kernel=kernel.elf, route=route)
    assert r.start_info.cmdline and r.cmdline == b""
    assert kernel.violations(r, initrd=False, acpi=machine.acpi) == []


@pytest.mark.parametrize("given", [b"a=1 b", b"a=1 b\n\0"])
def test_end_of_a_file(given, kernel):
    """From a file, the command line may carry a NUL, or a newline as an editor leaves it."""
    r = boot.boot(boot.PC, kernel=kernel.elf, route="fwcfg",
                  items=[("opt/pvh/cmdline", given)])
    assert r.cmdline == b"a=1 b"


def test_all_bytes_but_nul(kernel):
    given = bytes(range(1, 256))
    r = boot.boot(boot.PC, kernel=kernel.elf, route="fwcfg", items=[("opt/pvh/cmdline", given)])
    assert r.cmdline == given

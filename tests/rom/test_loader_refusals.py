# SPDX-License-Identifier: GPL-2.0-or-later
"""Kernel files that are refused: a good one with one thing broken, one exact message each."""
from harness import boot
import pytest
from harness import refused
from harness import shapes
from harness.elf import patch
from harness.offers import without_dma
from harness.refusals import check_refused, sentence


@pytest.mark.parametrize("elf,expected", [pytest.param(elf, expected, id=name)
                                          for name, elf, expected in refused.cases()])
def test_refused(elf, expected, disk):
    check_refused(expected, boot.PC, disk, kernel=elf, route="fwcfg")


def test_on_every_machine(machine, disk):
    check_refused(sentence("NO_ENTRY_NOTE"), machine, disk, kernel=shapes.nuttx().elf,
                  route="fwcfg")


@pytest.mark.parametrize("elf", [
    shapes.nuttx().elf, patch(patch(refused.ELF64, "e_phnum", 0), "e_phoff", refused.BIG)],
                         ids=["notes-read", "nothing-to-read"])
def test_without_dma(elf, disk):
    check_refused(sentence("NO_ENTRY_NOTE"), without_dma(boot.PC), disk, kernel=elf, route="fwcfg")


def test_everything_else_is_untouched(kernel, disk):
    """The last thing planned fails: nothing has been written where the kernel would go."""
    extra = ["-device", "loader,data=0x5a5a5a5a5a5a5a5a,data-len=8,addr=%#x" % kernel.entry]
    with boot.start(boot.PC, kernel=kernel.elf, disk=disk, route="fwcfg", extra=extra,
                    items=[("opt/pvh/module2", b"no module 1")]) as vm:
        vm.wait_text("report", "disk\n")
        assert sentence("MODULE_MISSING", 1) in vm.log
        assert vm.memory(kernel.entry - 0x1000, 0x2000) == (
            bytes(0x1000) + b"\x5a" * 8 + bytes(0xff8))

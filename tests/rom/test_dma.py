# SPDX-License-Identifier: GPL-2.0-or-later
"""fw_cfg without DMA: everything by port reads."""
import zlib

from harness import boot
import pytest
from harness.kernels import filler
from harness.offers import without_dma


def test_switched_off(machine, route, kernel):
    initrd, machine = filler(50001), without_dma(machine)
    r = boot.boot(machine, kernel=kernel.elf, initrd=initrd, append="a b", route=route)
    assert "DMA interface supported" not in r.log
    assert kernel.violations(r, initrd=True, acpi=machine.acpi) == []
    assert [m.crc for m in r.modules] == [zlib.crc32(initrd)]
    assert r.cmdline == b"a b"


@pytest.mark.parametrize("name", ["pc-i440fx-2.0", "pc-i440fx-2.4", "pc-q35-2.4"])
def test_before_there_was_any(old_machine, kernel):
    r = boot.boot(old_machine, kernel=kernel.elf, initrd=b"i" * 9, append="a b", route="fwcfg")
    assert kernel.violations(r, initrd=True) == []
    assert r.cmdline == b"a b"

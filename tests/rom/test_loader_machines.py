# SPDX-License-Identifier: GPL-2.0-or-later
"""Every pc and q35 machine type that this QEMU has, also those older than its own PVH support."""
import re

from harness import boot, offers
import pytest

VERSIONED = [name for name in offers.machine_types() if re.match("pc-(i440fx|q35)-", name)]


@pytest.mark.parametrize("name", VERSIONED)
def test_boots(old_machine, kernel):
    r = boot.boot(old_machine, kernel=kernel.elf, initrd=b"i" * 5000, append="a b", route="fwcfg")
    assert kernel.violations(r, initrd=True) == []
    assert r.cmdline == b"a b"

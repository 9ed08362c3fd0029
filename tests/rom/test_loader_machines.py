# SPDX-License-Identifier: GPL-2.0-or-later
"""Every pc and q35 machine type that this QEMU has, also those older than its own PVH support."""
import re

from harness import processes
from harness import boot
import pytest


def machine_types():
    """Names like pc-i440fx-2.4 and pc-q35-7.2, from QEMU itself."""
    listed = processes.run([boot.X86_64, "-M", "help"], capture_output=True, text=True, check=True)
    names = re.findall(r"^(pc-(?:i440fx|q35)-\S+) ", listed.stdout, re.M)
    assert len(names) > 20, listed.stdout
    return names


@pytest.mark.parametrize("name", machine_types())
def test_boots(name, kernel):
    machine = boot.Machine(name, ("-M", name))
    r = boot.boot(machine, kernel=kernel.elf, initrd=b"i" * 5000, append="a b", route="fwcfg")
    assert kernel.violations(r, initrd=True) == []
    assert r.cmdline == b"a b"

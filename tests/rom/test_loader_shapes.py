# SPDX-License-Identifier: GPL-2.0-or-later
"""Kernels in every shape, loaded by the ROM and, where QEMU takes them too, by QEMU."""
from harness import boot, shapes
import pytest
from harness.refusals import check_refused, needed_mib, sentence


@pytest.mark.parametrize("shape", shapes.GOOD)
def test_by_fwcfg(shape):
    kernel = shapes.GOOD[shape]()
    r = boot.boot(boot.Q35, kernel=kernel.elf, initrd=b"i" * 5000, append="a", route="fwcfg")
    assert kernel.violations(r, initrd=True) == []


@pytest.mark.parametrize("shape", shapes.GOOD_BY_QEMU)
def test_by_kernel(shape):
    kernel = shapes.GOOD_BY_QEMU[shape]()
    r = boot.boot(boot.PC, kernel=kernel.elf, initrd=b"i" * 5000, append="a")
    assert kernel.violations(r, initrd=True) == []


@pytest.mark.parametrize("machine_,extra", [
    (boot.PC, []), (boot.PC, ["-device", "virtio-net"]), (boot.Q35, ["-device", "virtio-net"]),
    (boot.PC, ["-fw_cfg", "name=vgaroms/pvh.bin,file=%s" % boot.ROM])], ids=str)
def test_headers_that_qemu_has_spoiled(machine_, extra, disk):
    """QEMU hands out -kernel's headers from its stack; nothing that they say there is a reason."""
    kernel = shapes.debian_amd64()
    start, end = min(r.start for r in kernel.loads), max(r.end for r in kernel.loads)
    reason = sentence("NO_MEMORY", start, end - 1, needed_mib(end - 1))
    check_refused(reason, machine_, disk, kernel=kernel.elf, memory="16M", extra=extra)

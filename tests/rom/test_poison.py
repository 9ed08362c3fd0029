# SPDX-License-Identifier: GPL-2.0-or-later
"""Dirty memory: whatever an earlier ROM or boot left in RAM must not reach the guest."""
from harness import boot, roms

POISON = b"\xa5" * (8 << 20)


def test_conventional_memory(machine, route, kernel, tmp_path):
    extra = roms.option(tmp_path, roms.BEFORE_OURS, roms.poison())
    with boot.start(machine, kernel=kernel.elf, append="a b", route=route, extra=extra) as vm:
        r = vm.wait_report()
        assert vm.text("report").startswith("poisoned\nbegin=pvh\n")
    assert kernel.violations(r, initrd=False, acpi=machine.acpi) == []
    assert r.cmdline == b"a b"


def test_extended_memory(machine, kernel, tmp_path):
    """The loader zeroes .bss itself: QEMU's own loading device has filled all of it."""
    path = tmp_path / "poison"
    path.write_bytes(POISON)
    extra = ["-device", "loader,file=%s,addr=%#x,force-raw=on" % (path, 16 << 20)]
    r = boot.boot(machine, kernel=kernel.elf, initrd=b"i" * 100, route="fwcfg", extra=extra)
    assert kernel.violations(r, initrd=True, acpi=machine.acpi) == []

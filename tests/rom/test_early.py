# SPDX-License-Identifier: GPL-2.0-or-later
"""Asked to, the ROM boots from its init, long before SeaBIOS comes to INT 19h."""
import re

from harness import abi, boot, cpustate, early
import pytest
from harness.qemu import DISK_EXIT
from harness.refusals import sentence

INITRD, CMDLINE = b"i" * 5000, "a b"


@pytest.fixture(params=early.WAYS, ids=str)
def way(request):
    return request.param


def check_early(vm, way, kernel, initrd=False, acpi=True):
    r = vm.wait_report()
    assert way.was_early(vm), vm.log
    assert kernel.violations(r, initrd, acpi=acpi) == []
    assert abi.hidden_state(cpustate.read(vm)) == []
    return r


def test_every_clause_of_the_abi(machine, way, kernel):
    with boot.start(machine, kernel=kernel.elf, initrd=INITRD, append=CMDLINE, **way.what) as vm:
        r = check_early(vm, way, kernel, initrd=True, acpi=machine.acpi)
    assert (r.cmdline, len(r.modules), r.modules[0].entry.size) == (b"a b", 1, len(INITRD))


def test_with_32_bit_qemu(machine, kernel):
    way = early.FWCFG_DEPLOYED
    with boot.start(machine, kernel=kernel.elf, binary=boot.I386, **way.what) as vm:
        check_early(vm, way, kernel, acpi=machine.acpi)


@pytest.mark.parametrize("way_", [*early.WAYS, early.Way("int19", "kernel")], ids=str)
def test_microvms_interrupt_controller_is_silent(way_, kernel):
    """SeaBIOS leaves the 8259 there as reset did, open and at vector 0, and the timer ticks."""
    with boot.start(boot.MICROVM, kernel=kernel.elf, **way_.what) as vm:
        vm.wait_report()
        assert "imr=ff" in re.search(r"^pic0: .*", vm.hmp("info pic"), re.M)[0]


@pytest.mark.parametrize("machine_", [boot.PC, boot.Q35], ids=str)
def test_on_kvm(machine_, kernel, kvm):
    way = early.KERNEL_DEPLOYED
    with boot.start(machine_, kernel=kernel.elf, initrd=INITRD, accel=kvm, **way.what) as vm:
        check_early(vm, way, kernel, initrd=True)


@pytest.mark.parametrize("machine_", [boot.PC, boot.Q35, boot.MICROVM], ids=str)
def test_several_processors(machine_, way, kernel):
    """One enters the kernel, the others stay halted."""
    with boot.start(machine_, kernel=kernel.elf, extra=["-smp", "4"], **way.what) as vm:
        check_early(vm, way, kernel)
        assert vm.wait_halt().count("CPU#") == 4
        assert len(vm.reports()) == 1


@pytest.mark.parametrize("name", ["a", "pvh.bin", "n" * 47])
def test_any_name_below_vgaroms(name, kernel):
    way = early.Way(name, "kernel", (("vgaroms/" + name, boot.ROM),))
    with boot.start(boot.Q35, kernel=kernel.elf, **way.what) as vm:
        check_early(vm, way, kernel)


def test_beside_qemus_own_rom(machine, kernel, tmp_path):
    """Without -L, what comes with -kernel is QEMU's pvh.bin: it is never reached."""
    (tmp_path / "kernel").write_bytes(kernel.elf)
    way = early.FWCFG_DEPLOYED
    with boot.start(machine, extra=["-kernel", str(tmp_path / "kernel")], **way.what) as vm:
        check_early(vm, way, kernel, acpi=machine.acpi)


@pytest.mark.parametrize("machine_,card", [(boot.PC, "VGA"), (boot.PC, "isa-vga"),
                                           (boot.Q35, "VGA"), (boot.ISAPC, "isa-vga")], ids=str)
def test_a_vga_cards_own_rom_comes_first(machine_, card, kernel):
    way = early.FWCFG_DEPLOYED
    with boot.start(machine_, kernel=kernel.elf, extra=["-device", card], **way.what) as vm:
        check_early(vm, way, kernel, acpi=machine_.acpi)
        assert "Start SeaVGABIOS" in vm.log


@pytest.mark.parametrize("name", ["pc-i440fx-1.4", "pc-i440fx-2.0", "pc-i440fx-2.4",
                                  "pc-i440fx-3.1", "pc-q35-2.4", "pc-q35-4.0"])
def test_old_machine_types(old_machine, kernel):
    """Also where fw_cfg has no DMA, and where SeaBIOS makes the ACPI tables itself."""
    way = early.FWCFG_DEPLOYED
    with boot.start(old_machine, kernel=kernel.elf, initrd=INITRD, **way.what) as vm:
        check_early(vm, way, kernel, initrd=True)


@pytest.mark.parametrize("value", [b"off", b"no", b"", b"1", b"ON", b"one", b"only at INT 19h",
                                   b"on \n", b"on\0x", b"on\n\n"])
def test_all_but_on_overrides_the_deployment(value, kernel):
    way_ = early.KERNEL_DEPLOYED
    items = [*way_.items, (early.ASKED[0], value)]
    r = boot.boot(boot.PC, kernel=kernel.elf, route=way_.route, items=items)
    assert early.is_at_int19(r.log)
    assert kernel.violations(r, initrd=False) == []


@pytest.mark.parametrize("value", [b"on\0", b"on\n", b"on\n\0"])
def test_on_as_editors_and_shells_write_it(value, kernel):
    r = boot.boot(boot.PC, kernel=kernel.elf, items=[(early.ASKED[0], value)])
    assert not early.is_at_int19(r.log)


def test_unasked_it_waits_for_int19(machine, route, kernel):
    with boot.start(machine, kernel=kernel.elf, route=route) as vm:
        vm.wait_report()
        assert early.was_at_int19(vm)


def test_another_rom_below_vgaroms_asks_nothing(machine, kernel):
    """A file there that has not our length, and is no ROM, says nothing about ours."""
    with boot.start(machine, kernel=kernel.elf, route="fwcfg",
                    items=[("vgaroms/a.bin", b"x" * 512)]) as vm:
        vm.wait_report()
        assert early.was_at_int19(vm)


def test_without_a_kernel_seabios_goes_on(machine, way, disk):
    """Deployed for good, the ROM is in nobody's way. Files of its own ask for a kernel."""
    with boot.start(machine, disk=disk, exit_device=True, **way.what) as vm:
        vm.wait_exit(DISK_EXIT)
        assert early.said(vm.log) == [sentence("NO_KERNEL")] * (way is early.FWCFG_ASKED)

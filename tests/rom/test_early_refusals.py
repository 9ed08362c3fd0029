# SPDX-License-Identifier: GPL-2.0-or-later
"""What keeps the ROM from being early: nothing is lost by it, and it is said once."""
from harness import boot, early, roms, shapes
import pytest
from harness.bootmenu import MENU_WAITS, PRODUCT, choose
from harness.qemu import DISK_EXIT, GOOD_EXIT
from harness.refusals import check_refused, check_said_once

MIB = 1 << 20

CARDS = [(boot.PC, "VGA"), (boot.Q35, "VGA"), (boot.PC, "isa-vga"), (boot.ISAPC, "isa-vga")]


@pytest.fixture(params=early.WAYS, ids=str)
def way(request):
    return request.param


def test_bad_kernel(machine, way, disk):
    """Refused at init without a word, at INT 19h with one; then the disk boots, also at a reset."""
    kernel, reason = early.bad_kernel(way)
    with boot.start(machine, kernel=kernel, disk=disk, **way.what) as vm:
        vm.wait_text("report", "disk\n")
        check_said_once(vm, reason)
        vm.reset()
        vm.wait_text("report", "disk\n", 2)
        assert early.said(vm.log) == [reason] * 2


@pytest.mark.parametrize("way_", [early.KERNEL_DEPLOYED, early.FWCFG_ASKED], ids=str)
def test_bad_kernel_among_qemus_default_devices(machine, way_, disk):
    """SeaBIOS's drivers for all of them start after our init has failed."""
    kernel, reason = early.bad_kernel(way_)
    check_refused(reason, machine, disk, kernel=kernel, devices=(), **way_.what)


@pytest.mark.parametrize("way,machine_,card", [
    (way, *card) for way, card in zip(early.WAYS, CARDS)], ids=str)
def test_bad_kernel_on_the_screen(machine_, card, way, disk):
    kernel, reason = early.bad_kernel(way)
    with boot.start(machine_, kernel=kernel, disk=disk, extra=["-device", card], **way.what) as vm:
        vm.wait_text("report", "disk\n")
        check_said_once(vm, reason)
        assert early.said(vm.screen()) == [reason]


def test_bad_kernel_where_com1_is_seabios_screen(way, disk):
    kernel, reason = early.bad_kernel(way)
    with boot.start(boot.PC, kernel=kernel, disk=disk, extra=["-M", "pc,graphics=off"],
                    exit_device=True, **way.what) as vm:
        vm.wait_exit(DISK_EXIT)
        assert early.said(vm.text("com1")) == early.said(vm.log) == [reason]


def test_what_does_not_fit_early_fits_at_int19(machine, way):
    """The kernel lies in what an early boot leaves to the firmware."""
    kernel = shapes.plain(128 * MIB - 0x80000 + 0x1000)
    with boot.start(machine, kernel=kernel.elf, **way.what) as vm:
        r = vm.wait_report()
        assert early.was_at_int19(vm) and "pvh: " not in vm.log
    assert kernel.violations(r, initrd=False, acpi=machine.acpi) == []


def too_late(**what):
    """The initrd goes where there is no RAM: noticed when SeaBIOS has been overwritten."""
    return dict(kernel=shapes.plain().elf, initrd=b"initrd\n", route="vgaroms",
                items=[roms.first(roms.lying_e820())], **what)


def check_too_late(vm) -> str:
    """Said once on the debug port; then all processors sleep for good. The sentence."""
    vm.wait_text("log", "pvh: ")
    vm.wait_halt()
    said = early.said(vm.log)
    assert len(said) == 1 and said[0].startswith("pvh: fw_cfg DMA error: item 0x")
    assert vm.log.endswith(said[0] + "\r\n") and vm.text("report") == ""
    return said[0]


def test_after_the_takeover(machine, disk):
    """There is nothing left to go on with, not even for an interrupt to wake."""
    with boot.start(machine, disk=disk, **too_late()) as vm:
        reason = check_too_late(vm)
        assert vm.text("com1") == reason + "\r\n"


def test_after_the_takeover_where_com1_is_seabios_screen():
    with boot.start(boot.PC, extra=["-M", "pc,graphics=off"], **too_late()) as vm:
        reason = check_too_late(vm)
        assert early.said(vm.text("com1")) == [reason]


@pytest.mark.parametrize("name,status", [("QEMU HARDDISK", DISK_EXIT), (PRODUCT, GOOD_EXIT)],
                         ids=["disk", "kernel"])
@pytest.mark.parametrize("way_", [early.KERNEL_DEPLOYED, early.KERNEL_ASKED, early.FWCFG_ASKED],
                         ids=str)
def test_the_boot_menu_decides(way_, name, status, kernel, disk):
    """Deployed by -L or -option-rom too: SeaBIOS makes no menu entries of VGA ROMs."""
    with boot.start(boot.Q35, kernel=kernel.elf, disk=disk, extra=MENU_WAITS, exit_device=True,
                    **way_.what) as vm:
        choose(vm, name)
        vm.wait_exit(status)
        assert "pvh: " not in vm.log


@pytest.mark.parametrize("rom_index,disk_index,is_early", [(0, 1, True), (1, 0, False)],
                         ids=["rom-first", "disk-first"])
def test_the_boot_order_decides(rom_index, disk_index, is_early, kernel, disk):
    way_ = early.FWCFG_ASKED
    with boot.start(boot.PC, kernel=kernel.elf, disk=disk, rom_index=rom_index,
                    disk_index=disk_index, exit_device=True, **way_.what) as vm:
        vm.wait_exit(GOOD_EXIT if is_early else DISK_EXIT)
        assert way_.is_early(vm.log) == is_early

# SPDX-License-Identifier: GPL-2.0-or-later
"""Refusals of a kernel that QEMU has placed, and how every refusal is shown and gone on from."""
from harness import boot, note_shapes, roms, shapes
import pytest
from harness.qemu import DISK_EXIT
from harness.report import MEMMAP_ENTRY
from harness.refusals import check_refused, check_said_once, needed_mib, sentence

MIB = 1 << 20

# QEMU takes the first note of type 18, whoever its owner is.
BAD_KERNEL = note_shapes.other_owner_before().elf
WRONG_ENTRY = sentence("ENTRY_OUT_OF_RANGE", 0x1234)


def alternating(count: int):
    return [(i << 20, 1 << 20, 1 + i % 2) for i in range(count)]


def kernel_size(kernel) -> int:
    return kernel.loads[0].end - kernel.loads[0].start


def test_entry_outside_the_kernel(machine, disk):
    check_refused(WRONG_ENTRY, machine, disk, kernel=BAD_KERNEL)


def test_too_little_memory(machine, disk):
    kernel = shapes.plain(16 * MIB)
    first, last = 16 * MIB, 16 * MIB + kernel_size(kernel) - 1
    check_refused(sentence("NO_MEMORY", first, last, needed_mib(last)),
                  machine, disk, kernel=kernel.elf, memory="16M")


def test_where_the_firmware_works(disk):
    """QEMU puts the kernel there at reset, and SeaBIOS clears that memory before INT 19h."""
    kernel = shapes.plain(0x20000)
    last = 0x20000 + kernel_size(kernel) - 1
    check_refused(sentence("NO_RAM", 0x20000, last, 0x20000, 0x8ffff, "in use"),
                  boot.PC, disk, kernel=kernel.elf)


def test_initrd_fits_nowhere(machine, disk):
    initrd = bytes(30 * MIB)
    check_refused(sentence("NO_ROOM", "initrd", len(initrd)), machine, disk,
                  kernel=shapes.plain(16 * MIB).elf, initrd=initrd, memory="32M")


def test_command_line_fits_nowhere(machine, disk):
    text = b"c" * (15 * MIB)
    check_refused(sentence("NO_ROOM", "command line", len(text) + 1), machine, disk,
                  kernel=shapes.plain(16 * MIB).elf, memory="24M",
                  items=[("opt/pvh/cmdline", text)])


def test_tables_fit_nowhere(disk, tmp_path):
    kernel = shapes.plain(16 * MIB)
    only = roms.e820(roms.e820_answers([(0x9fc00, 0x400, 2), (16 * MIB, kernel_size(kernel), 1)]))
    good = boot.boot(boot.PC, kernel=kernel.elf)
    size = good.start_info.memmap - good.ebx + 2 * MEMMAP_ENTRY.size
    check_refused(sentence("NO_ROOM", "tables", size), boot.PC, disk, kernel=kernel.elf,
                  extra=roms.option(tmp_path, roms.AFTER_OURS, only))


def test_no_memory_map(machine, disk, tmp_path):
    check_refused(sentence("NO_MEMORY_MAP"), machine, disk, kernel=shapes.plain().elf,
                  extra=roms.option(tmp_path, roms.AFTER_OURS, roms.e820([])))


def test_memory_map_too_long(disk, tmp_path):
    entries = roms.e820_answers(alternating(128))
    check_refused(sentence("TOO_MANY_MAP_ENTRIES"), boot.PC, disk, kernel=shapes.plain().elf,
                  extra=roms.option(tmp_path, roms.AFTER_OURS, roms.e820(entries)))


def test_dma_error(disk, tmp_path):
    """The memory map claims RAM where there is none: the initrd goes there, and DMA fails."""
    at = 0x70000000 - 4096
    check_refused(sentence("BAD_DMA", 0x12, 7, at), boot.PC, disk, kernel=shapes.plain().elf,
                  initrd=b"initrd\n",
                  extra=roms.option(tmp_path, roms.AFTER_OURS, roms.lying_e820()))


@pytest.mark.parametrize("name", [roms.BEFORE_OURS, roms.AFTER_OURS])
def test_goes_on_to_the_old_int19(machine, name, disk, tmp_path):
    """Another ROM has hooked INT 19h too, before or after ours: it is called once either way."""
    check_refused(WRONG_ENTRY, machine, disk, before_disk="hook19\n", kernel=BAD_KERNEL,
                  extra=roms.option(tmp_path, name, roms.hook19()))


def test_as_a_boot_menu_entry(disk):
    """Not hooked but called as a BEV: the next device follows all the same."""
    check_refused(WRONG_ENTRY, boot.PC, disk, kernel=BAD_KERNEL,
                  extra=["-boot", "menu=on,splash-time=1"])


def int19_vector(disk, **what):
    """As the booted disk finds it."""
    with boot.start(boot.PC, disk=disk, **what) as vm:
        vm.wait_text("report", "disk\n")
        return vm.memory(0x19 * 4, 4)


def test_int19_is_given_back(disk):
    refused = int19_vector(disk, kernel=BAD_KERNEL)
    assert refused == int19_vector(disk)


def test_without_any_disk():
    with boot.start(boot.PC, kernel=BAD_KERNEL) as vm:
        vm.wait_text("log", "No bootable device.")
        check_said_once(vm, WRONG_ENTRY)


@pytest.mark.parametrize("machine_,card", [(boot.PC, "VGA"), (boot.Q35, "VGA"),
                                           (boot.ISAPC, "isa-vga")], ids=str)
def test_on_the_screen(machine_, card, disk):
    with boot.start(machine_, kernel=BAD_KERNEL, disk=disk,
                    extra=["-device", card]) as vm:
        vm.wait_text("report", "disk\n")
        check_said_once(vm, WRONG_ENTRY)
        lines = [line for line in vm.screen().splitlines() if "pvh: " in line]
    assert lines == [WRONG_ENTRY]


def test_on_com1_where_seabios_prints_there(disk):
    """With graphics=off SeaBIOS's own console is COM1: it carries INT 10h's text, once."""
    with boot.start(boot.PC, kernel=BAD_KERNEL, disk=disk, exit_device=True,
                    extra=["-M", "pc,graphics=off"]) as vm:
        vm.wait_exit(DISK_EXIT)
        assert vm.text("com1").count("pvh: ") == 1
        assert WRONG_ENTRY in vm.text("com1")
        assert vm.log.count(WRONG_ENTRY) == 1


def test_again_after_a_reset(disk):
    with boot.start(boot.PC, kernel=BAD_KERNEL, disk=disk) as vm:
        vm.wait_text("report", "disk\n", 1)
        vm.reset()
        vm.wait_text("report", "disk\n", 2)
        assert vm.log.count(WRONG_ENTRY) == 2

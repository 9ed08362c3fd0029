# SPDX-License-Identifier: GPL-2.0-or-later
"""Option ROMs beside ours: what they take is theirs, and none is taken for this ROM."""
import pytest

from harness import boot, early, roms, seabios, shapes
from harness.elfimage import Segment, entry_note, note_segment
from harness.gdbstub import symbols
from harness.kernels import kernel as make_kernel
from harness.qemu import DISK_EXIT
from harness.early_memmap import check_map, look
from harness.refusals import check_said_once, sentence
from harness.report import RAM

KIB, MIB = 1 << 10, 1 << 20
TAKES_MEMORY = roms.first(roms.takes_high_memory(kept=64 * KIB, freed=9 * MIB))
LEFT_KIB = 584
LOWERS = roms.first(roms.lowers_base_memory(LEFT_KIB))


@pytest.mark.parametrize("machine_", [boot.PC, boot.Q35], ids=str)
@pytest.mark.parametrize("way", [early.KERNEL_DEPLOYED, early.KERNEL_ASKED], ids=str)
def test_memory_that_another_rom_has_taken(machine_, way):
    """It has freed more than is free below what it keeps: that hole is not SeaBIOS's to return."""
    kernel = shapes.plain(MIB).elf
    later = look(machine_, kernel=kernel, items=[TAKES_MEMORY])
    now = look(machine_, kernel=kernel, **{**way.what, "items": [TAKES_MEMORY, *way.items]})
    check_map(now, later)


@pytest.mark.parametrize("item", [early.ASKED, early.DEPLOYED], ids=["file", "vgaroms"])
def test_an_early_refusal_gives_the_memory_back(item, disk):
    maps = []
    for items in ([], [item]):
        with boot.start(boot.Q35, kernel=shapes.nuttx().elf, route="fwcfg", items=items,
                        disk=disk) as vm:
            vm.wait_text("report", "disk\n")
            maps.append(seabios.e820(vm))
    assert maps[0] == maps[1]


@pytest.mark.parametrize("way", early.WAYS, ids=str)
def test_lowered_base_memory(way, kernel):
    with boot.start(boot.Q35, kernel=kernel.elf, route=way.route,
                    items=[LOWERS, *way.items]) as vm:
        r = vm.wait_report()
        assert not early.is_at_int19(vm.log)
        assert kernel.violations(r, initrd=False) == []
        low = [e.end for e in r.memmap if e.type == RAM and e.end <= MIB]
        assert low == [LEFT_KIB * KIB]
        kept = vm.memory(LEFT_KIB * KIB, 0x9fc00 - LEFT_KIB * KIB)
        assert set(kept) == {roms.BASE_FILLER}


def test_no_segment_goes_over_lowered_base_memory(disk):
    base = 16 * MIB
    elf = make_kernel([Segment(paddr=base), Segment(data=b"x" * 0x1000, paddr=0x94000),
                       note_segment(entry_note(base))]).elf
    with boot.start(boot.Q35, kernel=elf, disk=disk, route="fwcfg", exit_device=True,
                    items=[LOWERS, early.ASKED]) as vm:
        vm.wait_exit(DISK_EXIT)
        check_said_once(vm, sentence("NO_RAM", 0x94000, 0x94fff, 0x94000, 0x94fff,
                                     "reserved"))


def test_an_int19_handler_at_our_offset(kernel):
    offset = symbols(boot.ROM.with_suffix(".elf"))["int19_handler"]
    r = boot.boot(boot.Q35, kernel=kernel.elf,
                  items=[roms.first(roms.hook19_at(offset))])
    assert kernel.violations(r, initrd=False) == []


def test_a_name_that_begins_as_qemus_multiboot_rom(kernel, tmp_path):
    r = boot.boot(boot.Q35, kernel=kernel.elf,
                  extra=roms.option(tmp_path, "multibootable.bin", roms.hook19()))
    assert kernel.violations(r, initrd=False) == []


def test_another_rom_of_our_length_asks_nothing(kernel):
    other = roms.hook19()
    other += bytes(boot.ROM.stat().st_size - len(other))
    r = boot.boot(boot.Q35, kernel=kernel.elf, items=[roms.first(other)])
    assert early.is_at_int19(r.log)


def test_our_own_file_with_more_behind_it(kernel, disk, tmp_path):
    padded = tmp_path / "padded.bin"
    padded.write_bytes(boot.ROM.read_bytes() + bytes(512))
    with boot.start(boot.PC, kernel=kernel.elf, disk=disk, route="fwcfg", rom=padded, rom_index=1,
                    disk_index=0, exit_device=True) as vm:
        vm.wait_exit(DISK_EXIT)


def test_the_hooked_image_still_sums_up_to_0(kernel):
    """SeaBIOS looks again once all ROMs have run, and Linux does."""
    r = boot.boot(boot.Q35, kernel=kernel.elf, route="fwcfg")
    assert early.is_at_int19(r.log)
    assert "bad checksum" not in r.log

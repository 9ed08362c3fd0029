# SPDX-License-Identifier: GPL-2.0-or-later
"""What QEMU's own pvh.bin does wrong: the same boots, which ours must pass and theirs must fail."""
from harness import abi, boot, cpustate, note_shapes, roms
import pytest
from harness.qemu import DEADLINE_S, DISK_EXIT

HANGS_S = 5         # long enough to call it a hang; ours has all the time that it needs

THEIRS = pytest.mark.xfail(strict=True, raises=AssertionError,
                           reason="a known defect of QEMU's pvh.bin")


@pytest.fixture(params=[pytest.param(boot.ROM, id="ours"),
                        pytest.param(boot.THEIR_ROM, id="theirs", marks=THEIRS)])
def rom(request):
    return request.param


def patience(rom):
    return HANGS_S if rom == boot.THEIR_ROM else DEADLINE_S


def test_tr_is_loaded(rom, kernel):
    with boot.start(boot.PC, kernel=kernel.elf, rom=rom) as vm:
        vm.wait_report()
        state = cpustate.read(vm)
    assert abi.hidden_state(state) == []


def test_command_line_leaves_start_info_alone(rom, kernel):
    r = boot.boot(boot.PC, kernel=kernel.elf, append="c" * 4200, rom=rom)
    assert not r.start_info_bad
    assert r.cmdline == b"c" * 4200


def test_command_line_of_60000_bytes(rom, kernel):
    text = "c" * 60000
    r = boot.boot(boot.PC, kernel=kernel.elf, append=text, rom=rom, deadline_s=patience(rom))
    assert r.cmdline == text.encode()


def test_no_modules_out_of_dirty_memory(rom, kernel, tmp_path):
    """Conventional memory is as a guest leaves it for the boot after a warm reset."""
    extra = roms.option(tmp_path, roms.BEFORE_OURS, roms.poison())
    r = boot.boot(boot.PC, kernel=kernel.elf, rom=rom, extra=extra)
    assert abi.start_info(r, initrd=False) == []


def test_structures_lie_above_64_kib(rom, kernel):
    r = boot.boot(boot.PC, kernel=kernel.elf, rom=rom)
    assert [item for item in abi.structures(r) if item.start < abi.LOWEST] == []


def test_initrd_spares_the_firmwares_tables(rom, kernel):
    """On microvm QEMU's address for an initrd of 4095 modulo 4096 runs into the XSDT."""
    r = boot.boot(boot.MICROVM, kernel=kernel.elf, initrd=b"i" * 4095, rom=rom)
    module = abi.Range("initrd", r.modules[0].entry.address, r.modules[0].entry.end)
    assert abi.in_ram(r.memmap, module)


def test_refusal_is_seen_and_the_disk_boots(rom, disk):
    with boot.start(boot.PC, kernel=note_shapes.other_owner_before().elf, disk=disk, rom=rom,
                    exit_device=True, deadline_s=patience(rom)) as vm:
        vm.wait_exit(DISK_EXIT)
        assert "pvh: " in vm.log

# SPDX-License-Identifier: GPL-2.0-or-later
"""Nothing to boot: the ROM goes without a trace, and whoever is responsible boots."""
from harness import boot, seabios
import pytest
from harness.elfimage import Image, Segment
from harness.paths import built
from harness.qemu import GOOD_EXIT

MULTIBOOT_HEADER = b"".join(n.to_bytes(4, "little") for n in (0x1badb002, 0, -0x1badb002 % 2**32))


def option_rom():
    return ["-option-rom", str(boot.ROM)]


def left_by_boot(machine, disk, extra):
    """Interrupt vectors and free ROM area at the time the disk boots."""
    with boot.start(machine, disk=disk, extra=extra) as vm:
        vm.wait_text("report", "disk\n")
        assert vm.text("report") == "disk\n" and "pvh: " not in vm.log
        return vm.memory(0, 0x400), seabios.free_rom_area(vm.log), seabios.e820(vm)


def test_no_trace(machine, disk):
    assert left_by_boot(machine, disk, option_rom()) == left_by_boot(machine, disk, [])


@pytest.mark.parametrize("machine_", [boot.PC, boot.Q35, boot.ISAPC], ids=str)
def test_bzimage(machine_):
    """linuxboot_dma.bin serves it, with our ROM beside it."""
    image = built("guests/bzimage.bin").read_bytes()
    with boot.start(machine_, kernel=image, append="a b", extra=option_rom(),
                    exit_device=True) as vm:
        vm.wait_exit(GOOD_EXIT)
        assert vm.text("report") == "bzimage\n"


@pytest.mark.parametrize("machine_", [boot.PC, boot.Q35], ids=str)
def test_multiboot(machine_):
    """multiboot_dma.bin serves it, with our ROM beside it."""
    code = built("guests/tiny.bin").read_bytes()
    base = 1 << 20
    image = Image([Segment(data=MULTIBOOT_HEADER + code, paddr=base)], bits=32,
                  entry=base + len(MULTIBOOT_HEADER)).build()
    with boot.start(machine_, kernel=image, extra=option_rom(), exit_device=True) as vm:
        vm.wait_exit(GOOD_EXIT)
        assert vm.text("report") == "tiny\n"

# SPDX-License-Identifier: GPL-2.0-or-later
"""Boot menu and boot order: where the user may choose, the ROM offers itself only."""
from harness import boot
import pytest
from harness.bootmenu import MENU, MENU_WAITS, PRODUCT, choose
from harness.qemu import DISK_EXIT, GOOD_EXIT

@pytest.fixture(params=[boot.PC, boot.Q35], ids=str)
def machine_(request):
    return request.param


def test_menu_without_a_choice_boots_the_kernel(machine_, kernel, disk):
    """-kernel gives the ROM the first place in the boot order."""
    with boot.start(machine_, kernel=kernel.elf, disk=disk, extra=MENU, exit_device=True) as vm:
        vm.wait_exit(GOOD_EXIT)
        assert kernel.violations(vm.reports()[0], initrd=False) == []


@pytest.mark.parametrize("name,status", [("QEMU HARDDISK", DISK_EXIT), (PRODUCT, GOOD_EXIT)],
                         ids=["disk", "kernel"])
def test_menu_choice_is_kept(machine_, route, name, status, kernel, disk):
    with boot.start(machine_, kernel=kernel.elf, disk=disk, route=route, extra=MENU_WAITS,
                    exit_device=True) as vm:
        choose(vm, name)
        vm.wait_exit(status)


@pytest.mark.parametrize("rom_index,disk_index,status", [(0, 1, GOOD_EXIT), (1, 0, DISK_EXIT)],
                         ids=["rom-first", "disk-first"])
def test_bootindex(machine_, rom_index, disk_index, status, kernel, disk):
    with boot.start(machine_, kernel=kernel.elf, disk=disk, route="fwcfg", rom_index=rom_index,
                    disk_index=disk_index, exit_device=True) as vm:
        vm.wait_exit(status)


def test_without_any_bootindex_the_kernel_boots(machine_, kernel, disk):
    """Who gives a kernel to the ROM wants it booted."""
    with boot.start(machine_, kernel=kernel.elf, disk=disk, route="fwcfg", exit_device=True) as vm:
        vm.wait_exit(GOOD_EXIT)


def scsi_disks(count: int, image) -> list:
    """That many disks, from bootindex 0 on."""
    options = ["-device", "virtio-scsi-pci"]
    for n in range(count):
        options += ["-drive", "if=none,id=d%d,format=raw,read-only=on,file=%s" % (n, image),
                    "-device", "scsi-hd,drive=d%d,bootindex=%d" % (n, n)]
    return options


@pytest.mark.parametrize("count", [60, 100])
def test_behind_many_disks(count, kernel, disk, tmp_path):
    """A bootorder of some 40 bytes a disk, with the ROM as its last line."""
    image = tmp_path / "disk.img"
    image.write_bytes(disk if isinstance(disk, bytes) else disk.read_bytes())
    with boot.start(boot.PC, kernel=kernel.elf, route="fwcfg", rom_index=200, exit_device=True,
                    extra=scsi_disks(count, image)) as vm:
        vm.wait_exit(DISK_EXIT)

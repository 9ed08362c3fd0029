# SPDX-License-Identifier: GPL-2.0-or-later
"""Debian's kernels by both routes, each seeing the same machine; one without PVH refused."""
import re

from harness import boot, linux, roms
import pytest
from harness.linux import AMD64, AMD64_RELOC, CLOUD, I386_NO_PVH, I386_PAE
from harness.refusals import check_refused, sentence
from harness.report import RAM, RESERVED

MIB = 1 << 20

IOMEM = "system RAM in /proc/iomem"
KERNELS = [CLOUD, AMD64, AMD64_RELOC, I386_PAE]


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return tmp_path_factory.mktemp("linux")


def seen(vm) -> dict:
    """The guest's account of a boot that ends with the power off."""
    vm.wait_exit(0)
    said = linux.account(vm.text("com1"))
    assert said["boot loader type (176 means entered through PVH)"].strip() == "176"
    assert said["command line"].strip() == linux.CMDLINE
    # Since 7.2 a page more or less, from boot to boot.
    said["memory map"] = re.sub(r"MemTotal:.*\n", "", said["memory map"])
    return said


@pytest.mark.parametrize("package", KERNELS, ids=str)
def test_both_routes_see_the_same(package, directory):
    what = dict(kernel=linux.vmlinux(package, directory), memory="512M", append=linux.CMDLINE,
                initrd=linux.initramfs(package.arch, directory))
    accounts = []
    for route in ("kernel", "fwcfg"):
        with boot.start(boot.Q35, route=route, **what) as vm:
            accounts.append(seen(vm))
    assert accounts[0] == accounts[1]
    assert "Kernel code" in accounts[0][IOMEM] and "PCI" in accounts[0][IOMEM]


def test_moves_out_of_the_way(directory, tmp_path):
    """6.12 has the relocation note: where it is linked, at 16 MiB, is no RAM here."""
    hole = [(0, 0x9fc00, RAM), (0x9fc00, 0x400, RESERVED), (0xf0000, 0x10000, RESERVED),
            (MIB, 15 * MIB, RAM), (16 * MIB, MIB, RESERVED), (17 * MIB, 494 * MIB, RAM),
            (511 * MIB, MIB, RESERVED)]
    extra = roms.option(tmp_path, roms.AFTER_OURS, roms.e820(roms.e820_answers(hole)))
    with boot.start(boot.PC, kernel=linux.vmlinux(AMD64_RELOC, directory), memory="512M",
                    initrd=linux.initramfs("amd64", directory), append=linux.CMDLINE,
                    route="fwcfg", extra=extra) as vm:
        said = seen(vm)
    assert "[mem 0x0000000001000000-0x00000000010fffff] reserved" in said["memory map"]


def test_without_pvh(directory, disk):
    check_refused(sentence("NO_ENTRY_NOTE"), boot.PC, disk, memory="512M", route="fwcfg",
                  kernel=linux.vmlinux(I386_NO_PVH, directory))


@pytest.mark.parametrize("package", [CLOUD, I386_PAE], ids=str)
def test_still_packed(package, disk):
    check_refused(sentence("BAD_BZIMAGE"), boot.PC, disk, kernel=linux.vmlinuz(package),
                  route="fwcfg")

# SPDX-License-Identifier: GPL-2.0-or-later
"""Settings of SeaBIOS's and of ours, and kernels and command lines that are no longer refused or
taken for what they are not."""
import struct

import pytest

from harness import boot, early, shapes
from harness.qemu import DISK_EXIT
from harness.refusals import check_refused, check_said_once, needed_mib, sentence

COM1 = struct.pack("<Q", 0x3f8)
THREADS = ("etc/threads", struct.pack("<Q", 2))
LINKED_ABOVE = [0x101000000, 0x100100000]


def test_not_early_beside_seabios_threads(kernel):
    with boot.start(boot.Q35, kernel=kernel.elf, items=[early.DEPLOYED, THREADS]) as vm:
        r = vm.wait_report()
        assert early.is_at_int19(vm.log)
        check_said_once(vm, sentence("NOT_EARLY", "etc/threads is 2"))
        assert kernel.violations(r, initrd=False) == []


@pytest.mark.parametrize("base", LINKED_ABOVE, ids=hex)
@pytest.mark.parametrize("items", [[], [early.DEPLOYED]], ids=["int19", "early"])
def test_qemu_loads_it_above_4_gib(base, items, disk):
    kernel = shapes.plain(base)
    check_refused(sentence("NO_CODE", kernel.entry - (1 << 32)), boot.Q35, disk,
                  kernel=kernel.elf, items=items)


def test_elf64_that_says_i386():
    """As edk2's CLOUDHV.fd."""
    good = shapes.plain()
    elf = bytearray(good.elf)
    elf[18] = 3
    r = boot.boot(boot.Q35, kernel=bytes(elf), route="fwcfg")
    assert good.violations(r, initrd=False) == []


def test_seabios_prints_on_com1_itself(disk):
    """Asked to by etc/sercon-port; then the message must not come twice."""
    with boot.start(boot.Q35, kernel=shapes.nuttx().elf, disk=disk, route="fwcfg",
                    exit_device=True, items=[("etc/sercon-port", COM1)]) as vm:
        vm.wait_exit(DISK_EXIT)
        assert vm.text("com1").count("pvh: ") == 1


@pytest.mark.parametrize("name", ["kernal", "module0", "initrd.cmdlin", "early"])
def test_a_file_that_is_not_understood(name, kernel):
    with boot.start(boot.Q35, kernel=kernel.elf, items=[("opt/pvh/" + name, b"x")]) as vm:
        vm.wait_report()
        assert early.is_at_int19(vm.log)
        check_said_once(vm, sentence("NOT_UNDERSTOOD", "opt/pvh/" + name))


def test_a_file_that_is_not_understood_early(kernel):
    with boot.start(boot.Q35, kernel=kernel.elf,
                    items=[early.DEPLOYED, ("opt/pvh/kernal", b"x")]) as vm:
        vm.wait_report()
        assert not early.is_at_int19(vm.log)
        check_said_once(vm, sentence("NOT_UNDERSTOOD", "opt/pvh/kernal"))


@pytest.mark.parametrize("value", [b"off", b"off\n", b"off\0", b"on"])
def test_a_switch_that_is_understood(value, kernel):
    with boot.start(boot.Q35, kernel=kernel.elf, items=[(early.ASKED[0], value)]) as vm:
        vm.wait_report()
        assert "pvh: " not in vm.log


@pytest.mark.parametrize("items", [[], [early.DEPLOYED]], ids=["int19", "early"])
def test_files_without_a_kernel(items, disk):
    check_refused(sentence("NO_KERNEL"), boot.Q35, disk, route="fwcfg",
                  items=[*items, ("opt/pvh/cmdline", b"x")])


@pytest.mark.parametrize("items", [[], [early.DEPLOYED]], ids=["int19", "early"])
def test_the_memory_that_a_refusal_recommends(items, machine):
    kernel = shapes.plain(200 << 20)
    memory = "%dM" % needed_mib(kernel.loads[-1].end - 1)
    r = boot.boot(machine, kernel=kernel.elf, memory=memory, items=items)
    assert kernel.violations(r, initrd=False, acpi=machine.acpi) == []

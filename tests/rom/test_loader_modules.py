# SPDX-License-Identifier: GPL-2.0-or-later
"""The files below opt/pvh/: which go before what -kernel brings, and modules beyond the initrd."""
import zlib

from harness import boot, shapes
from harness.kernels import filler
from harness.refusals import check_refused, sentence

INITRD, MODULE = "opt/pvh/initrd", "opt/pvh/module%d"
SLOTS = ["-global", "fw_cfg_io.x-file-slots=64"]


def module_items(numbers, cmdlines=()):
    items = [(MODULE % n, filler(n * 1000, n)) for n in numbers]
    return items + [(MODULE % n + ".cmdline", b"module %d" % n) for n in cmdlines]


def expected(numbers, cmdlines=()):
    return [(n * 1000, zlib.crc32(filler(n * 1000, n)), b"module %d" % n if n in cmdlines else None)
            for n in numbers]


def seen(r):
    return [(m.entry.size, m.crc, m.cmdline) for m in r.modules]


def test_fwcfg_kernel_goes_before_qemus(kernel):
    other = shapes.plain(32 << 20)
    r = boot.boot(boot.PC, kernel=other.elf, append="qemu's", initrd=b"q" * 50,
                  items=[("opt/pvh/kernel", kernel.elf)])
    assert kernel.violations(r, initrd=True) == []
    assert r.cmdline == b"qemu's"
    assert seen(r) == [(50, zlib.crc32(b"q" * 50), None)]


def test_each_goes_before_qemus_on_its_own(kernel):
    r = boot.boot(boot.PC, kernel=kernel.elf, append="qemu's", initrd=b"q" * 50,
                  items=[("opt/pvh/cmdline", b"ours")])
    assert (r.cmdline, r.modules[0].entry.size) == (b"ours", 50)
    r = boot.boot(boot.PC, kernel=kernel.elf, append="qemu's", initrd=b"q" * 50,
                  items=[(INITRD, b"o" * 60)])
    assert (r.cmdline, r.modules[0].entry.size) == (b"qemu's", 60)
    assert kernel.violations(r, initrd=True) == []


def test_initrd_with_a_command_line(route, kernel):
    r = boot.boot(boot.PC, kernel=kernel.elf, initrd=b"i" * 50, route=route,
                  items=[(INITRD + ".cmdline", b"for the initrd\n")])
    assert seen(r) == [(50, zlib.crc32(b"i" * 50), b"for the initrd")]
    assert kernel.violations(r, initrd=True) == []


def test_modules_follow_the_initrd(machine, route, kernel):
    numbers, cmdlines = range(1, 16), (1, 2, 15)
    initrd = filler(4095, 99)
    r = boot.boot(machine, kernel=kernel.elf, initrd=initrd, append="a", route=route, extra=SLOTS,
                  items=module_items(numbers, cmdlines))
    first, *others = seen(r)
    assert first == (4095, zlib.crc32(initrd), None)
    assert others == expected(numbers, cmdlines)
    assert kernel.violations(r, initrd=True, acpi=machine.acpi) == []


def test_a_gap_is_refused(kernel, disk):
    check_refused(sentence("NO_MODULE", 2), boot.PC, disk, kernel=kernel.elf, route="fwcfg",
                  items=module_items([1, 3]))


def test_too_many_are_refused(kernel, disk):
    check_refused(sentence("TOO_MANY_MODULES", 16, 15), boot.PC, disk, kernel=kernel.elf,
                  route="fwcfg", items=module_items(range(1, 17)), extra=SLOTS)


def test_one_that_fits_nowhere_is_refused(kernel, disk):
    big = bytes(30 << 20)
    check_refused(sentence("NO_ROOM", "module", len(big)), boot.PC, disk, kernel=kernel.elf,
                  route="fwcfg", memory="32M", items=[*module_items([1]), (MODULE % 2, big)])


def test_sixteen_file_slots(kernel):
    """As on machine types of 2.8 and older."""
    r = boot.boot(boot.PC, kernel=kernel.elf, initrd=b"i" * 5000, append="a", route="fwcfg",
                  extra=["-global", "fw_cfg_io.x-file-slots=16"])
    assert kernel.violations(r, initrd=True) == []


def test_empty_files(machine, kernel):
    """An empty initrd is none; an empty module is one, of size 0."""
    r = boot.boot(machine, kernel=kernel.elf, initrd=b"", append="", route="fwcfg")
    assert (r.cmdline or b"") == b""
    assert kernel.violations(r, initrd=False, acpi=machine.acpi) == []
    r = boot.boot(machine, kernel=kernel.elf, route="fwcfg", items=[(MODULE % 1, b"")])
    assert seen(r) == [(0, 0, None)]

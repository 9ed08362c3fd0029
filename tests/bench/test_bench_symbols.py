# SPDX-License-Identifier: GPL-2.0-or-later
"""Where start_kernel is: from a symbol table, from what the kernel says, and from a real kernel."""
from tests.bench import benchguest
import pytest
from harness.linux import CLOUD, vmlinuz

from bench import kernels, measure, symbols
from harness.paths import BUILD
from bench.measure import Failed
from bench.points import IN_QEMU, POINTS, USER_ENTRY
from bench.rows import Files, all_rows

KALLSYMS = "ffffffff8304ee41 T start_kernel\r\n"


def test_symbol_table():
    elf = benchguest.with_symbols(benchguest.tiny(), start_kernels=1,
                                  start_kernel=0xFFFFFFFF8304EE41, x_start_kernel=2)
    assert symbols.from_symbol_table(elf) == 0xFFFFFFFF8304EE41


@pytest.mark.parametrize("text", [KALLSYMS, "[    1.0] noise\n" + KALLSYMS + "more\n",
                                  KALLSYMS.replace("T", "t")])
def test_what_the_kernel_says(text):
    assert symbols.from_kallsyms(text) == 0xFFFFFFFF8304EE41


@pytest.mark.parametrize("text", ["", KALLSYMS * 2, "0000000000000000 T start_kernel\n",
                                  "ffffffff8304ee41 T restart_kernel\n"])
def test_what_does_not_say_it(text):
    with pytest.raises(Failed, match="does not say where start_kernel is"):
        symbols.from_kallsyms(text)


def test_first_instruction():
    elf = benchguest.tiny()
    assert symbols.first_instruction(elf, benchguest.BASE) == benchguest.STARTUP_CODE
    assert symbols.first_instruction(elf, benchguest.START_KERNEL) == "e680"


def time_row(key, files):
    return measure.time_boot(next(row for row in all_rows(["q35"], True) if row.way.key == key),
                             files)


def test_debians_kernel_says_where_it_is_and_comes_to_every_point(tmp_path, monkeypatch):
    """If start_kernel were anywhere else, no plugin would see it run, between the other points.
    At a random place startup_64 is still recognized by its code."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    vmlinux, bzimage = kernels.both_images(vmlinuz(CLOUD))
    initrds = BUILD / "bench/kallsyms-initramfs", BUILD / "bench/initramfs"
    address = symbols.ask_the_kernel(vmlinux, initrds[0], "qemu-system-x86_64")
    entry = symbols.startup_64(vmlinux.read_bytes())
    files = Files(BUILD / "pvh.bin", vmlinux, bzimage, initrds[1], entry, address, USER_ENTRY,
                  symbols.first_instruction(vmlinux.read_bytes(), entry))
    assert list(time_row("qboot-bzimage", files)) == list(IN_QEMU)
    assert list(time_row("pvh-boot-kaslr", files)) == [name for name in POINTS
                                                       if name != "linux_start_kernel"]

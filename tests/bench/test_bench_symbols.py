# SPDX-License-Identifier: GPL-2.0-or-later
"""Where start_kernel is: from a symbol table, from what the kernel says, and from a real kernel."""
from tests.bench import benchguest
import pytest
from harness.linux import CLOUD, vmlinuz

from bench import kernels, measure, symbols
from harness.paths import BUILD
from bench.measure import Failed
from bench.points import IN_QEMU, USER_ENTRY
from bench.rows import Files, all_rows

KALLSYMS = "ffffffff8304ee41 T start_kernel\r\n"


def test_symbol_table():
    elf = benchguest.with_symbols(benchguest.tiny(), start_kernels=1,
                                  start_kernel=0xFFFFFFFF8304EE41, x_start_kernel=2)
    assert symbols.from_symbol_table(elf) == 0xFFFFFFFF8304EE41


def test_a_symbol_table_of_others():
    elf = benchguest.with_symbols(benchguest.tiny(), start=1)
    assert symbols.from_symbol_table(elf) is None


def test_no_symbol_table():
    assert symbols.from_symbol_table(benchguest.tiny()) is None


def test_section_headers_beyond_the_end_are_none():
    elf = benchguest.with_symbols(benchguest.tiny(), start_kernel=1)
    assert symbols.from_symbol_table(elf[:-1]) is None


@pytest.mark.parametrize("text", [KALLSYMS, "[    1.0] noise\n" + KALLSYMS + "more\n",
                                  KALLSYMS.replace("T", "t")])
def test_what_the_kernel_says(text):
    assert symbols.from_kallsyms(text) == 0xFFFFFFFF8304EE41


@pytest.mark.parametrize("text", ["", KALLSYMS * 2, "0000000000000000 T start_kernel\n",
                                  "ffffffff8304ee41 T restart_kernel\n"])
def test_what_does_not_say_it(text):
    with pytest.raises(Failed, match="does not say where start_kernel is"):
        symbols.from_kallsyms(text)


def test_startup_64_is_the_entry_point():
    assert symbols.startup_64(benchguest.tiny()) == benchguest.BASE


@pytest.mark.parametrize("image", [b"\x7fELF\1" + bytes(59), b"\x7fELF\2" + bytes(59)])
def test_a_kernel_for_another_machine(image):
    with pytest.raises(Failed, match="not one for x86-64"):
        symbols.startup_64(image)


def test_a_symbol_table_needs_no_boot(tmp_path):
    elf = tmp_path / "vmlinux"
    elf.write_bytes(benchguest.with_symbols(benchguest.tiny(), start_kernel=0x1234))
    assert symbols.start_kernel(elf, tmp_path / "none", "no-qemu") == 0x1234


def test_what_was_asked_once_is_not_asked_again(tmp_path, monkeypatch):
    monkeypatch.setattr(symbols, "BUILD", tmp_path)
    elf = tmp_path / "vmlinux"
    elf.write_bytes(benchguest.tiny())
    asked = []
    monkeypatch.setattr(symbols, "ask_the_kernel", lambda *_: asked.append(1) or 0xFFFFFFFF81000000)
    assert {symbols.start_kernel(elf, elf, "qemu") for _ in range(3)} == {0xFFFFFFFF81000000}
    assert asked == [1]


def test_a_vmlinux_has_no_bzimage(tmp_path):
    elf = tmp_path / "vmlinux"
    elf.write_bytes(benchguest.tiny())
    assert kernels.both_images(elf) == (elf, None)


@pytest.mark.parametrize("content, reason", [(b"", "neither a bzImage nor an ELF"), (None, "read")])
def test_a_file_that_is_no_kernel(content, reason, tmp_path):
    if content is not None:
        (tmp_path / "kernel").write_bytes(content)
    with pytest.raises(Failed, match=reason):
        kernels.both_images(tmp_path / "kernel")


def test_debians_kernel_says_where_it_is_and_comes_to_every_point():
    """If start_kernel were anywhere else, no plugin would see it run, between the other points."""
    vmlinux, bzimage = kernels.both_images(vmlinuz(CLOUD))
    initrds = BUILD / "bench/kallsyms-initramfs", BUILD / "bench/initramfs"
    address = symbols.ask_the_kernel(vmlinux, initrds[0], "qemu-system-x86_64")
    files = Files(BUILD / "pvh.bin", vmlinux, bzimage, initrds[1],
                  symbols.startup_64(vmlinux.read_bytes()), address, USER_ENTRY)
    row = next(row for row in all_rows(["q35"], True) if row.way.key == "qboot-bzimage")
    points = measure.time_boot(row, files)
    assert list(points) == list(IN_QEMU)

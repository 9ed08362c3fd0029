# SPDX-License-Identifier: GPL-2.0-or-later
"""tools/pvh-boot: who loads the kernel, QEMU where it can, else the ROM."""
import pytest
from harness.elf import patch
from harness.elfimage import Image, Note, note_segment
from harness.toolrun import TEXT, VMLINUX, Tool

MULTIBOOT = b"\x02\xb0\xad\x1b" + bytes(4) + b"\xfe\x4f\x52\xe4"


@pytest.fixture
def tool(tmp_path):
    return Tool(tmp_path)


@pytest.mark.parametrize("elf, machine, why", [
    (VMLINUX, "pc-i440fx-3.1", "pc-i440fx-3.1 is older than QEMU's PVH boot"),
    (VMLINUX, "pc-q35-2.10,smm=off", "pc-q35-2.10 is older than QEMU's PVH boot"),
    (VMLINUX.ljust(4096, b"\0") + MULTIBOOT + bytes(64), "q35",
     "QEMU would boot it through Multiboot"),
    (patch(VMLINUX, "e_flags", 0x10000), "q35", "QEMU would refuse its e_flags"),
    (Image([TEXT, note_segment(Note(18, b"\0\0\0\1"), align=8)]).build(), "q35",
     "QEMU would misread its notes"),
    (patch(VMLINUX, "ph0.p_paddr", 0x8f000), "q35",
     "SeaBIOS would clear the part of it in low memory"),
], ids=["old", "older", "multiboot", "e_flags", "notes", "low"])
def test_the_rom_loads_what_qemu_cannot(tool, elf, machine, why):
    tool.kernel.write_bytes(elf)
    qemu = tool.fake_qemu('printf "%s\\n" "$@"')
    status, out, said = tool.boot("-v", "--no-early", "--qemu", qemu, "-M", machine, "--accel",
                                  "tcg", tool.kernel)
    assert (status, out.split("\n")[-5:-1]) == (0, tool.by_fw_cfg())
    assert said == (f"pvh-boot: booting {tool.kernel} on {machine} (tcg, 1G, 1 CPU) through"
                    f" {tool.rom}, without KASLR: its relocations are in a vmlinuz only;"
                    f" by fw_cfg: {why}\n")


@pytest.mark.parametrize("elf, machine", [
    (VMLINUX, "pc-i440fx-4.0"), (VMLINUX, "pc-q35-10.0"),
    (VMLINUX.ljust(4096, b"\0") + MULTIBOOT[:-1] + bytes(64), "q35"),
    (patch(VMLINUX, "ph0.p_paddr", 0x90000), "q35"),
], ids=["4.0", "10.0", "no multiboot", "not too low"])
def test_qemu_loads_what_it_can(tool, elf, machine):
    tool.kernel.write_bytes(elf)
    assert tool.dry("--no-early", "-M", machine)[-4:] == tool.by_kernel()


def test_a_rom_that_qemu_would_not_find(tool):
    tool.rom = tool.rom.rename(tool.rom.parent / "other.bin")
    assert tool.dry("--no-early")[-4:] == tool.by_fw_cfg()


def test_a_rom_that_qemu_would_find_first(tool):
    (tool.cwd / "pvh.bin").symlink_to(tool.rom)
    assert tool.dry("--no-early")[-4:] == tool.by_kernel()
    (tool.cwd / "pvh.bin").unlink()
    (tool.cwd / "pvh.bin").write_bytes(b"another")
    assert tool.dry("--no-early")[-4:] == tool.by_fw_cfg()

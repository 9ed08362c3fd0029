# SPDX-License-Identifier: GPL-2.0-or-later
"""pvh-boot says what could not come up before it starts QEMU."""
import pytest
from harness.bzimage import bzimage, payload
from harness.elfimage import Image, Note, Segment, entry_note, note_segment
from harness.toolrun import ENTRY, VMLINUX, Tool

MIB = 1 << 20
# What QEMU answers by QMP about its processor.
ANSWER = 'read -r questions; printf \'{"return": {}}\\n{"return": %s}\\n\''


@pytest.fixture
def tool(tmp_path):
    return Tool(tmp_path)


def refusal(tool, *words):
    status, out, said = tool.boot("-n", "--accel", "tcg", tool.kernel, *words)
    assert (status, out) == (1, "")
    return said.replace(f"pvh-boot: {tool.kernel}: ", "").strip()


@pytest.mark.parametrize("given", [2047, 1000])
def test_a_command_line_longer_than_the_kernel_takes(tool, given):
    """The setup header's cmdline_size; the other half of COMMAND_LINE_SIZE is the NUL."""
    image = bytearray(bzimage(payload(VMLINUX, "gzip")))
    image[0x238:0x23c] = given.to_bytes(4, "little")
    tool.kernel.write_bytes(image)
    assert "x" * given in tool.dry("-a", "x" * given)
    assert refusal(tool, "-a", "x" * given, "-a", "y") == (
        f"the command line has {given + 2} bytes, the kernel accepts {given}")


def test_a_linux_elf_takes_2047(tool):
    linux = Image([Segment(data=b"\xf4", paddr=ENTRY),
                   note_segment(entry_note(ENTRY), Note(6, b"linux\0\0\0"))]).build()
    tool.kernel.write_bytes(linux)
    assert "x" * 2047 in tool.dry("-a", "x" * 2047)
    assert refusal(tool, "-a", "x" * 2048) == (
        "the command line has 2048 bytes, the kernel accepts 2047")


def test_another_kernel_has_no_such_limit(tool):
    assert "x" * 5000 in tool.dry("-a", "x" * 5000)


@pytest.mark.parametrize("words, size", [
    (["-m", "39M"], "39M"), (["-m", "39"], "39"), (["-m", "0.03G"], "0.03G"),
    (["--", "-m", "size=39M,slots=2,maxmem=1G"], "size=39M,slots=2,maxmem=1G"),
    (["-m", "1G", "--", "-m", "1G", "-m", "40959k"], "40959k")])
def test_too_little_memory(tool, words, size):
    tool.kernel.write_bytes(Image([Segment(data=b"\xf4", paddr=ENTRY, memsz=24 * MIB),
                                   note_segment(entry_note(ENTRY))]).build())
    assert refusal(tool, *words) == f"the kernel reaches up to 40 MiB, -m {size} is too little"


@pytest.mark.parametrize("words", [["-m", "40M"], ["-m", "40"], ["-m", "40960k"], ["-m", "0.5G"],
                                   ["-m", "1x"], ["--", "-m", "slots=2"]])
def test_enough_memory_or_qemus_to_refuse(tool, words):
    tool.kernel.write_bytes(Image([Segment(data=b"\xf4", paddr=ENTRY, memsz=24 * MIB),
                                   note_segment(entry_note(ENTRY))]).build())
    assert tool.dry(*words)


@pytest.mark.parametrize("answer, is_good", [("true", True), ("false", False)])
def test_isapc_with_a_processor_of_32_bits(tool, answer, is_good):
    """Newer QEMUs give it one whatever is asked for, and a 64-bit kernel would hang."""
    qemu = tool.fake_qemu(f'case "$*" in *-qmp*) {ANSWER % answer} ;; *) echo booted ;; esac')
    outcome = tool.boot("--qemu", qemu, "-M", "isapc", "--accel", "tcg", tool.kernel)
    assert outcome == ((0, "booted\n", "") if is_good else (
        1, "", f"pvh-boot: {tool.kernel}: it is a 64-bit kernel, and this QEMU gives isapc a 32-bit"
               " processor\n"))


def test_this_qemu_is_asked(tool):
    words = ["-M", "isapc", "--accel", "tcg", tool.kernel, "--", "-cpu", "486"]
    assert tool.boot(*words) == (
        1, "", f"pvh-boot: {tool.kernel}: it is a 64-bit kernel, and this QEMU gives isapc a 32-bit"
               " processor\n")

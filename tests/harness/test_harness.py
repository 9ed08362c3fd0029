# SPDX-License-Identifier: GPL-2.0-or-later
"""The harness itself: a guest that ends in any way but its own is a failure, and says so."""
from harness import boot
import pytest
from harness.elfimage import Image, Segment, entry_note, note_segment
from harness.qemu import QemuFailure

BASE = 1 << 20
HANG = b"\xeb\xfe"              # jmp .
UNDEFINED = b"\x0f\x0b"         # ud2, without an IDT
WRONG_EXIT = bytes.fromhex("66ba0105 b001 ee f4")       # 1 to isa-debug-exit, hlt


@pytest.mark.parametrize("code,complaint", [
    (HANG, "it did not end within 3 s"),
    (UNDEFINED, "the guest reset the machine"),
    (WRONG_EXIT, "QEMU ended with status 3, not 85"),
], ids=["hang", "triple-fault", "wrong-exit"])
def test_bad_ends(code, complaint):
    elf = Image([Segment(data=code, paddr=BASE), note_segment(entry_note(BASE))]).build()
    with pytest.raises(QemuFailure, match=complaint) as failure:
        boot.boot(boot.PC, kernel=elf, deadline_s=3)
    assert "SeaBIOS (version" in str(failure.value)


def test_nothing_to_boot():
    with pytest.raises(QemuFailure, match="SeaBIOS gave up"):
        boot.boot(boot.PC)


def test_qemu_that_does_not_start():
    with pytest.raises(QemuFailure, match="status 1(.|\n)*no-such-option"):
        boot.boot(boot.PC, extra=["-no-such-option"])

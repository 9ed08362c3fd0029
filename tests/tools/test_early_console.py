# SPDX-License-Identifier: GPL-2.0-or-later
"""An early boot leaves the terminal alone: with -nographic the serial console begins with the
kernel's first byte. At INT 19h SeaBIOS has cleared the screen and printed its banner before."""
import os

import pytest
from harness import processes
from harness.bzimage import bzimage, payload
from harness.elfimage import Image, Segment, entry_note, note_segment
from harness.paths import ROM
from harness.toolrun import TOOLS

ENTRY = 0x1000000
COM1, DEBUG_EXIT = 0x3f8, 0x501
SAID = bytes(range(256)) + b"\r\nkernel\r\n"
CLEARED = b"\x1bc\x1b[?7l\x1b[2J"       # by SeaBIOS


def out(port, value):
    """mov dx, port; mov al, value; out dx, al, for 32-bit code."""
    return b"\x66\xba" + port.to_bytes(2, "little") + b"\xb0" + bytes([value]) + b"\xee"


@pytest.fixture
def kernel(tmp_path):
    """A bzImage whose vmlinux writes to the first serial port, and then ends QEMU."""
    code = b"".join(out(COM1, value) for value in SAID) + out(DEBUG_EXIT, 0) + b"\xf4\xeb\xfd"
    path = tmp_path / "vmlinuz"
    path.write_bytes(bzimage(payload(Image([Segment(data=code, paddr=ENTRY),
                                            note_segment(entry_note(ENTRY))]).build(), "gzip")))
    return path


def console(tmp_path, program, *words, **environment):
    """What stands on it in the end."""
    done = processes.run([TOOLS / program, *words], capture_output=True, cwd=tmp_path,
                         env={**os.environ, "XDG_CACHE_HOME": str(tmp_path), **environment})
    assert done.returncode == 1, done.stderr     # what isa-debug-exit makes of 0
    return done.stdout


BEHIND = ["-nographic", "-device", "isa-debug-exit"]


@pytest.mark.parametrize("route", ["kernel", "fw_cfg"])
@pytest.mark.parametrize("machine", ["q35", "pc"])
def test_pvh_boot(tmp_path, kernel, machine, route):
    words = ["--rom", ROM, "--accel", "tcg", "-M", machine, "--route", route]
    assert console(tmp_path, "pvh-boot", *words, kernel, "--", *BEHIND) == SAID


def test_pvh_qemu(tmp_path, kernel):
    words = ["-M", "q35", "-accel", "tcg", "-m", "256M", "-kernel", kernel, *BEHIND]
    assert console(tmp_path, "pvh-qemu", *words) == SAID
    at_int19 = console(tmp_path, "pvh-qemu", *words, PVH_EARLY="off")
    assert at_int19.startswith(CLEARED) and b"SeaBIOS" in at_int19 and at_int19.endswith(SAID)


def test_not_early(tmp_path, kernel):
    words = ["--rom", ROM, "--accel", "tcg", "--no-early"]
    found = console(tmp_path, "pvh-boot", *words, kernel, "--", *BEHIND)
    assert found.startswith(CLEARED) and b"SeaBIOS" in found and found.endswith(SAID)

# SPDX-License-Identifier: GPL-2.0-or-later
"""A guest's memory is its own after S3, wherever the ROM was deployed.

SeaBIOS takes a ROM at 0xc0000 for the VGA's and calls its init at every resume.
"""
from harness import boot, elfimage
import pytest
from harness.paths import built

LOW_START, LOW_END, PATTERN = 0x1000, 0x7000, 0xaa
BASE = 0x100000


def sleeper() -> bytes:
    code = built("guests/sleep.bin").read_bytes()
    note = elfimage.note_segment(elfimage.entry_note(BASE))
    return elfimage.Image([elfimage.Segment(data=code, paddr=BASE), note]).build()


@pytest.mark.parametrize("where", [
    dict(route="kernel"), dict(route="fwcfg"), dict(route="vgaroms"),
    dict(route="vgaroms", items=[("opt/pvh/early", b"off")])],
    ids=["kernel", "fwcfg", "early", "vgaroms-not-early"])
def test_low_memory_outlasts_sleep(where):
    with boot.start(boot.PC, kernel=sleeper(), **where) as vm:
        vm.wait_event("SUSPEND")
        vm.qmp("system_wakeup")
        vm.wait_text("report", "awake\n")
        memory = vm.memory(LOW_START, LOW_END - LOW_START)
    assert memory == bytes([PATTERN]) * len(memory)

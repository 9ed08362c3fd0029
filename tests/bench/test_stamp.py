# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin that takes the time notes each point once, in the order in which the guest comes
to them. How long anything takes is not for a test to say."""


import pytest

from bench.count_kernels import EXIT_CODE, EXIT_STATUS, tiny_kernel
from bench.count_qemu import Boot, boot_guest
from harness.paths import BUILD

STAMP = BUILD / "bench/plugin/stamp.so"
BASE = 0x100000
# mov $3, %ecx; jmp 1f; 1: nop; loop 1b; nop. The loop is one block, so translated once.
LOOP = bytes.fromhex("b9 03 00 00 00" "eb 00" "90" "e2 fd" "90")
MARKED = BASE + 7
UNIQUE = "0f1f4500"  # nopl 0(%ebp)


def stamps(body, points, status=EXIT_STATUS):
    arguments = ["-plugin", ",".join([str(STAMP), "out=stamps", *points])]
    said = boot_guest(Boot("pc", clock=()), tiny_kernel(body + EXIT_CODE, BASE), arguments,
                      "stamps", status)
    return [(name, int(time)) for name, time in map(str.split, said.decode().splitlines())]


def names(*arguments, **status):
    found = stamps(*arguments, **status)
    assert [time for _, time in found] == sorted(time for _, time in found)
    return [name for name, _ in found]


def test_marks_are_stamped_in_the_order_of_time_and_once():
    points = [f"mark=end:{BASE + len(LOOP):#x}", f"mark=loop:{MARKED:#x}", f"mark=start:{BASE:#x}"]
    assert names(LOOP, points) == ["qemu_init_end", "start", "loop", "end"]


def test_an_instruction_is_found_by_its_bytes():
    body = LOOP + bytes.fromhex(UNIQUE)
    points = [f"insn=here:{UNIQUE}", f"mark=before:{BASE + len(LOOP) - 1:#x}",
              f"mark=behind:{BASE + len(body):#x}"]
    assert names(body, points) == ["qemu_init_end", "before", "here", "behind"]


def test_stop_ends_qemu():
    points = [f"mark=start:{BASE:#x}", f"mark=end:{BASE + len(LOOP):#x}", "stop=start"]
    assert names(LOOP, points, status=0) == ["qemu_init_end", "start"]


@pytest.mark.parametrize("argument", ["mark=name:5x", "insn=name:123", "call=name:5"])
def test_refuses_a_bad_argument(argument):
    with pytest.raises(RuntimeError, match=f"stamp: bad argument '{argument}'"):
        stamps(LOOP, [argument])

# SPDX-License-Identifier: GPL-2.0-or-later
"""A packed kernel is the same kernel to the guest: every byte, at hand-off and after a reset."""
import struct

import pytest
from harness import boot, gdbstub
from harness.bzimage import bzimage, payload
from harness.elf import PT_LOAD
from harness.elfimage import Segment, entry_note, note_segment
from harness.kernels import filler, kernel
from harness.toolrun import Tool

MIB = 1 << 20
BASE = 0x1000000
ZEROS = [(BASE + 5000, BASE + 5000 + MIB), (BASE + 9000 + MIB, BASE + 9000 + 2 * MIB)]


def with_zeros():
    """Two long runs of zeros in a segment that has a .bss, too; and the guest in another."""
    data = filler(5000, 1) + bytes(MIB) + filler(4000, 2) + bytes(MIB) + filler(3000, 3)
    return kernel([Segment(paddr=BASE + 4 * MIB), Segment(data=data, paddr=BASE, memsz=3 * MIB),
                   note_segment(entry_note(BASE + 4 * MIB))])


def loads(elf):
    headers, count = struct.unpack_from("<Q", elf, 32)[0], struct.unpack_from("<H", elf, 56)[0]
    return sum(struct.unpack_from("<I", elf, headers + 56 * i)[0] == PT_LOAD for i in range(count))


@pytest.fixture(params=["kernel", "fwcfg"])
def route(request):
    return request.param


def test_the_guest_sees_no_difference(tmp_path, route):
    guest, tool = with_zeros(), Tool(tmp_path)
    tool.kernel.write_bytes(bzimage(payload(guest.elf, "gzip")))
    out = tmp_path / "packed"
    assert tool.call("pvh-extract", "--packed", "-o", out, tool.kernel) == (0, "", "")
    packed = out.read_bytes()
    assert (loads(guest.elf), loads(packed)) == (2, 4)
    assert len(packed) < len(guest.elf) - 2 * MIB + 65536
    with boot.start(boot.Q35, kernel=packed, route=route, append="a",
                    extra=gdbstub.listening(tmp_path)) as vm:
        first = vm.wait_report(1)
        assert guest.violations(first, initrd=False) == []
        memory = vm.memory(BASE, 3 * MIB)
        with gdbstub.Debugger(vm, tmp_path) as debugger:
            for start, end in ZEROS:
                debugger.write(start, b"\xa5" * 1000)
                debugger.write(end - 1000, b"\xa5" * 1000)
            debugger.detach()
        vm.reset()
        assert vm.wait_report(2) == first and vm.memory(BASE, 3 * MIB) == memory

# SPDX-License-Identifier: GPL-2.0-or-later
"""How deep the ROM's stacks really become, seen on memory that was painted before: within the bound
that analysis/stack.py proves, and with SeaBIOS as modest as its configuration says."""
import re
from typing import NamedTuple

from harness import boot, gdbstub, roms, shapes
import pytest
from harness.elf import get_field, patch
from harness.paths import BUILD, REPOSITORY, built
from harness.refusals import sentence

PAINT = b"\xa5"
LOW, STACK, HIGH = 0x500, 0x6380, 0x7000      # layout.h: STAGE_STACK, ROM_LIVE_END
TOP = 0xffffffff


class Depths(NamedTuple):
    stage: int
    bios: int


def bounds() -> Depths:
    text = built("stack.txt").read_text()
    return Depths(*map(int, re.findall(r"stack: (\d+) of \d+ bytes", text)))


def declared(name: str) -> int:
    text = (REPOSITORY / "analysis/stack.cfg").read_text()
    return int(re.search(r"^%s (\d+)" % name, text, re.M)[1])


def depths(vm) -> Depths:
    """Below both tops the first byte, from beneath, that is not painted any more."""
    end = gdbstub.symbols(BUILD / "pvh.elf")["stage_end"]
    stage, bios = vm.memory(end, STACK - end), vm.memory(STACK, HIGH - STACK)
    return Depths(*(len(stack.lstrip(PAINT)) for stack in (stage, bios)))


@pytest.fixture(scope="module")
def deep_refusal():
    """A kernel that is refused from deep within; its message."""
    elf = shapes.plain(1 << 20).elf
    said = sentence("NOTE_OUT_OF_RANGE", get_field(elf, "ph1.p_offset"), 1)
    return patch(elf, "ph1.note0.n_namesz", TOP), said


@pytest.fixture
def painted(tmp_path):
    """QEMU's options: all memory of ours and of the stacks' is painted at reset."""
    path = tmp_path / "paint"
    path.write_bytes(PAINT * (HIGH - LOW))
    return ["-device", "loader,file=%s,addr=%#x,force-raw=on" % (path, LOW)]


def test_from_reset_on(machine, disk, deep_refusal, painted):
    elf, said = deep_refusal
    with boot.start(machine, kernel=elf, disk=disk, route="fwcfg", extra=painted) as vm:
        vm.wait_text("report", "disk\n")
        found = depths(vm)
        assert said in vm.log
    bound = bounds()
    # GCC 14 makes one large frame of what is inlined, of which a boot uses a fourth.
    assert bound.stage // 6 < found.stage <= bound.stage
    assert 0 < found.bios <= bound.bios


def test_early(machine, kernel, painted):
    with boot.start(machine, kernel=kernel.elf, route="vgaroms", extra=painted) as vm:
        vm.wait_report()
        found = depths(vm)
    assert 0 < found.stage <= bounds().stage and 0 < found.bios <= bounds().bios


@pytest.mark.parametrize("devices", [("-nodefaults",), ()], ids=["none", "default"])
def test_what_the_bios_takes_at_int19(machine, devices, disk, deep_refusal, tmp_path):
    """No more than that: what it had in use by then is counted, too, and 512 bytes below, which the
    ROM that paints leaves alone. With a screen INT 10h is the VGA's own."""
    elf, said = deep_refusal
    extra = roms.option(tmp_path, roms.BEFORE_OURS, roms.poison())
    with boot.start(machine, kernel=elf, disk=disk, devices=devices, route="fwcfg",
                    extra=extra) as vm:
        vm.wait_text("report", "disk\n")
        found = depths(vm)
        assert said in vm.log
    assert 0 < found.bios <= declared("bios-called"), found


@pytest.mark.parametrize("route", ["fwcfg", "vgaroms"])
def test_what_seabios_has_in_use_when_it_calls(machine, route, kernel, tmp_path):
    """At init, which comes before INT 19h and from deeper within."""
    with boot.start(machine, kernel=kernel.elf, route=route, extra=gdbstub.paused(tmp_path)) as vm:
        with gdbstub.Debugger(vm, tmp_path) as debugger:
            symbols = gdbstub.symbols(BUILD / "pvh.elf")
            debugger.run_to(symbols["stage_enter"])
            used = HIGH - int.from_bytes(vm.memory(symbols["caller_esp"], 4), "little")
    assert 0 < used <= declared("bios-caller")

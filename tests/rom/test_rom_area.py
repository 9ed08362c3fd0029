# SPDX-License-Identifier: GPL-2.0-or-later
"""After its init the ROM writes nothing to the ROM area: neither where SeaBIOS has made it
read-only by INT 19h (pc, q35), nor where it stays RAM (isapc, microvm).

Seen twice: a watchpoint stops the machine at every write that a CPU tries, also at one without
effect, and the bytes are compared, which shows what a device would write.
"""
from typing import Dict, Iterable, List

from harness import boot, early, gdbstub, shapes
import pytest
from harness.paths import BUILD
from harness.refusals import sentence

AREA, END = 0xc0000, 0xe8000        # where SeaBIOS puts option ROMs
BOOT_SECTOR = 0x7c00
# pvh.S: the vector that was hooked, the image's sum, the $PnP header's sum and boot entry.
CHANGED_BY_INIT = {*range(0x08, 0x0c), 0x17, 0x29, 0x3a, 0x3b}


class Watcher(gdbstub.Debugger):
    """Stops at writes to the ROM area, too."""

    def writes_until(self, address: int) -> List[Dict[str, int]]:
        """Runs to this linear address; the registers after every write to the area on the way."""
        writes = []
        points = ("2,%x,%x" % (AREA, END - AREA), "0,%x,1" % address)
        self._all("Z", points)
        while "watch:" in self._stop(address):
            writes.append(gdbstub.registers(self._vm))
        self._all("z", points)
        return writes

    def _all(self, command: str, points: Iterable[str]) -> None:
        for point in points:
            self._send(command + point)
            assert self._answer() == "OK", command + point

    def _stop(self, address: int) -> str:
        before = self._stops()
        self._send("c")
        self._vm.wait_until(lambda: self._stops() > before, "%#x was reached" % address)
        return self._answer()

    def area(self) -> bytes:
        return self._vm.memory(AREA, END - AREA)


def symbol(name: str) -> int:
    return gdbstub.symbols(BUILD / "pvh.elf")[name]


def to_init(watcher: Watcher, vm) -> int:
    """To the stage's first instruction; where the ROM is."""
    watcher.run_to(symbol("stage_enter"))
    return gdbstub.registers(vm)["dx"]


def changes(before: bytes, after: bytes, base: int) -> set:
    """Offsets from `base` of the bytes that differ."""
    return {i + AREA - base for i, (a, b) in enumerate(zip(before, after)) if a != b}


def check_int19(machine, end: int, tmp_path, **what) -> str:
    """Boots (arguments as for boot.start), past init, to `end`. SeaBIOS's log."""
    with boot.start(machine, extra=gdbstub.paused(tmp_path), **what) as vm:
        with Watcher(vm, tmp_path) as watcher:
            rom = to_init(watcher, vm)
            before = watcher.area()
            assert watcher.writes_until(symbol("stage_leave"))      # so writes are seen
            hooked = watcher.area()
            assert set() < changes(before, hooked, rom) <= CHANGED_BY_INIT
            watcher.run_to(rom + symbol("int19_handler"))
            begun = watcher.area()
            own = slice(rom - AREA, rom - AREA + boot.ROM.stat().st_size)
            assert begun[own] == hooked[own]
            assert watcher.writes_until(end) == []
            assert changes(begun, watcher.area(), rom) == set()
            return vm.log


def test_a_boot_at_int19(machine, route, tmp_path):
    kernel = shapes.debian_amd64()
    check_int19(machine, kernel.entry, tmp_path, kernel=kernel.elf, route=route,
                initrd=b"i" * 5000, append="a b")


def test_a_refusal_at_int19(machine, disk, tmp_path):
    log = check_int19(machine, BOOT_SECTOR, tmp_path, kernel=shapes.nuttx().elf, route="fwcfg",
                      disk=disk)
    assert sentence("NO_ENTRY_NOTE") in log


@pytest.mark.parametrize("way", [early.FWCFG_DEPLOYED, early.FWCFG_ASKED], ids=str)
def test_an_early_boot(machine, way, tmp_path):
    """Not even its init does."""
    kernel = shapes.debian_amd64()
    with boot.start(machine, kernel=kernel.elf, initrd=b"i" * 5000, append="a b",
                    extra=gdbstub.paused(tmp_path), **way.what) as vm:
        with Watcher(vm, tmp_path) as watcher:
            rom = to_init(watcher, vm)
            before = watcher.area()
            assert watcher.writes_until(kernel.entry) == []
            assert changes(before, watcher.area(), rom) == set()

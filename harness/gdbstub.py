# SPDX-License-Identifier: GPL-2.0-or-later
"""Stops a machine at an instruction, through QEMU's gdbstub (options: paused(), listening()).

Only what runs and stops the machine goes over the gdb socket. That it has stopped is seen as a QMP
event, so the harness's deadline holds, and a reset or an end of QEMU is noticed. Registers and
memory are read by the monitor.
"""
import re
import socket
from functools import lru_cache
from pathlib import Path
from typing import Callable, Dict, List

from harness.limits import BOOT_S, longest
from harness.elf import symbols as read_symbols
from harness.gdb import Closed, Gdb
from harness.qemu import Qemu

_REGISTER = re.compile(r"\b[RE]([A-D]X|[SD]I|[BS]P|IP|FL)=([0-9a-f]+)")


def listening(directory: Path) -> List[str]:
    """QEMU's options: a debugger may connect."""
    return ["-gdb", "unix:%s,server=on,wait=off" % (directory / "gdb")]


def paused(directory: Path) -> List[str]:
    """The same, and not a single instruction runs before one does."""
    return ["-S", *listening(directory)]


@lru_cache(maxsize=None)
def symbols(elf: Path) -> Dict[str, int]:
    """Of the ROM's stage: linear addresses. Those of the 16-bit stub: offsets in the ROM."""
    return dict(read_symbols(elf.read_bytes()))


def registers(vm: Qemu) -> Dict[str, int]:
    """EAX and the like, by their names without the E, in small letters; `ip`, `fl`."""
    found = _REGISTER.findall(vm.hmp("info registers"))
    return {name.lower(): int(value, 16) for name, value in found}


class Debugger:
    """Connecting stops the machine, if it runs."""

    def __init__(self, vm: Qemu, directory: Path):
        self._vm = vm
        vm.qmp("query-status")          # by now QEMU listens
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(longest(BOOT_S))
        connection.connect(str(directory / "gdb"))
        self._gdb = Gdb(connection)
        self._send("qAttached")
        while self._answer() != "1":
            pass                        # that it stopped, if it ran

    def close(self) -> None:
        self._gdb.connection.close()

    def __enter__(self) -> "Debugger":
        return self

    def __exit__(self, *_exception) -> None:
        self.close()

    def _send(self, command: str) -> None:
        self._gdb.send(command)

    def _answer(self) -> str:
        """The next packet; acknowledges it."""
        try:
            return self._gdb.receive()
        except Closed:
            self._vm.fail("the gdbstub went away")

    def _do(self, command: str) -> None:
        self._send(command)
        answer = self._answer()
        assert answer == "OK", (command, answer)

    def write(self, address: int, data: bytes) -> None:
        self._do("M%x,%x:%s" % (address, len(data), data.hex()))

    def _stops(self) -> int:
        return sum(e["event"] == "STOP" for e in self._vm._qmp.events)

    def return_with(self, eax: int) -> None:
        """Lets the 32-bit function that has just been entered run, and alters what it returns."""
        stack = self._vm.memory(registers(self._vm)["sp"], 4)
        self.run_to(int.from_bytes(stack, "little"))
        # Registers can be written once their description has been asked for.
        self._send("qXfer:features:read:target.xml:0,400")
        self._answer()
        self._do("P0=" + eax.to_bytes(8, "little").hex())

    def run_to(self, address: int, when: Callable[[Dict[str, int]], bool] = lambda _: True) -> None:
        """Until this linear address is about to be run, and `when`, given the registers, holds."""
        while True:
            self._do("Z0,%x,1" % address)
            before = self._stops()
            self._send("c")
            self._vm.wait_until(lambda: self._stops() > before, "%#x was reached" % address)
            assert self._answer().startswith("T05"), "no breakpoint"
            self._do("z0,%x,1" % address)
            if when(registers(self._vm)):
                return
            self.step()

    def step(self) -> None:
        self._send("s")
        assert self._answer().startswith("T05")

    def detach(self) -> None:
        """The machine goes on by itself."""
        self._do("D")
        self.close()

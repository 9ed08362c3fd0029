# SPDX-License-Identifier: GPL-2.0-or-later
"""Moments in the middle of the ROM, at which a machine can be stopped, saved and moved."""
import struct
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Tuple

from harness import boot
from harness.gdbstub import Debugger, listening, paused, registers, symbols
from harness.qemu import Qemu

INITRD_SIZE = 0x0b          # fw_cfg's key: asked for while the modules are planned
PHASE_INIT, PHASE_BOOT = 1, 3    # layout.h
_CLUSTER = 1 << 16          # QEMU, docs/interop/qcow2.txt
HIGH = 1 << 20              # where modules go, and nothing of the ROM is

Registers = Dict[str, int]


@dataclass(frozen=True)
class Moment:
    """A function of the stage, and what its arguments EAX and EDX are at that moment."""
    name: str
    function: str
    when: Callable[[Registers], bool]

    def __str__(self) -> str:
        return self.name

    def run_to(self, debugger: Debugger) -> int:
        """Returns the address that is about to be run."""
        address = symbols(boot.ROM.with_suffix(".elf"))[self.function]
        debugger.run_to(address, self.when)
        return address


INIT = Moment("init", "pvh_main", lambda r: r["ax"] == PHASE_INIT)
PLAN = Moment("plan", "fw_cfg_read_u32", lambda r: r["ax"] == INITRD_SIZE)
COMMIT = Moment("commit", "dma", lambda r: r["dx"] >= HIGH)
HANDOFF = Moment("handoff", "handoff", lambda r: True)
MOMENTS = (INIT, PLAN, COMMIT, HANDOFF)
INT19 = Moment("int19", "pvh_main", lambda r: r["ax"] == PHASE_BOOT)    # nothing has been read yet


_JUMP_TO_ITSELF = b"\xeb\xfe"


def _spin(vm: Qemu, debugger: Debugger, address: int) -> bytes:
    """Lets the machine run on the spot. The code that belongs there."""
    code = vm.memory(address, len(_JUMP_TO_ITSELF))
    debugger.write(address, _JUMP_TO_ITSELF)
    debugger.detach()
    return code


def _go_on(vm: Qemu, debugger: Debugger, address: int, code: bytes) -> None:
    assert registers(vm)["ip"] == address
    debugger.write(address, code)
    debugger.detach()


@contextmanager
def moved(machine: boot.Machine, moment: Moment, directory: Path, before: Dict[str, Any],
          after: Dict[str, Any]) -> Iterator[Tuple[Qemu, Qemu]]:
    """The QEMU in which a machine ran up to a moment, and the one in which it goes on, each with
    its own arguments of boot.start."""
    here, there = directory / "here", directory / "there"
    channel = "unix:%s" % (directory / "migration")
    here.mkdir()
    there.mkdir()
    incoming = [*listening(there), "-incoming", channel]
    with boot.start(machine, extra=paused(here), **before) as first, \
            boot.start(machine, extra=incoming, **after) as second:
        with Debugger(first, here) as debugger:
            address = moment.run_to(debugger)
            code = _spin(first, debugger, address)
        assert second.qmp("query-status")["status"] == "inmigrate"
        assert first.hmp("migrate -d " + channel) == ""
        second.wait_event("RESUME")
        with Debugger(second, there) as debugger:
            _go_on(second, debugger, address, code)
        yield first, second


def _empty_qcow2() -> bytes:
    """A disk of 1 MiB with nothing in it: header, refcount table, refcount block, L1 table."""
    header = struct.pack(">4sIQIIQIIQQIIQ", b"QFI\xfb", 2, 0, 0, _CLUSTER.bit_length() - 1, 1 << 20,
                         0, 1, 3 * _CLUSTER, _CLUSTER, 1, 0, 0)
    refcount_table = struct.pack(">Q", 2 * _CLUSTER)
    refcounts = struct.pack(">4H", 1, 1, 1, 1)
    clusters = (header, refcount_table, refcounts, b"")
    return b"".join(cluster.ljust(_CLUSTER, b"\0") for cluster in clusters)


def drive(directory: Path) -> List[str]:
    """A place for snapshots to go; no device of the machine's."""
    image = directory / "snapshots.qcow2"
    image.write_bytes(_empty_qcow2())
    return ["-drive", "if=none,id=snapshots,format=qcow2,file=%s" % image]

# SPDX-License-Identifier: GPL-2.0-or-later
"""How a boot must end, told from what the machine was given: a second opinion on every decision."""
import re
from dataclasses import dataclass, field
from typing import List, Optional

from harness.refusals import needed_mib

from tests.hostile import elf_oracle
from tests.hostile.elf_file import TOP, Kernel, Load, Refused
from tests.hostile.memory_oracle import LIVE_END, MIB, MODULES, PAGE, Memory, Slot
from tests.hostile.outcome import Boots, Disk, Given, Module, Outcome
from tests.hostile.qemus_kernel import loaded_by_qemu

FIRMWARE_CLEARS = 0x90000       # SeaBIOS, everything below it, before INT 19h
FIRMWARE_MEMORY, MORE_RAM_END = 17 * MIB, 1 << 31     # SeaBIOS's; where q35's RAM may end
LAST_MODULE = 15
CODE_LOOKED_AT = 16
TABLES = 56 + 8 + 48 + 16 * 32  # start_info, padding, GDT, module list; the memory map follows
MAP_ENTRY = 24
_MODULE = re.compile(r"opt/pvh/module([1-9][0-9]*)(\.cmdline)?")


@dataclass
class _Plan:
    given: Given
    memory: Memory
    kernel: Kernel = field(default_factory=Kernel)
    moved: int = 0
    tables_high: bool = False

    def low(self, what: str, size: int) -> int:
        at = self.memory.take_low(size)
        if at is None:
            raise Refused("NO_ROOM", what, size)
        self.tables_high |= at >= MIB
        return at


def as_text(data: bytes) -> bytes:
    """As a guest reads it: NULs and then one newline at the end are dropped, a NUL ends it."""
    data = data.rstrip(b"\0")
    return (data[:-1] if data.endswith(b"\n") else data).split(b"\0")[0]


def _obstacle(plan: _Plan, live_end: int):
    for load in plan.kernel.loads:
        found = plan.memory.obstacle(load.start, load.end, live_end)
        if found:
            return load, found
    return None


def _relocate(plan: _Plan) -> None:
    reloc, loads = plan.kernel.reloc, plan.kernel.loads
    if reloc.align & (reloc.align - 1):
        raise Refused("BAD_RELOC_NOTE", reloc.align)
    start, end = min(l.start for l in loads), max(l.end for l in loads)
    slot = Slot(reloc.first, min(reloc.last + 1, TOP), reloc.align)
    at = plan.memory.find(slot, end - start)
    if at is None:
        raise Refused("NO_KERNEL_ROOM", end - start, reloc.align, reloc.first, reloc.last)
    plan.moved = at - start
    plan.kernel.loads = [l._replace(start=l.start + plan.moved) for l in loads]
    plan.kernel.entry += plan.moved


def _check_entry(kernel: Kernel) -> None:
    if kernel.entry is None:
        raise Refused("NO_ENTRY_NOTE")
    if not any(load.start <= kernel.entry < load.end for load in kernel.loads):
        raise Refused("ENTRY_OUT_OF_RANGE", kernel.entry)


def _place_kernel(plan: _Plan) -> None:
    given = plan.given
    from_file = "opt/pvh/kernel" in given.files
    live_end = LIVE_END if from_file else FIRMWARE_CLEARS
    if from_file:
        plan.kernel = elf_oracle.read(given.files["opt/pvh/kernel"])
    else:
        at, size = given.qemu.address, given.qemu.size
        plan.kernel = Kernel([Load(0, at, min(size, TOP - at), 0, 0)], given.qemu.entry)
    found = _obstacle(plan, live_end)
    _check_entry(plan.kernel)
    if found and from_file and plan.kernel.reloc:
        _relocate(plan)
    elif found:
        load, what = found
        if plan.memory.is_above_ram(what[0]) and load.end <= MORE_RAM_END - FIRMWARE_MEMORY:
            raise Refused("NO_MEMORY", load.start, load.end - 1, needed_mib(load.end - 1))
        raise Refused("NO_RAM", load.start, load.end - 1, *what)
    elif not from_file and not any(loaded_by_qemu(given.kernel, plan.kernel.entry, CODE_LOOKED_AT)):
        raise Refused("NO_CODE", plan.kernel.entry)
    for load in plan.kernel.loads:
        plan.memory.take(load.start, load.size)


def _cmdline(plan: _Plan) -> bytes:
    given = plan.given
    data = given.files.get("opt/pvh/cmdline", given.append)
    return b"" if data is None else _text(plan, data)


def _text(plan: _Plan, data: bytes) -> bytes:
    plan.low("command line", len(data) + 1)
    return as_text(data)


def _initrd_place(plan: _Plan, data: bytes) -> Optional[int]:
    """Where QEMU wants it, if that is free RAM."""
    given = plan.given
    if "opt/pvh/initrd" not in given.files and not given.early:
        at = given.qemu.initrd_address
        if at % PAGE == 0 and not plan.memory.obstacle(at, at + len(data), MIB) and \
                not plan.memory.is_taken(at, at + len(data)):
            return at
    return plan.memory.find(MODULES, len(data))


def _module(plan: _Plan, at: int, data: bytes, name: str) -> Module:
    plan.memory.take(at, len(data))
    text = plan.given.files.get(name + ".cmdline")
    return Module(at, len(data), data, None if text is None else _text(plan, text))


def _modules(plan: _Plan) -> List[Module]:
    files = plan.given.files
    numbers = [int(m[1]) for m in map(_MODULE.fullmatch, files) if m]
    last = max(numbers, default=0)
    if last > LAST_MODULE:
        raise Refused("TOO_MANY_MODULES", last, LAST_MODULE)
    found = []
    initrd = files.get("opt/pvh/initrd", plan.given.initrd)
    if initrd:
        at = _initrd_place(plan, initrd)
        if at is None:
            raise Refused("NO_ROOM", "initrd", len(initrd))
        found.append(_module(plan, at, initrd, "opt/pvh/initrd"))
    for n in range(1, last + 1):
        name = "opt/pvh/module%d" % n
        if name not in files:
            raise Refused("NO_MODULE", n)
        at = plan.memory.find(MODULES, len(files[name]))
        if at is None:
            raise Refused("NO_ROOM", "module", len(files[name]))
        found.append(_module(plan, at, files[name], name))
    return found


def boots(given: Given) -> Boots:
    """Raises Refused."""
    plan = _Plan(given, Memory(given.map))
    _place_kernel(plan)
    plan.low("tables", TABLES + MAP_ENTRY * len(given.map))
    cmdline = _cmdline(plan)
    modules = _modules(plan)
    return Boots(plan.kernel.entry, plan.moved, plan.kernel.loads, cmdline, modules,
                 plan.tables_high)


def foretell(given: Given) -> Outcome:
    if given.disk_first:
        return Disk()
    try:
        return boots(given)
    except Refused as refused:
        return Disk(str(refused))

# SPDX-License-Identifier: GPL-2.0-or-later
"""A recipe made real: the kernel file, what the machine is given, and what must come of it."""
import struct
from dataclasses import replace
from functools import lru_cache
from typing import List, NamedTuple, Optional, Tuple

from harness import abi, boot, seabios
from harness.guestblob import disk, report_guest
from harness.kernels import Kernel
from harness.report import RAM, RESERVED, MemmapEntry

from tests.hostile import elf_oracle, oracle
from tests.hostile.elf_file import Load, Refused
from tests.hostile.memory_oracle import MIB, collected, normalised
from tests.hostile.outcome import Boots, Disk, Given, Outcome
from tests.hostile.recipe import Recipe, content, items_beside

FIRMWARE_BLOCK = (16 << 20) + (256 << 10)   # below the top of low RAM, where -kernel is not safe
SMALL = 36 * MIB        # SeaBIOS keeps much less on such a machine


class Reference(NamedTuple):
    """What a machine has when nothing is asked of it."""
    map: List[MemmapEntry]
    base_memory_end: int
    has_log: bool


@lru_cache(maxsize=None)
def reference(machine: boot.Machine, memory: int, beside: Optional[str] = None,
              files: int = 0, extra: Tuple[str, ...] = ()) -> Reference:
    """With a ROM beside ours, and with so many files in fw_cfg."""
    items = [*items_beside(beside), *(("opt/test/%d" % i, b"") for i in range(files))]
    with boot.start(machine, disk=disk(), memory="%dM" % memory, items=items, extra=extra) as vm:
        vm.wait_text("report", "disk\n")
        kib, = struct.unpack("<H", vm.memory(0x413, 2))
        return Reference(normalised(seabios.e820(vm)), kib << 10, seabios.writes(vm.log))


def _machine(recipe: Recipe) -> boot.Machine:
    """Another one where this QEMU's cannot be judged: without SeaBIOS's log (isapc) nobody knows
    who was early, and without ACPI (microvm without DMA, QEMU 11) it finds no disk."""
    machine = recipe.made_machine()
    if machine.disk == boot.MICROVM.disk and not machine.acpi:
        return boot.MICROVM
    has_log = reference(machine, recipe.memory, recipe.beside).has_log
    return machine if has_log else replace(recipe, machine="pc").made_machine()


def _files_that_matter(recipe: Recipe) -> int:
    """SeaBIOS keeps a note of each file, so what PMM gives to another ROM is that much lower. Ours
    is a file as well, and a second one where it is deployed twice."""
    if recipe.beside != "pmm":
        return 0
    return len(recipe.files(b"")) + len(recipe.route.split("+"))


def _map_or_reason(recipe: Recipe, of: Reference) -> Tuple[List[MemmapEntry], Optional[str]]:
    """The map that the guest must get, or why there is none."""
    try:
        if recipe.map is None:
            return of.map, None
        raw, end = collected(recipe.map), of.base_memory_end
        if any(e.type == RAM and e.address <= end < e.end for e in raw):
            raw.append(MemmapEntry(end, 0xa0000 - end, RESERVED, 0))
        return normalised(raw), None
    except Refused as refused:
        return [], str(refused)


def _layout(loads, data: bytes, entry: int):
    return sorted((l.start - entry, l.size, data[l.offset:l.offset + l.filled]) for l in loads)


class Setting:
    def __init__(self, recipe: Recipe):
        self.recipe = recipe
        self.machine = _machine(recipe)
        self.reference = reference(self.machine, recipe.memory, recipe.beside,
                                   _files_that_matter(recipe), recipe.slot_options)
        self.good: Kernel = recipe.good()
        self.elf = recipe.elf(self.good.elf)
        self.map, self._map_reason = _map_or_reason(recipe, self.reference)
        self.given = self._given()

    def _given(self) -> Given:
        recipe, by_qemu = self.recipe, self.recipe.by_qemu
        return Given(
            kernel=self.elf, files=recipe.files(self.elf), map=self.map,
            base_memory_end=self.reference.base_memory_end,
            initrd=content(recipe.initrd) if by_qemu and recipe.initrd is not None else None,
            append=content(recipe.cmdline or "") if by_qemu else None,
            disk_first=None not in (recipe.rom_index, recipe.disk_index)
            and recipe.rom_index > recipe.disk_index)

    def foretold(self) -> Outcome:
        """The map comes first, unless the disk does."""
        if self._map_reason and not self.given.disk_first:
            return Disk(self._map_reason)
        return oracle.foretell(self.given)

    @property
    def before_disk(self) -> str:
        """What the report stream has by then: INT 19h is chained to who had it before us."""
        return "hook19\n" if self.recipe.beside == "hook19" else ""

    def file_loads(self) -> Optional[List[Load]]:
        """What the file wants loaded; None where only QEMU makes sense of it."""
        try:
            return elf_oracle.read(self.elf).loads
        except Refused:
            return None

    def is_damaged_by_firmware(self, load: Load) -> bool:
        """README, Memory map: what QEMU has put below the top of low RAM."""
        top = max(e.end for e in self.map if e.type == RAM and e.end <= 1 << 32)
        is_large = self.recipe.memory * MIB >= SMALL
        return self.recipe.by_qemu and is_large and load.end > top - FIRMWARE_BLOCK

    def _room(self) -> int:
        """From the guest's first byte to the end of its segment."""
        entry = self.good.entry
        return max((r.end - entry for r in self.good.loads if r.start <= entry < r.end), default=0)

    def can_report(self, foretold: Boots) -> bool:
        """The guest is whole: nothing that is loaded differs from the good kernel."""
        loads, entry = self.file_loads(), foretold.entry - foretold.moved
        try:
            good = elf_oracle.read(self.good.elf)
        except Refused:
            return False
        return (loads is not None and self._room() >= report_guest().memsz
                and entry == self.good.entry
                and _layout(loads, self.elf, entry) == _layout(good.loads, self.good.elf, entry)
                and not any(map(self.is_damaged_by_firmware, loads)))

    def ranges(self, moved: int) -> List[abi.Range]:
        """What the file's segments occupy."""
        return [abi.Range("segment %d" % l.index, l.start + moved, l.end + moved)
                for l in self.file_loads() or []]

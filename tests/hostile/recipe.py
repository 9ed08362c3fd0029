# SPDX-License-Identifier: GPL-2.0-or-later
"""One boot as plain data: which good kernel, what is done to it, what else is there.

Contents are written short: a number is that many bytes of filler, a text is its latin-1 bytes, and
a pair [text, n] is the text n times.
"""
import json
import struct
from dataclasses import asdict, dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from harness import boot, roms, shapes
from harness.elf import PT_NOTE, locate
from harness.elfimage import Note, Segment
from harness.kernels import Kernel, filler, kernel
from harness.offers import without_dma

MACHINES = {machine.name: machine for machine in boot.MACHINES}
OPT = "opt/pvh/"
# Another option ROM, whose init runs before ours: it has hooked INT 19h, keeps memory that it has
# from PMM, or keeps the end of base memory.
BESIDE = {
    "hook19": roms.hook19,
    "pmm": lambda: roms.takes_high_memory(kept=64 << 10, freed=9 << 20),
    **{"base-%d" % kib: partial(roms.lowers_base_memory, kib) for kib in (576, 600, 638)},
}


def content(short) -> bytes:
    if isinstance(short, int):
        return filler(short, short)
    if isinstance(short, str):
        return short.encode("latin-1")
    return short[0].encode("latin-1") * short[1]


def made(spec: Dict[str, Any]) -> Kernel:
    """A kernel of one's own: PT_LOADs [paddr, size of filler, memsz, align], lists of notes."""
    loads = [Segment(data=filler(size, i), paddr=paddr, memsz=memsz, align=align)
             for i, (paddr, size, memsz, align) in enumerate(spec["loads"])]
    notes = [Segment(PT_NOTE, b"".join(Note(kind, bytes.fromhex(desc), bytes.fromhex(owner),
                                            pad).encode() for kind, owner, desc, pad in group),
                     align=align) for align, group in spec["notes"]]
    first = notes if spec["notes_first"] else []
    segments = first + loads + ([] if first else notes)
    return kernel(segments, main=len(first) + spec["main"], bits=spec["bits"], type=spec["type"],
                  phoff=spec["phoff"])


def items_beside(name: Optional[str]) -> List[Tuple[str, bytes]]:
    """Of fw_cfg."""
    return [roms.first(BESIDE[name]())] if name else []


def _put(elf: bytearray, good: bytes, step: List[Any]) -> None:
    """One step; what lies behind the file's end by now is left alone."""
    what, *args = step
    if what == "cut":
        del elf[args[0]:]
    elif what == "pad":
        elf += bytes(args[0])
    else:
        at, code = {"set": lambda: locate(good, args[0]), "word": lambda: (args[0], "I"),
                    "byte": lambda: (args[0], "B")}[what]()
        size = struct.calcsize(code)
        if at + size <= len(elf):
            elf[at:at + size] = (args[1] % (1 << 8 * size)).to_bytes(size, "little")


@dataclass
class Recipe:
    machine: str = "pc"
    route: str = "fwcfg"                # fwcfg, vgaroms, kernel, kernel+vgaroms
    memory: int = 128                   # MiB
    shape: Any = "plain"                # a name of shapes.GOOD, or what made() takes
    steps: List[List[Any]] = field(default_factory=list)     # set, word, byte, cut, pad
    initrd: Any = None                  # by the route's own means
    cmdline: Any = None
    items: List[Tuple[str, Any]] = field(default_factory=list)
    rom_index: Optional[int] = None     # fwcfg
    disk_index: Optional[int] = None
    dma: bool = True
    slots: Optional[int] = None
    map: Optional[List[List[int]]] = None       # INT 15h: base, length, type, EBX
    beside: Optional[str] = None        # a name of BESIDE

    def good(self) -> Kernel:
        """Before anything was done to it."""
        return shapes.GOOD[self.shape]() if isinstance(self.shape, str) else made(self.shape)

    def elf(self, good: bytes) -> bytes:
        out = bytearray(good)
        for step in self.steps:
            _put(out, good, step)
        return bytes(out)

    @property
    def by_qemu(self) -> bool:
        return self.route.startswith("kernel")

    def files(self, kernel_file: bytes) -> Dict[str, bytes]:
        """What opt/pvh/ holds, by name."""
        found = {name: content(short) for name, short in self.items}
        if not self.by_qemu:
            own = {"kernel": kernel_file, "initrd": self.initrd, "cmdline": self.cmdline}
            found.update({OPT + name: value if isinstance(value, bytes) else content(value)
                          for name, value in own.items() if value is not None})
        return found

    def wants_early(self) -> Optional[bool]:
        """As the README has it; None where it does not say."""
        value = next((content(short) for name, short in self.items if name == OPT + "early"), None)
        if value is None:
            return "vgaroms" in self.route
        return {b"on": True, b"off": False}.get(value)

    def _rom_options(self, directory: Path) -> List[str]:
        if self.map is None:
            return []
        return roms.option(directory, roms.AFTER_OURS, roms.e820([tuple(e) for e in self.map]))

    @property
    def slot_options(self) -> Tuple[str, ...]:
        """Room for so many fw_cfg files; otherwise QEMU's default."""
        return ("-global", "fw_cfg_io.x-file-slots=%d" % self.slots) if self.slots else ()

    def made_machine(self) -> boot.Machine:
        machine = MACHINES[self.machine]
        return machine if self.dma else without_dma(machine)

    def what(self, kernel_file: bytes, directory: Path) -> Dict[str, Any]:
        """Arguments of boot.start."""
        items = [*self.files(kernel_file).items(), *items_beside(self.beside)]
        what = {"memory": "%dM" % self.memory, "items": items,
                "extra": [*self.slot_options, *self._rom_options(directory)],
                "route": self.route.split("+")[0], "disk_index": self.disk_index,
                "rom_index": self.rom_index}
        if self.by_qemu:
            what.update(kernel=kernel_file, append=None if self.cmdline is None
                        else content(self.cmdline).decode("ascii"),
                        initrd=None if self.initrd is None else content(self.initrd))
        if self.route == "kernel+vgaroms":
            items.append(("vgaroms/pvh.bin", boot.ROM))
        return what

    def to_json(self) -> str:
        """Only what is not as by default."""
        default = asdict(Recipe())
        return json.dumps({k: v for k, v in asdict(self).items() if v != default[k]})

    @classmethod
    def from_json(cls, text: str) -> "Recipe":
        values = json.loads(text)
        assert set(values) <= {f.name for f in fields(cls)}, values
        return cls(**values)

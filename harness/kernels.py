# SPDX-License-Identifier: GPL-2.0-or-later
"""A reporting guest in an ELF file, and what its report must say if it was loaded right."""
import random
import zlib
from dataclasses import dataclass, replace
from typing import List, Optional, Sequence, Tuple

from harness import abi
from harness.elf import PT_LOAD
from harness.elfimage import Image, Segment
from harness.guestblob import GuestBlob, report_guest
from harness.report import Report


_CHUNK = 1 << 26        # randbytes cannot do many more at once


def filler(size: int, seed: int = 1) -> bytes:
    """Bytes that look like nothing else, the same in every run."""
    source = random.Random(seed)
    return b"".join(source.randbytes(min(_CHUNK, size - at)) for at in range(0, size, _CHUNK))


@dataclass
class Kernel:
    elf: bytes
    entry: int
    crc: int                                # of the guest's own code
    extents: List[Tuple[int, int]]          # (CRC, 0 dirty bytes) of whatever else is loaded
    loads: List[abi.Range]                  # what the PT_LOADs occupy in memory

    def ranges(self, moved: int = 0) -> List[abi.Range]:
        return [replace(load, start=load.start + moved, end=load.end + moved)
                for load in self.loads]

    def violations(self, r: Report, initrd: bool, moved: int = 0, acpi: bool = True) -> List[str]:
        """Every clause of the ABI that the report shows broken, and every byte loaded wrong."""
        found = abi.all_clauses(r, self.crc, self.ranges(moved), initrd, acpi)
        if r.load != self.entry + moved:
            found.append("entered at %#x, not at %#x" % (r.load, self.entry + moved))
        if [tuple(extent) for extent in r.extents] != self.extents:
            found.append("further segments: %s, not %s" % (r.extents, self.extents))
        return found


def _extents(main: Segment, prefix: int, others: Sequence[Segment]) -> List[Segment]:
    """What the guest checks beside itself: the part of its segment before it, other PT_LOADs."""
    found = [Segment(data=main.data, paddr=main.paddr, memsz=prefix)] if prefix else []
    return found + [s for s in others if s.type == PT_LOAD and s.header(0)["p_memsz"]]


def _extent(segment: Segment, entry: int) -> Tuple[int, int, int]:
    header = segment.header(0)
    return header["p_paddr"] - entry, header["p_filesz"], header["p_memsz"]


def kernel(segments: Sequence[Segment], main: int = 0, guest: Optional[GuestBlob] = None,
           **image) -> Kernel:
    """An ELF file of these segments, the guest put at the end of number `main`'s bytes.

    Its memsz, unless given, becomes what the guest needs. Other arguments as for Image.
    """
    segments = list(segments)
    own = segments[main]
    entry = own.paddr + len(own.data)
    checked = _extents(own, len(own.data), segments[:main] + segments[main + 1:])
    blob = (guest or report_guest()).with_extents([_extent(s, entry) for s in checked])
    memsz = len(own.data) + blob.memsz if own.memsz is None else own.memsz
    segments[main] = replace(own, data=own.data + blob.code, memsz=memsz)
    loads = [abi.Range("kernel segment %d" % i, s.paddr, s.paddr + s.header(0)["p_memsz"])
             for i, s in enumerate(segments) if s.type == PT_LOAD and s.header(0)["p_memsz"]]
    elf = Image(segments, **{"entry": entry, **image}).build()
    return Kernel(elf, entry, blob.crc, [(zlib.crc32(s.data), 0) for s in checked], loads)

# SPDX-License-Identifier: GPL-2.0-or-later
"""What a loader must make of a PT_NOTE: the entry, and where else the kernel may go."""
import struct

from tests.hostile.elf_file import TOP, File, Header, Kernel, Refused, Reloc, narrow

ENTRY, RELOC = 18, 19


def _take_entry(kernel: Kernel, desc: bytes) -> None:
    if kernel.entry is not None:
        return
    if len(desc) not in (4, 8):
        raise Refused("BAD_ENTRY_NOTE", len(desc))
    kernel.entry = narrow(int.from_bytes(desc, "little"))


def _take_reloc(kernel: Kernel, desc: bytes) -> None:
    words = [int.from_bytes(desc[i:i + 4], "little") for i in (0, 4, 8) if len(desc) >= i + 4]
    align, first, last = words + [0, 0, TOP][len(words):]
    kernel.reloc = Reloc(align, first, last)


class _Overrun(Exception):
    pass


def _walk(kernel: Kernel, file: File, h: Header, pad: int) -> None:
    """The notes as padded to `pad` bytes; raises _Overrun(offset)."""
    at, end = h.offset, h.offset + h.filesz
    while end - at >= 12:
        namesz, descsz, kind = struct.unpack("<III", file.read(at, 12))
        if not namesz and h.align == 8 and at % 8:
            at += 4                     # the gap before GNU properties
            continue
        desc = -(-(12 + namesz) // pad) * pad
        if 12 + namesz > end - at or desc + descsz > end - at:
            raise _Overrun(at)
        if file.read(at + 12, namesz) == b"Xen\0" and kind in (ENTRY, RELOC):
            take = _take_entry if kind == ENTRY else _take_reloc
            take(kernel, file.read(at + desc, descsz))
        at += -(-(desc + descsz) // pad) * pad


def take_notes(kernel: Kernel, file: File, h: Header) -> None:
    """Padded to 4 as linkers do, and to 8, where p_align says so, if that leads nowhere."""
    overruns = []
    for pad in (4, 8):
        try:
            _walk(kernel, file, h, pad)
        except _Overrun as overrun:
            overruns.append(overrun)
        if h.align != 8 or not overruns and kernel.entry is not None:
            break
    if len(overruns) == (2 if h.align == 8 else 1):
        raise Refused("NOTE_OUT_OF_RANGE", *overruns[-1].args, h.index)

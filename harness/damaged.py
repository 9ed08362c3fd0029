# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the damaged kernels of docs/upstream.md to the standard output.

usage: python3 -m harness.damaged NAME >FILE
"""
import struct
import sys
from typing import Callable, Dict

from harness.elfimage import Image, Note, Segment, entry_note, note_segment

_ENTRY = 0x100000
_HALT = Segment(data=b"\xf4" * 16, paddr=_ENTRY)
_GNU = Note(5, b"property of gnu\0", b"GNU\0")
_NAMESZ_AT = 0          # in a note


def _with(note: Segment, code: Segment = _HALT) -> bytes:
    return Image([code, note]).build()


def _far_name() -> bytes:
    """The entry note says that its owner's name has 2 GiB."""
    notes = note_segment(entry_note(_ENTRY, 4))
    notes.data = struct.pack("<I", 0x7ffffff0) + notes.data[_NAMESZ_AT + 4:]
    return _with(notes)


SHAPES: Dict[str, Callable[[], bytes]] = {
    "alignment-0": lambda: _with(note_segment(entry_note(_ENTRY, 4), align=0)),
    "name-of-2-gib": _far_name,
    "file-size-over-memory-size": lambda: _with(
        note_segment(entry_note(_ENTRY, 4)), Segment(data=b"\xf4" * 16, paddr=_ENTRY, memsz=8)),
    "another-owner": lambda: _with(note_segment(entry_note(_ENTRY, 4, b"nuttx\0"))),
    "alignment-8": lambda: _with(note_segment(_GNU, entry_note(_ENTRY, 4), align=8)),
}


def main() -> int:
    if len(sys.argv) != 2 or sys.argv[1] not in SHAPES:
        print("usage: python3 -m harness.damaged %s" % "|".join(SHAPES), file=sys.stderr)
        return 2
    sys.stdout.buffer.write(SHAPES[sys.argv[1]]())
    return 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-2.0-or-later
"""How the kernel reaches the ROM: placed by QEMU (-kernel), or loaded by the ROM itself from fw_cfg
(opt/pvh/kernel), which also works where QEMU cannot."""

from __future__ import annotations

import os
import re
import struct

from .files import is_device
from .machine import base
from .xen_note import PT_LOAD, PT_NOTE, XEN_ELFNOTE_PHYS32_ENTRY, Header, pvh_entry, segments

SEABIOS_CLEARS_BELOW = 0x90000      # on its way to INT 19h
NO_PVH_UP_TO = (3, 1)               # machine types of QEMU 3.1 and older
MULTIBOOT_MAGIC = 0x1BADB002
MULTIBOOT_SEARCHED = 8192 - 48      # by QEMU, hw/i386/multiboot.c
E_FLAGS_REFUSED = 0x00010004        # by QEMU, load_elfboot() in hw/i386/x86.c


def is_old(machine: str) -> bool:
    version = re.search(r"-(\d+)\.(\d+)$", base(machine))
    return version is not None and tuple(map(int, version.groups())) <= NO_PVH_UP_TO


def is_multiboot(elf: bytes) -> bool:
    """Magic, flags and checksum that add up to 0."""
    for at in range(0, min(MULTIBOOT_SEARCHED, len(elf) - 12), 4):
        magic, flags, checksum = struct.unpack_from("<III", elf, at)
        if magic == MULTIBOOT_MAGIC and (magic + flags + checksum) & 0xFFFFFFFF == 0:
            return True
    return False


def qemus_note(elf: bytes, segment: Header) -> int | None:
    """The entry as QEMU finds it: by type whoever owns the note, padding as p_align says."""
    at, end, align = segment.offset, segment.offset + segment.filesz, segment.align
    while align and at + 12 <= end:
        name_size, size, kind = struct.unpack_from("<III", elf, at)
        descriptor = at + 12 + -(-name_size // align) * align
        if kind == XEN_ELFNOTE_PHYS32_ENTRY:
            return int.from_bytes(elf[descriptor : descriptor + 4], "little")
        at = descriptor + -(-size // align) * align
    return None


def qemus_entry(elf: bytes) -> int | None:
    """The last PT_NOTE that has one counts."""
    found = [qemus_note(elf, segment) for segment in segments(elf, PT_NOTE)]
    return next((entry for entry in reversed(found) if entry is not None), None)


def is_low(elf: bytes) -> bool:
    return any(segment.memsz and segment.paddr < SEABIOS_CLEARS_BELOW
               for segment in segments(elf, PT_LOAD))


def another_rom_first(rom: str) -> bool:
    """QEMU looks for pvh.bin in the working directory before it looks where -L says."""
    return os.path.exists("pvh.bin") and not os.path.samefile("pvh.bin", rom)


def why_not_kernel(elf: bytes, machine: str, rom: str, initrd: str | None) -> str | None:
    """What keeps -kernel from serving, if anything does."""
    (flags,) = struct.unpack_from("<I", elf, 48 if elf[4] == 2 else 36)
    reasons = (
        (is_old(machine), f"{base(machine)} is older than QEMU's PVH boot"),
        (os.path.basename(rom) != "pvh.bin", "QEMU would want the ROM to be called pvh.bin"),
        (another_rom_first(rom), "QEMU would take pvh.bin from the working directory"),
        (initrd and is_device(initrd), "QEMU would want the initrd to be a regular file"),
        (is_multiboot(elf), "QEMU would boot it through Multiboot"),
        (flags & E_FLAGS_REFUSED, "QEMU would refuse its e_flags"),
        (qemus_entry(elf) != pvh_entry(elf), "QEMU would misread its notes"),
        (is_low(elf), "SeaBIOS would clear the part of it in low memory"),
    )
    return next((reason for applies, reason in reasons if applies), None)


def escaped(value: str) -> str:
    """A comma within the value of a QEMU option is written twice."""
    return value.replace(",", ",,")


def item(name: str, kind: str, value: str) -> list[str]:
    return ["-fw_cfg", f"name={name},{kind}={escaped(value)}"]


def directory(rom: str) -> str:
    """For -L, which takes two words for a question."""
    name = os.path.dirname(rom) or "."
    return os.path.join(".", name) if name in ("help", "?") else name


def by_kernel(rom: str, kernel: str, initrd: str | None, append: str) -> list[str]:
    words = ["-L", directory(rom), "-kernel", kernel]
    words += ["-initrd", initrd] if initrd else []
    return words + (["-append", append] if append else [])


def by_fw_cfg(rom: str, kernel: str, initrd: str | None, append: str) -> list[str]:
    words = ["-option-rom", f"romfile={escaped(rom)}", *item("opt/pvh/kernel", "file", kernel)]
    words += item("opt/pvh/initrd", "file", initrd) if initrd else []
    return words + (item("opt/pvh/cmdline", "string", append) if append else [])

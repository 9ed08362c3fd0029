# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads what the reporting guest wrote (tests/guests) into plain Python values."""
import struct
from dataclasses import dataclass
from typing import Dict, List, NamedTuple, Optional

MAGIC = 0x336ec578
RAM, RESERVED, ACPI, NVS = 1, 2, 3, 4

_REGISTERS = ("eax ebx ecx edx esi edi ebp esp cs ds es fs gs ss eflags cr0 cr2 cr3 has_cr4 cr4 "
              "tr ldtr gdtr_base gdtr_limit idtr_base idtr_limit").split()


class StartInfo(NamedTuple):
    magic: int
    version: int
    flags: int
    nr_modules: int
    modlist: int
    cmdline: int
    rsdp: int
    memmap: int
    memmap_entries: int
    reserved: int


START_INFO = struct.Struct("<4I4Q2I")


class MemmapEntry(NamedTuple):
    address: int
    size: int
    type: int
    reserved: int

    @property
    def end(self) -> int:
        return self.address + self.size


MEMMAP_ENTRY = struct.Struct("<QQII")


class ModlistEntry(NamedTuple):
    address: int
    size: int
    cmdline: int
    reserved: int

    @property
    def end(self) -> int:
        return self.address + self.size


MODLIST_ENTRY = struct.Struct("<4Q")


@dataclass
class Module:
    entry: ModlistEntry
    crc: Optional[int]
    cmdline: Optional[bytes]


class Extent(NamedTuple):
    """A PT_LOAD that the guest checked: CRC of its file part, bytes from the first dirty one."""
    crc: int
    bss_dirty: int


@dataclass
class Report:
    load: int
    registers: Dict[str, int]
    start_info: StartInfo
    start_info_bad: bool
    memmap: List[MemmapEntry]
    modules: List[Module]
    cmdline: Optional[bytes]
    rsdp: Optional[bytes]
    rsdp_sums: Optional[List[int]]
    image_crc: int
    bss_dirty: int
    bss_tail_dirty: int
    extents: List[Extent]
    text: str
    log: str = ""           # SeaBIOS's, where the whole run is over

    @property
    def ebx(self) -> int:
        return self.registers["ebx"]


class _Lines(dict):
    """key=value lines; every access names the key that is missing."""

    def number(self, key: str) -> int:
        return int(self[key], 16)

    def maybe_bytes(self, key: str) -> Optional[bytes]:
        return bytes.fromhex(self[key]) if key in self else None

    def indexed(self, prefix: str) -> List[bytes]:
        values = []
        while prefix + str(len(values)) in self:
            values.append(bytes.fromhex(self[prefix + str(len(values))]))
        return values


def _module(lines: _Lines, index: int, raw: bytes) -> Module:
    crc = lines.get("module%d_crc" % index)
    return Module(ModlistEntry(*MODLIST_ENTRY.unpack(raw)), crc and int(crc, 16),
                  lines.maybe_bytes("module%d_cmdline" % index))


def _extents(lines: _Lines) -> List[Extent]:
    found = []
    while "extent%d_crc" % len(found) in lines:
        key = "extent%d_" % len(found)
        found.append(Extent(lines.number(key + "crc"), lines.number(key + "bss_dirty")))
    return found


def _rsdp_sums(lines: _Lines) -> Optional[List[int]]:
    if "rsdp_sum" not in lines:
        return None
    return [lines.number("rsdp_sum"), lines.number("rsdp_extended_sum")]


def parse(text: str) -> Report:
    """One whole report, from `begin=pvh` to `end=ok`."""
    pairs = [line.split("=", 1) for line in text.splitlines()]
    lines = _Lines(pairs)
    assert len(lines) == len(pairs), "a key came twice:\n" + text
    assert pairs[0] == ["begin", "pvh"] and pairs[-1] == ["end", "ok"], text
    cmdline = lines.maybe_bytes("cmdline")
    assert cmdline is None or len(cmdline) == lines.number("cmdline_length")
    return Report(
        load=lines.number("load"),
        registers={name: lines.number(name) for name in _REGISTERS},
        start_info=StartInfo(*START_INFO.unpack(bytes.fromhex(lines["start_info"]))),
        start_info_bad=bool(lines.number("start_info_bad")),
        memmap=[MemmapEntry(*MEMMAP_ENTRY.unpack(raw)) for raw in lines.indexed("memmap")],
        modules=[_module(lines, i, raw) for i, raw in enumerate(lines.indexed("module"))],
        cmdline=cmdline,
        rsdp=lines.maybe_bytes("rsdp"),
        rsdp_sums=_rsdp_sums(lines),
        image_crc=lines.number("image_crc"),
        bss_dirty=lines.number("bss_dirty"),
        bss_tail_dirty=lines.number("bss_tail_dirty"),
        extents=_extents(lines),
        text=text)

# SPDX-License-Identifier: GPL-2.0-or-later
"""The PVH boot ABI as a list of clauses; each check returns those that are violated, in words.

Xen: docs/misc/pvh.pandoc and xen/include/public/arch-x86/hvm/start_info.h. Beyond the ABI, the
places of the structures are what Linux, OSv and Toro need (no structure below 0x10000).
"""
from dataclasses import dataclass
from typing import Dict, List, Sequence

from harness.cpustate import Segment
from harness.report import MAGIC, MEMMAP_ENTRY, MODLIST_ENTRY, RAM, START_INFO, MemmapEntry, Report

LOWEST = 0x10000
CR0_PE, CR0_ET = 1, 0x10
EFLAGS_TF, EFLAGS_IF, EFLAGS_VM = 0x100, 0x200, 0x20000
LINUX_MAX_MEMMAP = 127
PAGE = 4096


@dataclass(frozen=True)
class Range:
    name: str
    start: int
    end: int

    def __str__(self) -> str:
        return "%s %#x-%#x" % (self.name, self.start, self.end)


def _violated(clauses: Dict[str, bool]) -> List[str]:
    return [clause for clause, kept in clauses.items() if not kept]


def registers(r: Report) -> List[str]:
    regs = r.registers
    return _violated({
        "CR0 is PE and ET alone: %#x" % regs["cr0"]: regs["cr0"] & ~CR0_ET == CR0_PE,
        "CR4 is clear: %#x" % regs["cr4"]: regs["cr4"] == 0,
        "EFLAGS has VM, IF and TF clear: %#x" % regs["eflags"]:
            not regs["eflags"] & (EFLAGS_VM | EFLAGS_IF | EFLAGS_TF),
    })


def hidden_state(s: Dict[str, Segment]) -> List[str]:
    return _violated({
        "CS is flat 32-bit code: %s" % s["CS"]: s["CS"].is_flat_code(),
        **{"%s is flat read/write data: %s" % (name, s[name]): s[name].is_flat_data()
           for name in ("DS", "ES", "SS")},
        "TR is a busy 32-bit TSS, base 0, limit 0x67: %s" % s["TR"]: s["TR"].is_abi_tss(),
    })


def start_info(r: Report, initrd: bool) -> List[str]:
    info = r.start_info
    modules = (info.nr_modules, info.modlist)
    return _violated({
        "magic: %#x" % info.magic: info.magic == MAGIC and not r.start_info_bad,
        "version is 1: %d" % info.version: info.version == 1,
        "flags are 0: %#x" % info.flags: info.flags == 0,
        "reserved is 0: %#x" % info.reserved: info.reserved == 0,
        "module list present with an initrd only: %d at %#x" % modules:
            (info.nr_modules > 0 and info.modlist != 0) if initrd else modules == (0, 0),
        "modules' reserved is 0": all(m.entry.reserved == 0 for m in r.modules),
        "modules are page-aligned": all(m.entry.address % PAGE == 0 for m in r.modules),
    })


def memmap(entries: Sequence[MemmapEntry]) -> List[str]:
    pairs = list(zip(entries, entries[1:]))
    return _violated({
        "1 to 127 memory map entries: %d" % len(entries): 0 < len(entries) <= LINUX_MAX_MEMMAP,
        "memory map is sorted": all(a.address < b.address for a, b in pairs),
        "memory map does not overlap": all(a.end <= b.address for a, b in pairs),
        "neighbours of one type are merged":
            not any(a.end == b.address and a.type == b.type for a, b in pairs),
        "no empty entries": all(e.size for e in entries),
        "reserved is 0": all(e.reserved == 0 for e in entries),
    })


def rsdp(r: Report, expected: bool) -> List[str]:
    if not expected:
        return _violated({"no RSDP: %#x" % r.start_info.rsdp: r.start_info.rsdp == 0})
    if r.rsdp is None:
        return ["there is an RSDP"]
    place = r.start_info.rsdp
    return _violated({
        "RSDP signature": r.rsdp[:8] == b"RSD PTR ",
        "RSDP is aligned: %#x" % place: place % 16 == 0,
        "RSDP sums are 0: %s" % r.rsdp_sums: r.rsdp_sums == [0, 0],
        "RSDP length fits its revision": len(r.rsdp) == (36 if r.rsdp[15] >= 2 else 20),
    })


def structures(r: Report) -> List[Range]:
    """Everything the loader built: start_info and what hangs on it."""
    info = r.start_info
    found = [Range("start_info", r.ebx, r.ebx + START_INFO.size),
             Range("memmap", info.memmap, info.memmap + MEMMAP_ENTRY.size * info.memmap_entries)]
    if r.cmdline is not None:
        found.append(Range("cmdline", info.cmdline, info.cmdline + len(r.cmdline) + 1))
    if info.modlist:
        end = info.modlist + MODLIST_ENTRY.size * info.nr_modules
        found.append(Range("modlist", info.modlist, end))
    for i, module in enumerate(r.modules):
        if module.cmdline is not None:
            start = module.entry.cmdline
            found.append(Range("module %d cmdline" % i, start, start + len(module.cmdline) + 1))
    return found


def in_ram(entries: Sequence[MemmapEntry], wanted: Range) -> bool:
    return any(e.type == RAM and e.address <= wanted.start and wanted.end <= e.end
               for e in entries)


def placement(r: Report, kernel: Sequence[Range]) -> List[str]:
    """Where things lie. kernel: what its PT_LOADs occupy, in memory."""
    tables = structures(r)
    modules = [Range("module %d" % i, m.entry.address, m.entry.end)
               for i, m in enumerate(r.modules) if m.entry.size]
    ranges = sorted([*tables, *modules, *kernel], key=lambda item: item.start)
    base_memory_end = min((e.end for e in r.memmap if e.type == RAM), default=0)
    return _violated({
        **{"%s is in RAM" % item: in_ram(r.memmap, item) for item in ranges},
        **{"%s does not meet %s" % (a, b): a.end <= b.start for a, b in zip(ranges, ranges[1:])},
        **{"%s is at or above 0x10000" % item: item.start >= LOWEST for item in tables},
        **{"%s is below the EBDA" % item: item.end <= base_memory_end for item in tables},
    })


def guest_intact(r: Report, crc: int) -> List[str]:
    return _violated({
        "the kernel's bytes are right": r.image_crc == crc,
        "the kernel's .bss is zero": r.bss_dirty == 0 and r.bss_tail_dirty == 0,
        "every further segment's .bss is zero": all(e.bss_dirty == 0 for e in r.extents),
    })


def all_clauses(r: Report, crc: int, kernel: Sequence[Range], initrd: bool,
                acpi: bool = True) -> List[str]:
    return [*registers(r), *start_info(r, initrd), *memmap(r.memmap), *rsdp(r, acpi),
            *placement(r, kernel), *guest_intact(r, crc)]

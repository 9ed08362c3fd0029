# SPDX-License-Identifier: GPL-2.0-or-later
"""Stops a machine at the kernel's first instruction and looks at what it was handed.

For kernels that are loaded as their headers say, but whose code cannot report any more.
"""
from typing import List, Optional

from harness import abi, boot, cpustate
from harness.gdbstub import Debugger, registers, symbols
from harness.qemu import Qemu
from harness.report import (MAGIC, MEMMAP_ENTRY, MODLIST_ENTRY, START_INFO, MemmapEntry,
                            ModlistEntry, Module, Report, StartInfo)

_NAMES = ("ax", "bx", "cx", "dx", "si", "di", "bp", "sp")
_RSDP_SIZES = {0: 20, 2: 36}


def run_to_entry(vm: Qemu, debugger: Debugger) -> None:
    """By way of the ROM's last routine, which has it in EAX: BIOS code may lie there, too."""
    debugger.run_to(symbols(boot.ROM.with_suffix(".elf"))["handoff"])
    debugger.run_to(registers(vm)["ax"])


def _string(vm: Qemu, address: int) -> Optional[bytes]:
    if not address:
        return None
    text = b""
    while b"\0" not in text:
        text += vm.memory(address + len(text), 4096)
    return text[:text.index(b"\0")]


def _modules(vm: Qemu, info: StartInfo) -> List[Module]:
    if not info.modlist:
        return []
    raw = vm.memory(info.modlist, MODLIST_ENTRY.size * info.nr_modules)
    entries = [ModlistEntry(*values) for values in MODLIST_ENTRY.iter_unpack(raw)]
    return [Module(entry, None, _string(vm, entry.cmdline)) for entry in entries]


def _memmap(vm: Qemu, info: StartInfo) -> List[MemmapEntry]:
    raw = vm.memory(info.memmap, MEMMAP_ENTRY.size * info.memmap_entries)
    return [MemmapEntry(*values) for values in MEMMAP_ENTRY.iter_unpack(raw)]


def _control(vm: Qemu, name: str) -> int:
    text = vm.hmp("info registers")
    return int(text[text.index(name + "=") + 4:].split()[0], 16)


def report(vm: Qemu) -> Report:
    """What the reporting guest would say, but for what only it can know of itself."""
    now = registers(vm)
    info = StartInfo(*START_INFO.unpack(vm.memory(now["bx"], START_INFO.size)))
    if info.magic != MAGIC:
        vm.fail("EBX %#x points to no start_info" % now["bx"])
    rsdp = None
    if info.rsdp:
        revision = vm.memory(info.rsdp + 15, 1)[0]
        rsdp = vm.memory(info.rsdp, _RSDP_SIZES[revision])
    return Report(
        load=now["ip"],
        registers={**{"e" + name: now[name] for name in _NAMES}, "eflags": now["fl"],
                   "cr0": _control(vm, "CR0"), "cr4": _control(vm, "CR4")},
        start_info=info, start_info_bad=False, memmap=_memmap(vm, info),
        modules=_modules(vm, info), cmdline=_string(vm, info.cmdline), rsdp=rsdp,
        rsdp_sums=rsdp and [sum(rsdp[:20]) & 0xff, sum(rsdp) & 0xff],
        image_crc=0, bss_dirty=0, bss_tail_dirty=0, extents=[], text="", log=vm.log)


def violations(vm: Qemu, r: Report, kernel: List[abi.Range], acpi: bool) -> List[str]:
    """The clauses of the ABI, the hidden state of segment registers among them."""
    return [*abi.registers(r), *abi.hidden_state(cpustate.read(vm)),
            *abi.start_info(r, initrd=bool(r.start_info.nr_modules)), *abi.memmap(r.memmap),
            *abi.rsdp(r, acpi), *abi.placement(r, kernel)]

# SPDX-License-Identifier: GPL-2.0-or-later
"""The model: what a cell must do. It boots, or is refused with a sentence that the facts give.

Every rule is a predicate over the factors that it depends on, so that the generator can apply
it as soon as it knows those.
"""
import inspect
from dataclasses import dataclass
from typing import Callable, List, Tuple

from tests.matrix.factors import SMALL, Cell
from tests.matrix.fit import SIZES, initrd_does_not_fit, kernel, kernel_does_not_fit, memory_bytes
from tests.matrix.machine_types import MachineType
from harness import offers
from harness.refusals import needed_mib, sentence

BOOTS, REFUSES, QEMU_REFUSES = "boots", "refuses", "QEMU refuses"
# What QEMU's loader leaves free at the top, for tables that old firmware put there.
ACPI_DATA_SIZE = 0x28000
RELOC_ALIGN, RELOC_MIN, RELOC_LAST = 0x200000, 0x1000000, 0x3fffffff


@dataclass(frozen=True)
class Outcome:
    """said: the ROM's own lines, in order. qemu: how QEMU's last line ends."""
    what: str
    is_early: bool = False
    said: Tuple[str, ...] = ()
    qemu: str = ""

    def __str__(self) -> str:
        return "; ".join([self.what + (" early" if self.is_early else ""),
                          *self.said, *([self.qemu] if self.qemu else [])])


@dataclass(frozen=True)
class Rule:
    """why: in words, for the report. sentence: what is said, of a cell that it applies to."""
    when: Callable[..., bool]
    why: str
    sentence: Callable[[Cell], str]

    def applies(self, cell: Cell) -> bool:
        return self.when(*(getattr(cell, name)
                           for name in inspect.signature(self.when).parameters))


def by_qemu(route: str) -> bool:
    """QEMU itself loads the kernel."""
    return route == "kernel" or route.startswith("early-kernel")


def asks_early(route: str) -> bool:
    return route.startswith("early-")


def _qemus_initrd_limit(cell: Cell) -> int:
    reserved = 0 if cell.machine.family == "microvm" else ACPI_DATA_SIZE
    return memory_bytes(cell.memory) - reserved - 1


def _bare_says(cell: Cell) -> str:
    if cell.machine.name == "none" and by_qemu(cell.route):
        return ("The -kernel parameter is not supported"
                " (use the generic 'loader' device instead).")
    if cell.route != "kernel":
        return "fw_cfg device not available"
    return "No 'ISA' bus found for device 'isa-debug-exit'"


def _absent(start: int, end: int) -> str:
    return sentence("NO_MEMORY", start, end - 1, needed_mib(end - 1))


def _kernel_refused(cell: Cell) -> str:
    """By -kernel the ROM knows the range of all segments, else of each."""
    loads = kernel(cell.kernel).loads
    start, end = min(load.start for load in loads), max(load.end for load in loads)
    if by_qemu(cell.route):
        return _absent(start, end)
    if cell.kernel == "movable":
        return sentence("NO_KERNEL_ROOM", end - start, RELOC_ALIGN, RELOC_MIN, RELOC_LAST)
    return _absent(loads[0].start, loads[0].end)


def _gives(machine: str, cpu: str, memory: str) -> bool:
    return offers.starts(("-M", machine, "-cpu", cpu, "-m", memory))


def _reaches_4_gib(machine: MachineType, memory: str) -> bool:
    """With what QEMU moves above the hole for PCI (pc.c, pc_q35.c); microvm does not look."""
    first = {"q35": 0xb0000000, "i440fx": 0xe0000000, "isapc": 0xe0000001}
    return memory_bytes(memory) >= first.get(machine.family, 1 << 64)


def _lacks_memory_slots(machine: MachineType) -> bool:
    return machine.family == "isapc" or machine.has_pci and not machine.has_memory_slots


def _lacks_file_slots(machine: MachineType) -> bool:
    return machine.has_memory_slots and not machine.has_many_file_slots


# What QEMU builds no machine of. These are no cells; each is shown once to be so.
UNBUILDABLE = [
    Rule(lambda machine, cpus: machine.family == "isapc" and cpus > 1,
         "isapc has one processor",
         lambda cell: "Invalid SMP CPUs %d. The max CPUs supported by machine 'isapc' is 1"
         % cell.cpus),
    Rule(lambda machine, devices: devices == "nics-16" and not (machine.has_pci or machine.is_bare),
         "isapc and microvm have no PCI bus",
         lambda cell: "No 'PCI' bus found for device 'e1000'"),
    Rule(lambda machine, devices: devices == "virtio-8" and machine.family == "isapc",
         "isapc has no bus for virtio",
         lambda cell: "No 'PCI' bus found for device 'virtio-blk-pci'"),
    Rule(lambda machine, devices: devices == "nvdimm" and machine.family == "microvm",
         "microvm has no NVDIMMs",
         lambda cell: "Property 'microvm-machine.nvdimm' not found"),
    Rule(lambda machine, devices: devices == "nvdimm" and _lacks_memory_slots(machine),
         "isapc and machine types of 2.0 and older have no memory slots",
         lambda cell: "\"-memory 'slots|maxmem'\" is not supported by: " + cell.machine.name),
    Rule(lambda machine, devices: devices == "nvdimm" and _lacks_file_slots(machine),
         "machine types of 2.8 and older have room for 16 fw_cfg files, and QEMU aborts",
         lambda cell: "fw_cfg_file_slots(s)' failed."),
    Rule(lambda machine, route: route == "early-fwcfg-file" and machine.has_few_slots_left,
         "machine types of 2.6 to 2.8 have not room for a fourth file of ours, and QEMU aborts",
         lambda cell: "fw_cfg_file_slots(s)' failed."),
]

# Boards without a firmware: only how the kernel is given makes a difference.
BARE_IS_BARE = [
    lambda machine, memory: machine.is_bare and memory != "128M",
    lambda machine, cpus: machine.is_bare and cpus != 1,
    lambda machine, devices: machine.is_bare and devices != "none",
    lambda machine, cpu: machine.is_bare and cpu != "qemu64",
    lambda machine, kernel: machine.is_bare and kernel != "at-16M",
    lambda machine, initrd: machine.is_bare and initrd != SMALL,
    lambda machine, accel: machine.is_bare and accel != "tcg",
]

# Before the guest runs at all.
BARE = Rule(lambda machine: machine.is_bare,
            "a board without a firmware, and without fw_cfg", _bare_says)
ISAPC_IS_SMALL = Rule(
    lambda machine, memory: machine.family == "isapc" and not _gives(machine.name, "max", memory),
    "since QEMU 11 isapc has at most 3584 MiB",
    lambda cell: "Too much memory for this machine: %d MiB, maximum 3584 MiB"
    % (memory_bytes(cell.memory) >> 20))
TOO_FEW_ADDRESSES = Rule(
    lambda machine, memory, cpu, devices: cpu == "486"
    and (devices == "nvdimm" or _reaches_4_gib(machine, memory)) and not _gives("pc", "486", "4G"),
    "newer QEMUs give a processor no memory that it cannot address",
    lambda cell: "phys-bits too low (32)")
NO_PVH_BY_QEMU = Rule(
    lambda machine, route: by_qemu(route) and not machine.enters_pvh,
    "-kernel knows no PVH on machine types of 3.1 and older: to it an ELF file is an old Linux",
    lambda cell: "qemu: linux kernel too old to load a ram disk")
INITRD_TOO_LARGE = Rule(
    lambda memory, route, initrd: by_qemu(route) and SIZES[initrd] >= memory_bytes(memory),
    "-initrd is as large as the memory",
    lambda cell: "qemu: initrd is too large, cannot support.(max: %d, need %d)"
    % (_qemus_initrd_limit(cell), SIZES[cell.initrd]))
QEMU_RULES = [BARE, ISAPC_IS_SMALL, TOO_FEW_ADDRESSES, NO_PVH_BY_QEMU, INITRD_TOO_LARGE]

ROM_RULES = [
    Rule(lambda memory, kernel: kernel_does_not_fit(memory, kernel),
         "the kernel is linked beyond the memory", _kernel_refused),
    Rule(lambda memory, kernel, initrd: initrd_does_not_fit(memory, kernel, initrd),
         "no free piece of memory is as large as the initrd",
         lambda cell: sentence("NO_ROOM", "initrd", SIZES[cell.initrd])),
]


def rules_of_the_possible() -> List[Callable[..., bool]]:
    return [rule.when for rule in UNBUILDABLE] + BARE_IS_BARE


def rules_of_the_booting() -> List[Callable[..., bool]]:
    return rules_of_the_possible() + [rule.when for rule in QEMU_RULES + ROM_RULES]


def expected(cell: Cell) -> Outcome:
    for rule in QEMU_RULES:
        if rule.applies(cell):
            return Outcome(QEMU_REFUSES, qemu=rule.sentence(cell))
    waits = asks_early(cell.route) and cell.devices == "tpm" and cell.machine.shows_tpm
    said = (sentence("NOT_EARLY", "TPM needs SeaBIOS"),) if waits else ()
    for rule in ROM_RULES:
        if rule.applies(cell):
            return Outcome(REFUSES, said=(*said, rule.sentence(cell)))
    return Outcome(BOOTS, is_early=asks_early(cell.route) and not waits, said=said)

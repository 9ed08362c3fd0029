# SPDX-License-Identifier: GPL-2.0-or-later
"""The machine types that QEMU lists, and what is known about each from its name."""
import re
from dataclasses import dataclass
from typing import List, Tuple

from harness import boot, offers
from harness.command import machine_options

_VERSIONED = re.compile(r"pc-(i440fx|q35)-([\d.]+)$")
_FAMILIES = {"pc": "i440fx", "q35": "q35", "isapc": "isapc", "microvm": "microvm",
             "none": "bare", "x-remote": "bare"}


@dataclass(frozen=True)
class MachineType:
    """family: i440fx, q35, isapc, microvm, `bare` for a board without a firmware, or `unknown`."""
    name: str
    family: str
    version: Tuple[int, ...] = (99,)        # those without one are as new as QEMU

    def __str__(self) -> str:
        return self.name

    @property
    def is_known(self) -> bool:
        return self.family != "unknown"

    @property
    def is_bare(self) -> bool:
        return self.family == "bare"

    @property
    def has_pci(self) -> bool:
        return self.family in ("i440fx", "q35")

    @property
    def has_acpi(self) -> bool:
        return self.family in ("i440fx", "q35", "microvm")

    @property
    def enters_pvh(self) -> bool:
        """QEMU's own loader looks for a PVH entry since machine type 4.0."""
        return self.version >= (4, 0)

    @property
    def has_memory_slots(self) -> bool:
        """Memory devices came with machine type 2.1."""
        return self.has_pci and self.version >= (2, 1)

    @property
    def has_many_file_slots(self) -> bool:
        """Room for 32 fw_cfg files, since machine type 2.9; 16 before."""
        return self.version >= (2, 9)

    @property
    def has_few_slots_left(self) -> bool:
        """Of the 16, more are QEMU's own since machine type 2.6."""
        return self.version >= (2, 6) and not self.has_many_file_slots

    @property
    def shows_tpm(self) -> bool:
        """QEMU makes ACPI tables, and with them the TPM's log, since machine type 1.7."""
        return self.has_pci and self.version >= (1, 7)

    @property
    def locks_tpm(self) -> bool:
        """SeaBIOS finds QEMU's tables in time to serve the TPM, since machine type 2.0."""
        return self.has_pci and self.version >= (2, 0)

    def facts(self) -> tuple:
        """Machine types that agree in these are alike to every rule."""
        return (self.name if self.is_bare else self.family, self.enters_pvh,
                self.has_many_file_slots, self.has_few_slots_left, self.has_memory_slots,
                self.shows_tpm, self.locks_tpm)

    def bootable(self, options: str = "") -> boot.Machine:
        """For the harness; options go behind the name, with their comma."""
        options = machine_options(self.name + options)
        disk = boot.MICROVM.disk if self.family == "microvm" else boot.PC.disk
        return boot.Machine(self.name, options, disk, self.has_acpi)


def _parsed(name: str) -> MachineType:
    versioned = _VERSIONED.match(name)
    if versioned:
        return MachineType(name, versioned[1], tuple(map(int, versioned[2].split("."))))
    return MachineType(name, _FAMILIES.get(name, "unknown"))


def listed_by_qemu() -> List[MachineType]:
    return [_parsed(name) for name in offers.machine_types()]


def known() -> List[MachineType]:
    """QEMU's, but for those whose rules nobody has written down yet, as of QEMU 11.1's `nitro`."""
    return [machine for machine in listed_by_qemu() if machine.is_known]

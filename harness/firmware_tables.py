# SPDX-License-Identifier: GPL-2.0-or-later
"""The ACPI and SMBIOS tables in a machine's memory."""
from typing import Dict, Iterator, NamedTuple, Tuple

from harness.qemu import Qemu

_F_SEGMENT, _F_SEGMENT_SIZE = 0xf0000, 0x10000
_HEADER, _LENGTH = 36, 4                        # ACPI 6.5, 5.2.6
_FADT_FACS, _FADT_DSDT = 36, 40
_SMBIOS_21, _SMBIOS_30 = b"_SM_", b"_SM3_"


class Table(NamedTuple):
    address: int
    data: bytes

    @property
    def end(self) -> int:
        return self.address + len(self.data)


def _number(data: bytes, offset: int, size: int = 4) -> int:
    return int.from_bytes(data[offset:offset + size], "little")


def _table(vm: Qemu, address: int) -> Table:
    size = _number(vm.memory(address, _HEADER), _LENGTH)
    return Table(address, vm.memory(address, size))


def _root(vm: Qemu, rsdp: Table) -> Iterator[Table]:
    """RSDT or XSDT, and what it lists."""
    is_xsdt = len(rsdp.data) > 20
    width = 8 if is_xsdt else 4
    root = _table(vm, _number(rsdp.data, 24 if is_xsdt else 16, width))
    yield root
    for offset in range(_HEADER, len(root.data), width):
        yield _table(vm, _number(root.data, offset, width))


def _walk(vm: Qemu, rsdp: Table) -> Iterator[Table]:
    yield rsdp
    for table in _root(vm, rsdp):
        yield table
        if table.data[:4] == b"FACP":
            for offset in (_FADT_FACS, _FADT_DSDT):
                if _number(table.data, offset):
                    yield _table(vm, _number(table.data, offset))


def acpi(vm: Qemu, rsdp: int) -> Dict[str, Table]:
    """From the RSDP on, by signature and number."""
    revision = vm.memory(rsdp + 15, 1)[0]
    first = Table(rsdp, vm.memory(rsdp, 36 if revision >= 2 else 20))
    return {"%s %d" % (table.data[:4].decode(), i): table
            for i, table in enumerate(_walk(vm, first))}


def _structures(anchor: bytes) -> Tuple[int, int]:
    """Where the table is and how long, by the entry point structure."""
    if anchor.startswith(_SMBIOS_30):
        return _number(anchor, 16, 8), _number(anchor, 12)
    return _number(anchor, 24), _number(anchor, 22, 2)


def smbios(vm: Qemu) -> Dict[str, Table]:
    """Entry point and structures; nothing if the machine has none."""
    segment = vm.memory(_F_SEGMENT, _F_SEGMENT_SIZE)
    for offset in range(0, _F_SEGMENT_SIZE, 16):
        if segment.startswith((_SMBIOS_21, _SMBIOS_30), offset):
            anchor = segment[offset:offset + 32]
            address, size = _structures(anchor)
            return {"SMBIOS entry point": Table(_F_SEGMENT + offset, anchor),
                    "SMBIOS": Table(address, vm.memory(address, size))}
    return {}

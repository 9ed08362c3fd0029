# SPDX-License-Identifier: GPL-2.0-or-later
"""A cell as arguments of boot.start."""
from pathlib import Path
from typing import Callable, Dict, List, Sequence

from harness import boot, offers
from harness.guestblob import disk
from harness.kernels import filler
from tests.matrix import fit
from tests.matrix.factors import WAYS, Cell
from tests.matrix.machine_types import MachineType

APPEND = "console=ttyS0 matrix"
SLOW_CPUS, SLOW_DEADLINE_S = 255, 180
# Each with an iPXE ROM.
_NIC_MODELS = ("e1000", "rtl8139", "virtio-net-pci", "pcnet", "ne2k_pci", "i82557b", "e1000e",
               "e1000-82544gc")


class Bench:
    """A directory with what cells have in common."""

    def __init__(self, directory: Path):
        self.disk = disk()
        self.disk_path = directory / "disk"
        self.disk_path.write_bytes(self.disk)
        self.initrds: Dict[str, Path] = {}
        for name, size in fit.SIZES.items():
            self.initrds[name] = directory / ("initrd-" + name)
            self.initrds[name].write_bytes(filler(size))


def _vga(cell: Cell) -> List[str]:
    return ["-nodefaults", "-device", "VGA" if cell.machine.has_pci else "isa-vga"]


def _nics(_cell: Cell) -> List[str]:
    return ["-nodefaults"] + [option for model in _NIC_MODELS * 2
                              for option in ("-device", model)]


def _nvdimm(_cell: Cell) -> List[str]:
    return ["-nodefaults", "-object", "memory-backend-ram,id=nv,size=64M",
            "-device", "nvdimm,memdev=nv"]


_DEVICES: Dict[str, Callable[[Cell], List[str]]] = {
    "none": lambda cell: ["-nodefaults"], "vga": _vga, "default": lambda cell: [],
    "nics-16": _nics, "nvdimm": _nvdimm,
    "tpm": lambda cell: ["-nodefaults"], "virtio-8": lambda cell: ["-nodefaults"],
}


def _virtio_disk(machine: MachineType) -> str:
    """Old machine types have legacy virtio, in which QEMU 10 shows SeaBIOS a queue too large for
    its driver; QEMU 7 has no other there."""
    if machine.family == "microvm":
        return "virtio-blk-device"
    modern = "virtio-blk-pci,disable-modern=off"
    options = ("-blockdev", "null-co,node-name=n", "-device", modern + ",drive=n")
    return modern if offers.starts(("-M", machine.name, *options)) else "virtio-blk-pci"


def _virtio_disks(cell: Cell, bench: Bench) -> List[str]:
    """All alike: SeaBIOS boots from one disk only, whichever it finds first."""
    device = _virtio_disk(cell.machine)
    return [option for i in range(8) for option in (
        "-drive", "if=none,id=v%d,format=raw,read-only=on,file=%s" % (i, bench.disk_path),
        "-device", "%s,drive=v%d" % (device, i))]


def _memory(cell: Cell) -> str:
    return cell.memory + (",slots=2,maxmem=8G" if cell.devices == "nvdimm" else "")


def _machine(cell: Cell) -> boot.Machine:
    return cell.machine.bootable(",nvdimm=on" if cell.devices == "nvdimm" else "")


def _processors(cell: Cell) -> List[str]:
    if cell.machine.is_bare:
        return []
    return ["-cpu", cell.cpu, "-smp", str(cell.cpus)]


def arguments(cell: Cell, bench: Bench, tpm: Sequence[str] = ()) -> dict:
    """tpm: the options of a running one, if the cell has one."""
    early = cell.route.startswith("early-")
    how = WAYS[cell.route[len("early-"):]].what if early else {"route": cell.route}
    own_disks = cell.devices == "virtio-8"
    disks = _virtio_disks(cell, bench) if own_disks else []
    return {**how, "machine": _machine(cell), "kernel": fit.kernel(cell.kernel).elf,
            "initrd": bench.initrds[cell.initrd], "append": APPEND, "memory": _memory(cell),
            "accel": cell.accel, "devices": _DEVICES[cell.devices](cell),
            "disk": None if own_disks or cell.machine.is_bare else bench.disk,
            "extra": [*_processors(cell), *disks, *tpm],
            "deadline_s": SLOW_DEADLINE_S if cell.cpus == SLOW_CPUS else boot.DEADLINE_S}



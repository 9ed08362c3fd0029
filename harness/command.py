# SPDX-License-Identifier: GPL-2.0-or-later
"""QEMU's command line: machine types with their firmware, ways to the ROM, fw_cfg files.

Nothing else writes these options: tests, bench, conformance and campaigns take them from here.
"""
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional, Tuple, Union

X86_64, I386 = "qemu-system-x86_64", "qemu-system-i386"
QBOOT = "qboot.rom"             # QEMU finds it in its own directory
_SEABIOS_MICROVM = (Path("/usr/share/seabios/bios-microvm.bin"),
                    Path("/usr/share/qemu/bios-microvm.bin"))
OURS_AMONG_VGA_ROMS = "vgaroms/pvh.bin"


def seabios_for_microvm() -> Path:
    """Under this name some distributions ship qboot, which has no option ROMs."""
    found = (path for path in _SEABIOS_MICROVM
             if path.exists() and b"SeaBIOS" in path.read_bytes())
    return next(found, _SEABIOS_MICROVM[0])


def machine_options(name: str) -> Tuple[str, ...]:
    """For a machine type and its properties (`q35,smm=off`), with SeaBIOS.

    microvm runs option ROMs only if told to, and has another firmware by default.
    """
    kind, _, properties = name.partition(",")
    if kind != "microvm":
        return "-M", name
    full = ",".join(filter(None, (kind, "x-option-roms=on", properties)))
    return "-M", full, "-bios", str(seabios_for_microvm())


def qboot_options(name: str) -> Tuple[str, ...]:
    return "-M", name, "-bios", QBOOT


@dataclass(frozen=True)
class Machine:
    """A machine type: its options, what a disk is there, and whether SeaBIOS leaves an RSDP."""
    name: str
    options: Tuple[str, ...]
    disk: str = "ide-hd"
    acpi: bool = True

    def __str__(self) -> str:
        return self.name


PC = Machine("pc", machine_options("pc"))
Q35 = Machine("q35", machine_options("q35"))
ISAPC = Machine("isapc", machine_options("isapc"), acpi=False)
MICROVM = Machine("microvm", machine_options("microvm"), "virtio-blk-device")
MACHINES = (PC, Q35, ISAPC, MICROVM)


def _escaped(value: Union[str, Path]) -> str:
    """QEMU takes a single comma for the end of a value."""
    return str(value).replace(",", ",,")


def fw_cfg_file(name: str, path: Union[str, Path]) -> List[str]:
    return ["-fw_cfg", "name=%s,file=%s" % (name, _escaped(path))]


def fw_cfg_text(name: str, text: str) -> List[str]:
    return ["-fw_cfg", "name=%s,string=%s" % (name, _escaped(text))]


def by_kernel(kernel: Optional[Path], initrd: Optional[Path] = None,
              append: Optional[str] = None) -> List[str]:
    """QEMU loads the kernel."""
    given = (("-append", append), ("-kernel", kernel), ("-initrd", initrd))
    return [word for option, value in given if value is not None for word in (option, str(value))]


def by_fw_cfg(kernel: Optional[Path], initrd: Optional[Path] = None,
              cmdline: Optional[str] = None) -> List[str]:
    """The ROM loads the kernel."""
    options = [] if cmdline is None else fw_cfg_text("opt/pvh/cmdline", cmdline)
    for name, path in (("kernel", kernel), ("initrd", initrd)):
        options += [] if path is None else fw_cfg_file("opt/pvh/" + name, path)
    return options


def in_place_of_qemus(directory: Path) -> List[str]:
    """QEMU adds a ROM of the name pvh.bin for -kernel, and looks in this directory first."""
    return ["-L", str(directory)]


def option_rom(rom: Path, bootindex: Optional[int] = None) -> List[str]:
    return ["-option-rom", with_bootindex(str(rom), bootindex)]


def among_vga_roms(rom: Path) -> List[str]:
    """SeaBIOS calls these first, before it looks for devices."""
    return fw_cfg_file(OURS_AMONG_VGA_ROMS, rom)


def with_bootindex(option: str, bootindex: Optional[int]) -> str:
    return option if bootindex is None else "%s,bootindex=%d" % (option, bootindex)

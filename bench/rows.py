# SPDX-License-Identifier: GPL-2.0-or-later
"""The rows of the table: who boots what on which machine, and QEMU's options for it."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterable, List, NamedTuple, Optional, Sequence

from bench.points import FIRST_OPTION_ROM, INT_19, MOV_0X14_EAX, ROM_INIT
from harness.command import (X86_64, among_vga_roms, by_fw_cfg, by_kernel, in_place_of_qemus,
                             machine_options, option_rom, qboot_options)
from harness.paths import BUILD

MACHINES = ("q35", "pc", "microvm")
PC_MACHINES = ("q35", "pc")
MEMORY = "512M"
# nokaslr keeps the kernel where its ELF file says; with panic=-1 a panic ends QEMU silently.
# On a busy host without KVM a timer may be late, and Linux would panic if it tested its timer.
NO_KASLR = "nokaslr "
CMDLINE = NO_KASLR + "no_timer_check quiet panic=-1"


# Which kernel a way boots: the one that was asked for (the cloud kernel unless told otherwise), or
# Debian's default one, which is compressed with xz.
ASKED_FOR, DEFAULT = "asked for", "default"


class Way(NamedTuple):
    key: str
    name: str
    image: str
    firmware: str = "SeaBIOS"
    launcher: str = ""  # the program that starts QEMU; those of PC_MACHINES only
    kernel: str = ASKED_FOR  # DEFAULT: on q35 only

    @property
    def is_early(self) -> bool:
        return self.name.endswith("early")

    @property
    def is_moved(self) -> bool:
        """The kernel is at a place that nobody knows before."""
        return "KASLR" in self.name


WAYS = (
    Way("ours", "SeaBIOS, this ROM", "vmlinux"),
    Way("ours-loader", "SeaBIOS, this ROM, opt/pvh/kernel", "vmlinux"),
    Way("ours-early", "SeaBIOS, this ROM, early", "vmlinux"),
    Way("qemu-pvh", "SeaBIOS, QEMU's pvh.bin", "vmlinux"),
    Way("linuxboot", "SeaBIOS, linuxboot_dma.bin", "bzImage"),
    Way("qboot-vmlinux", "qboot", "vmlinux", "qboot"),
    Way("qboot-bzimage", "qboot", "bzImage", "qboot"),
    Way("pvh-boot", "pvh-boot: SeaBIOS, this ROM, early", "bzImage", launcher="pvh-boot"),
    Way("pvh-boot-kaslr", "pvh-boot with KASLR: SeaBIOS, this ROM, early", "bzImage",
        launcher="pvh-boot"),
    Way("pvh-boot-late", "pvh-boot --no-early: SeaBIOS, this ROM", "bzImage", launcher="pvh-boot"),
    Way("pvh-qemu", "pvh-qemu -kernel: SeaBIOS, this ROM, early", "bzImage", launcher="pvh-qemu"),
    Way("default-linuxboot", "Debian's default kernel: SeaBIOS, linuxboot_dma.bin", "bzImage",
        kernel=DEFAULT),
    Way("default-pvh-boot", "Debian's default kernel, pvh-boot: SeaBIOS, this ROM, early",
        "bzImage", launcher="pvh-boot", kernel=DEFAULT),
)
STAMPED_QEMU = BUILD / "bench/stamped-qemu"
OURS = tuple(way.key for way in WAYS if "this ROM" in way.name)
# The same kernel, seen at every point.
COMPARABLE = tuple(way.key for way in WAYS if way.kernel == ASKED_FOR and not way.is_moved)


@dataclass(frozen=True)
class Files:
    """What is booted, and the addresses in it that count."""
    rom: Path
    vmlinux: Path
    bzimage: Optional[Path]
    initrd: Path
    startup_64: int
    start_kernel: int
    user: int
    startup_code: str  # the first instruction of startup_64, in hexadecimal digits
    qemu: str = X86_64
    cmdline: str = CMDLINE


@dataclass(frozen=True)
class Row:
    machine: str
    way: Way

    def __str__(self) -> str:
        return f"{self.machine}, {self.way.name}, {self.way.image}"


def all_rows(machines: Iterable[str], with_bzimage: bool) -> List[Row]:
    return [Row(machine, way) for machine in machines for way in WAYS
            if (with_bzimage or way.image != "bzImage")
            and (machine in PC_MACHINES or not way.launcher)
            and (machine == "q35" or way.kernel != DEFAULT)]


def _machine(row: Row) -> Sequence[str]:
    if row.way.firmware == "qboot":
        return qboot_options(row.machine)
    return machine_options(row.machine)


def _kernel(row: Row, files: Files, cmdline: str) -> List[str]:
    if row.way.key == "ours-loader":
        return [*option_rom(files.rom), *by_fw_cfg(files.vmlinux, files.initrd, cmdline)]
    image = files.vmlinux if row.way.image == "vmlinux" else files.bzimage
    return by_kernel(image, files.initrd, cmdline)


def _rom(row: Row, files: Files) -> List[str]:
    if row.way.key not in ("ours", "ours-early"):
        return []
    early = among_vga_roms(files.rom) if row.way.key == "ours-early" else []
    return [*in_place_of_qemus(files.rom.parent), *early]


COMMON = ("-no-user-config", "-display", "none", "-no-reboot", "-device", "isa-debug-exit")


def _by_pvh_boot(row: Row, files: Files, accel: List[str], cmdline: str) -> List[str]:
    """As a user would write it; only where QEMU's options end, more may follow."""
    late = [] if row.way.is_early else ["--no-early"]
    cmdline = cmdline.replace(NO_KASLR, "") if row.way.is_moved else cmdline
    return [str(BUILD / "tools/pvh-boot"), "--rom", str(files.rom),
            "--qemu", str(STAMPED_QEMU), *late,
            "--machine", row.machine, "--memory", MEMORY, "--initrd", str(files.initrd), "--append",
            cmdline, str(files.bzimage), "--", *accel, *COMMON, "-serial", "none"]


def command(row: Row, files: Files, accel: List[str], cmdline_more: str = "") -> List[str]:
    if row.way.launcher == "pvh-boot":
        return _by_pvh_boot(row, files, accel, files.cmdline + cmdline_more)
    program = [str(BUILD / "tools/pvh-qemu")] if row.way.launcher else files.qemu.split()
    return [*program, *_machine(row), "-m", MEMORY, *accel, "-nodefaults", *COMMON,
            *_rom(row, files), *_kernel(row, files, files.cmdline + cmdline_more)]


def environment(files: Files, stamp: Path) -> Dict[str, str]:
    """For a launcher: it executes STAMPED_QEMU, which writes when to `stamp`, and becomes QEMU."""
    return {**os.environ, "PVH_QEMU": str(STAMPED_QEMU), "BENCH_QEMU": files.qemu.split()[0],
            "BENCH_STAMP": str(stamp)}


def launcher_end(stamp: Path, start: int) -> Dict[str, int]:
    """Nanoseconds from start to the launcher's end, if there is one."""
    return {"launcher_end": int(stamp.read_text()) - start} if stamp.exists() else {}


def do_boot_mark(row: Row) -> str:
    """Where fw_do_boot is, as an argument of the plugins."""
    if row.way.is_early:  # SeaBIOS calls what is under vgaroms/ first
        return f"mark=fw_do_boot:{FIRST_OPTION_ROM + ROM_INIT:#x}"
    return "insn=fw_do_boot:" + (MOV_0X14_EAX if row.way.firmware == "qboot" else INT_19)

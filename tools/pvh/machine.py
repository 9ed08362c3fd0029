# SPDX-License-Identifier: GPL-2.0-or-later
"""Machine, accelerator, console: QEMU options that a boot through PVH is well served by.

What the user says among QEMU's own options goes before all of it.
"""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from .files import BadFile

DEFAULT = "q35"
CPUINFO, KVM = "/proc/cpuinfo", "/dev/kvm"
MICROVM_BIOS = ("/usr/share/seabios/bios-microvm.bin", "/usr/share/qemu/bios-microvm.bin")
# Disks that QEMU puts on q35's SATA controller.
SATA_DISKS = ("-hda", "-hdb", "-hdc", "-hdd", "-cdrom")
IDE_DEVICE = re.compile(r"""(^|(^|,)driver=|"driver"\s*:\s*")ide-""")
STDIO = re.compile(r"(^|[:,=])stdio(,|$)")


class Own(dict):
    """The user's own options for QEMU: name, with one dash, to value."""

    def __init__(self, words: list[str]):
        super().__init__()
        self.words = words
        for word, following in zip(words, [*words[1:], ""]):
            if word.startswith("-"):
                self["-" + word.lstrip("-")] = following

    def unless(self, names: str, *options: str) -> list[str]:
        """Options, unless one of the names, with a space between, is among the user's."""
        return [] if self.keys() & set(names.split()) else list(options)

    def needs_sata(self) -> bool:
        drives = [value for name, value in zip(self.words, self.words[1:])
                  if name.lstrip("-") == "drive"]
        return (any(name in self for name in SATA_DISKS)
                or any(IDE_DEVICE.search(word) for word in self.words)
                or not all(re.search("(^|,)if=(?!ide)", drive) for drive in drives))

    def has_console(self) -> bool:
        """Whether the terminal, or the serial port, is somebody else's."""
        return bool(self.keys() & {"-serial", "-daemonize"}
                    or any(STDIO.search(word) for word in self.words))


def has_word(path: str, pattern: str) -> bool:
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return any(re.search(pattern, line) for line in file)
    except OSError:
        return False


def best_accel() -> str:
    """/dev/kvm alone says little: without the processor's flag it is emulated, and Linux dies."""
    usable = has_word(CPUINFO, r"\b(vmx|svm)\b") and os.access(KVM, os.R_OK | os.W_OK)
    return "kvm" if usable else "tcg"


def base(machine: str) -> str:
    return machine.split(",")[0]


def is_q35(machine: str) -> bool:
    return base(machine) == "q35" or base(machine).startswith("pc-q35-")


def with_options(machine: str, *options: str) -> str:
    """Those whose name the user has not set."""
    new = [option for option in options if f",{option.split('=')[0]}=" not in f",{machine}"]
    return ",".join([machine, *new])


def full(machine: str, own: Own) -> str:
    """The machine without what only costs time."""
    if is_q35(machine):
        return with_options(machine, *([] if own.needs_sata() else ["sata=off"]), "smbus=off")
    return with_options(machine, "x-option-roms=on") if base(machine) == "microvm" else machine


def microvm_bios() -> str:
    """SeaBIOS for microvm; under this name some distributions ship qboot, which has no ROMs."""
    for path in MICROVM_BIOS:
        if has_word(path, "SeaBIOS"):
            return path
    raise BadFile("no SeaBIOS for microvm is installed; name one after --: -bios FILE")


class Accel(NamedTuple):
    name: str
    given: bool     # by the user, among QEMU's own options

    @classmethod
    def choose(cls, name: str, own: Own) -> Accel:
        if "-enable-kvm" in own:
            return cls("kvm", True)
        if "-accel" in own:
            return cls(own["-accel"].split(",")[0], True)
        return cls(best_accel() if name == "auto" else name, False)


def cpu(machine: str, accel: str) -> list[str]:
    """The 486 that isapc has by default runs no 64-bit kernel; KVM's default hides much."""
    return ["-cpu", "max"] if base(machine) == "isapc" or accel.startswith("kvm") else []


def options(machine: str, accel: Accel, own: Own) -> list[str]:
    found = ["-nodefaults", "-M", full(machine, own)]
    found += [] if accel.given else ["-accel", accel.name]
    found += own.unless("-cpu", *cpu(machine, accel.name))
    if base(machine) == "microvm":
        found += [] if "-bios" in own else ["-bios", microvm_bios()]
        # Linux has one short look at the TSC there. Under TCG, on a busy host, it misjudges what it
        # sees and is left without a clock; instructions that are counted make the time right.
        if accel.name.startswith("tcg"):
            found += own.unless("-icount", "-icount", "shift=auto")
    found += own.unless("-display -nographic -vnc -spice", "-display", "none")
    return found + ([] if own.has_console() else ["-serial", "mon:stdio"])

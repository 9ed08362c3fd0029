# SPDX-License-Identifier: GPL-2.0-or-later
"""pvh-boot: one command from a kernel file to a running guest."""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import sys

from . import command, machine, route
from .extract import cached
from .files import BadFile, about, check_readable, explained, is_device, write_stdout

LINUX_BANNER = b"Linux version "
LINUX_CONSOLE = "console=ttyS0"
ROUTES = {"kernel": route.by_kernel, "fw_cfg": route.by_fw_cfg}
# Options of QEMU's that would undo what is decided here.
OURS = {"-kernel": "KERNEL", "-initrd": "--initrd", "-append": "--append"}


def program(text: str) -> list[str]:
    """Words of a shell, the first of them a program."""
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    if not words:
        raise argparse.ArgumentTypeError("names no program")
    return words


PARSER = command.parser(
    "pvh-boot", "%(prog)s [OPTION]... KERNEL [-- QEMU-OPTION...]",
    "Boot a kernel in QEMU through pvh.bin.")
_add = PARSER.add_argument
_add("kernel", metavar="KERNEL", type=command.given,
     help="A vmlinux, or a vmlinuz, whose vmlinux is then extracted to the cache.")
_add("-i", "--initrd", metavar="FILE", help="Hand this initrd to the kernel.")
_add("-a", "--append", metavar="WORDS", action="append",
     help=f"The kernel's command line. Without it Linux is given {LINUX_CONSOLE}. "
          "Given several times, all of it.")
_add("-e", "--early", action="store_true",
     help="Take over before SeaBIOS looks for devices, which saves most of the time until then.")
_add("-M", "--machine", metavar="MACHINE", default=machine.DEFAULT, type=command.given,
     help=f"QEMU's machine type, options after a comma. Default: {machine.DEFAULT}."
     ).suggested = ("q35", "pc", "isapc", "microvm")
_add("-m", "--memory", metavar="SIZE", default="1G", type=command.given,
     help="The guest's memory. Default: 1G.")
_add("--smp", metavar="N", default="1", type=command.given, help="How many processors. Default: 1.")
_add("--accel", metavar="ACCEL", default="auto", type=command.given,
     help="kvm, tcg, or another of QEMU's accelerators. "
          "Default: kvm where the processor really offers it, else tcg."
     ).suggested = ("auto", "kvm", "tcg")
_add("--route", metavar="ROUTE", choices=["auto", *ROUTES], default="auto",
     help="kernel: QEMU loads the kernel (-kernel). fw_cfg: the ROM does (opt/pvh/kernel). "
          "Default: kernel, where QEMU can.")
_add("--rom", metavar="FILE", help="The ROM. Default: the pvh.bin that came with this program.")
_add("--qemu", metavar="PROGRAM", type=program, default=["qemu-system-x86_64"],
     help="QEMU, options may follow the name. Default: qemu-system-x86_64."
     ).suggested = ("qemu-system-x86_64",)
_add("-n", "--dry-run", action="store_true",
     help="Only print the command line, quoted for a shell.")
_add("-v", "--verbose", action="store_true",
     help="Say what is booted how, as is done anyway on a terminal.")


def split(words: list[str]) -> tuple[list[str], list[str]]:
    """Our own words, and those for QEMU behind the first --."""
    at = words.index("--") if "--" in words else len(words)
    return words[:at], words[at + 1:]


def rom_candidates() -> list[str]:
    """Beside the installed programs; else where a source tree builds it."""
    top = os.path.dirname(command.HOME)
    build = os.path.join(top, os.environ.get("BUILD") or "build")
    return [os.path.join(directory, "pvh.bin") for directory in (command.HOME, build)]


def find_rom() -> str:
    for path in rom_candidates():
        if os.path.exists(path):
            return path
    raise BadFile("there is no pvh.bin: `make` builds it, or name one by --rom")


def check_own(own: machine.Own) -> None:
    if own.keys() & {"-M", "-machine"}:
        PARSER.error("give the machine as --machine, before --")
    for option in own.keys() & OURS.keys():
        raise BadFile(f"{option} after --: give it as {OURS[option]}, before --")


def check_rom(path: str) -> None:
    check_readable(path)
    if is_device(path):
        raise BadFile(f"{path}: a ROM has to be a regular file")


def append_words(given: list[str] | None, vmlinux: bytes) -> str:
    if given is None:
        return LINUX_CONSOLE if LINUX_BANNER in vmlinux else ""
    return " ".join(given)


class Boot:
    """Everything that is decided about one boot."""

    def __init__(self, arguments: argparse.Namespace, own: machine.Own):
        self.arguments, self.own = arguments, own
        self.rom = arguments.rom or find_rom()
        check_rom(self.rom)
        if arguments.initrd:
            check_readable(arguments.initrd)
        self.vmlinux, content = cached(arguments.kernel)
        self.append = append_words(arguments.append, content)
        self.accel = machine.Accel.choose(arguments.accel, own)
        with about(arguments.kernel):
            self.why = route.why_not_kernel(content, arguments.machine, self.rom, arguments.initrd)
        self.route = self.choose_route(arguments.route)

    def choose_route(self, wanted: str) -> str:
        if wanted == "kernel" and self.why:
            raise BadFile(f"--route kernel will not do: {self.why}")
        return wanted if wanted != "auto" else "fw_cfg" if self.why else "kernel"

    def words(self) -> list[str]:
        """The whole command line."""
        given, own = self.arguments, self.own
        words = given.qemu + machine.options(given.machine, self.accel, own)
        words += own.unless("-m", "-m", given.memory) + own.unless("-smp", "-smp", given.smp)
        words += ROUTES[self.route](self.rom, self.vmlinux, given.initrd, self.append)
        words += route.item("vgaroms/pvh.bin", "file", self.rom) if given.early else []
        return words + own.words

    def summary(self, words: list[str]) -> str:
        given, own = self.arguments, self.own
        smp = own.get("-smp", given.smp)
        line = (f"booting {given.kernel} on {given.machine} ({self.accel.name}, "
                f"{own.get('-m', given.memory)}, {smp} CPU{'' if smp == '1' else 's'}) "
                f"through {self.rom}")
        line += f"; by fw_cfg: {self.why}" if self.why and given.route == "auto" else ""
        muxed = any(word == "mon:stdio" or "mux=on" in word for word in words)
        return line + (" (Ctrl-A x ends QEMU)" if muxed and sys.stdin.isatty() else "")


def become(words: list[str]) -> None:
    """QEMU takes the place of this process, so signals, terminal and status are its own."""
    for number in (signal.SIGPIPE, signal.SIGXFSZ):     # Python ignores them
        signal.signal(number, signal.SIG_DFL)
    with explained(f"run {words[0]}"):
        os.execvp(words[0], words)


def main(words: list[str]) -> int:
    ours, qemus = split(words)
    arguments, own = PARSER.parse_args(ours), machine.Own(qemus)
    check_own(own)
    boot = Boot(arguments, own)
    words = boot.words()
    if arguments.dry_run:
        write_stdout(os.fsencode(shlex.join(words)) + b"\n")
        return 0
    if arguments.verbose or sys.stderr.isatty():
        print(f"pvh-boot: {boot.summary(words)}", file=sys.stderr)
    become(words)
    return 1

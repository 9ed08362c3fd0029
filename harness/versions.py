# SPDX-License-Identifier: GPL-2.0-or-later
"""What a campaign ran with (ROM, compiler, QEMU, SeaBIOS), so that a report can be repeated."""
import datetime
import hashlib
import re
from typing import Dict

from harness import boot, processes, shapes
from harness.paths import BUILD, REPOSITORY

_SEABIOS = re.compile(r"^SeaBIOS \(version (\S+)\)", re.M)
_PRODUCER = re.compile(r"\[ +\d+\] +(.*(?:GCC|clang).*)")


def _first_line(*command: str) -> str:
    return processes.run(command, capture_output=True, text=True,
                         check=True).stdout.splitlines()[0]


def _compiler() -> str:
    """That of the ROM, as its object files say."""
    objects = map(str, (BUILD / "optionrom").glob("*.o"))
    comment = processes.run(["readelf", "-p", ".comment", *objects], stderr=processes.DEVNULL,
                            stdout=processes.PIPE, text=True).stdout
    return _PRODUCER.search(comment)[1]


def _seabios(machine: boot.Machine) -> str:
    return _SEABIOS.search(boot.boot(machine, kernel=shapes.plain().elf).log)[1]


def rom_digest() -> str:
    return hashlib.sha256(boot.ROM.read_bytes()).hexdigest()


def versions() -> Dict[str, str]:
    return {
        "pvh.bin": "version %s, sha256 %s" % ((REPOSITORY / "VERSION").read_text().strip(),
                                              rom_digest()),
        "compiler": _compiler(),
        "QEMU": _first_line(boot.X86_64, "--version"),
        "SeaBIOS": _seabios(boot.PC),
        "SeaBIOS for microvm": _seabios(boot.MICROVM),
    }


def today() -> str:
    return datetime.date.today().isoformat()

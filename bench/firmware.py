# SPDX-License-Identifier: GPL-2.0-or-later
"""SeaBIOS for microvm."""

from pathlib import Path

PLACES = ("/usr/share/seabios/bios-microvm.bin", "/usr/share/qemu/bios-microvm.bin")


def microvm_bios() -> str:
    """Under this name some distributions ship qboot, which has no option ROMs."""
    for path in map(Path, PLACES):
        if path.exists() and b"SeaBIOS" in path.read_bytes():
            return str(path)
    raise FileNotFoundError("no SeaBIOS for microvm is installed")

# SPDX-License-Identifier: GPL-2.0-or-later
"""Where things are: the repository, the build directory, and what is built there."""
import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
BUILD = REPOSITORY / os.environ.get("BUILD", "build")
ROM = REPOSITORY / os.environ.get("PVH_ROM", BUILD / "pvh.bin")
THEIR_ROM = Path("/usr/share/qemu/pvh.bin")


def built(name: str) -> Path:
    path = BUILD / name
    if not path.exists():
        raise FileNotFoundError("%s is missing: `make check` builds it" % path)
    return path

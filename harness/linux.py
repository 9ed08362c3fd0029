# SPDX-License-Identifier: GPL-2.0-or-later
"""Debian's own kernels, fetched once, and the account that our initramfs gives of a boot."""
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, Optional
from unittest import SkipTest       # for pytest too; the bench runs without that

from harness import processes
from harness.limits import BUILD_S
from harness.paths import BUILD, REPOSITORY

SCRIPTS = REPOSITORY / "scripts"
CMDLINE = "console=ttyS0 panic=-1 no_timer_check quiet pvh.iomem"
COMPLETE = "pvh-run: account complete"


@dataclass(frozen=True)
class Package:
    """A kernel package; suite None is this machine's own."""
    name: str
    arch: str = "amd64"
    suite: Optional[str] = None

    def __str__(self) -> str:
        return "-".join(filter(None, (self.name[len("linux-image-"):], self.arch, self.suite)))


CLOUD = Package("linux-image-cloud-amd64")
AMD64 = Package("linux-image-amd64", suite="bookworm")
AMD64_RELOC = Package("linux-image-amd64", suite="trixie")
I386_PAE = Package("linux-image-686-pae", "i386", "bookworm")
I386_NO_PVH = Package("linux-image-686", "i386", "bookworm")


# The mirror's affair: half-synchronised, expired, or out of reach.
_NO_MIRROR = re.compile(r"^fetch-deb: cannot (?:read|download).*", re.M)


def _run(*command) -> str:
    done = processes.run([str(part) for part in command], text=True, capture_output=True,
                         limit_s=BUILD_S)
    if found := _NO_MIRROR.search(done.stderr):
        raise SkipTest(found[0])
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@lru_cache(maxsize=None)
def unpacked(package: Package, *more: str) -> Path:
    """more: further options of fetch-deb.sh."""
    options = ["--arch", package.arch] + (["--suite", package.suite] if package.suite else [])
    return Path(_run(SCRIPTS / "fetch-deb.sh", *options, *more, package.name))


def vmlinuz(package: Package, *more: str) -> Path:
    return unpacked(package, *more) / "vmlinuz"


def extract(image: Path, path: Path) -> Path:
    _run(BUILD / "tools/pvh-extract", "--any", image, "-o", path)
    return path


@lru_cache(maxsize=None)
def vmlinux(package: Package, directory: Path) -> Path:
    return extract(vmlinuz(package), directory / ("vmlinux-%s" % package))


@lru_cache(maxsize=None)
def initramfs(arch: str, directory: Path) -> Path:
    path = directory / ("initramfs-" + arch)
    _run(SCRIPTS / "initramfs.sh", "--arch", arch, path)
    return path


def account(com1: str) -> Dict[str, str]:
    """Heading -> text of what the guest wrote to its console."""
    assert COMPLETE in com1, com1
    parts = com1.replace("\r", "").split("\n== ")[1:]
    return dict(part.split(" ==\n", 1) for part in parts)

# SPDX-License-Identifier: GPL-2.0-or-later
"""Our Debian packages, built once for all tests, and what is in them."""
import io
import os
import platform
import tarfile
from pathlib import Path
from typing import Dict, List

from harness import processes
from harness.sourcetree import VERSION, copy_tree, good, listing, once

ROM, TOOLS = "pvh-boot-rom", "pvh-boot"
ARCHITECTURE = platform.machine().replace("x86_64", "amd64").replace("aarch64", "arm64")


def _build(directory: Path) -> None:
    tree = copy_tree(directory / "tree")
    (directory / "before").write_text("\n".join(listing(tree)))
    said = good("make", "BUILD=../out", "CC=clang", "V=1", "reproducible", cwd=tree)
    (directory / "said").write_text(said)


def built(tmp_path_factory) -> Path:
    """A directory with out/deb, made by make reproducible, and `said`, all that it printed."""
    return once(tmp_path_factory, "debs", _build)


def deb(directory: Path, package: str) -> Path:
    architecture = "all" if package == ROM else ARCHITECTURE
    return directory / "out/deb" / ("%s_%s-1_%s.deb" % (package, VERSION, architecture))


def files(package: Path) -> List[str]:
    """As sourcetree.listing; owners other than root are shown."""
    raw = processes.run(["dpkg-deb", "--fsys-tarfile", package], check=True,
                        stdout=processes.PIPE).stdout
    found = []
    for member in tarfile.open(fileobj=io.BytesIO(raw)):
        name = os.path.relpath(member.name, ".")
        owner = "" if (member.uid, member.gid) == (0, 0) else "%d:%d " % (member.uid, member.gid)
        if member.issym():
            found.append("%s%s -> %s" % (owner, name, member.linkname))
        elif not member.isdir():
            found.append("%s%o %s" % (owner, member.mode, name))
    return sorted(found, key=lambda line: line.split(" -> ")[0].split()[-1])


def control(package: Path) -> Dict[str, str]:
    text = good("dpkg-deb", "--field", package)
    fields = [line.split(": ", 1) for line in text.splitlines() if not line.startswith(" ")]
    return dict(fields)

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The ROM's calls and includes run one way: a C file needs only files that build.mk lists below it.

usage: layers.py DIRECTORY FILE...     files without .c, from the top down; each is compiled by
                                       itself to DIRECTORY/FILE.o, with what it includes in
                                       DIRECTORY/FILE.d
"""
import re
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, Set


def symbols(objects: List[Path], option: str) -> Dict[Path, Set[str]]:
    """Of each object file: what it defines, or leaves undefined."""
    lines = subprocess.run(["nm", "-A", "-g", option, *objects], text=True, check=True,
                           stdout=subprocess.PIPE).stdout.splitlines()
    found: Dict[Path, Set[str]] = {path: set() for path in objects}
    for line in lines:
        path, _, rest = line.partition(":")
        found[Path(path)].add(rest.split()[-1])
    return found


def included(dependencies: Path, names: List[str]) -> List[str]:
    """Whose headers a file includes, directly or by way of others."""
    text = dependencies.read_text().split("\n\n")[0]
    return [name for name in names if re.search(r"/%s\.h\b" % re.escape(name), text)]


def upward(directory: Path, names: List[str]) -> List[str]:
    """A line for each file that needs one above it."""
    objects = {name: directory / (name + ".o") for name in names}
    defined = symbols(list(objects.values()), "--defined-only")
    undefined = symbols(list(objects.values()), "--undefined-only")
    found = []
    for place, name in enumerate(names):
        headers = included(directory / (name + ".d"), names)
        for above in names[:place]:
            called = undefined[objects[name]] & defined[objects[above]]
            found += ["%s.c uses %s of %s.c, which is above it" % (name, symbol, above)
                      for symbol in sorted(called)]
            if above in headers:
                found.append("%s.c includes %s.h, which is above it" % (name, above))
    return found


def main(arguments: List[str]) -> int:
    lines = upward(Path(arguments[0]), arguments[1:])
    if lines:
        print("\n".join(lines))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

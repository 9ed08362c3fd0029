#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Make a man page of its Markdown, tables of the documentation, and the options of the tools.

usage: mkman.py SOURCE      SOURCE is NAME.SECTION.md; the page goes to standard output

A paragraph that is one of these words stands for what is written elsewhere:
  @options PROGRAM     its options, as its own --help has them
  @synopsis PROGRAM    likewise, how it is called
  @table FILE HEADING      the table of FILE whose first column has this heading
  @section FILE HEADING    the section of FILE of this name
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import roff
from options import Option, program_of

ROOT = Path(__file__).resolve().parent.parent
DATE = "2026-11-22"     # of the pages' text; not of the build, which is to be reproducible


def dashed_as_code(text: str) -> str:
    """Help texts are plain; what begins with a dash in them is an option."""
    return re.sub(r"(?<![\w`])(-[\w-]*\w)", r"`\1`", text)


def option(found: Option) -> list[str]:
    value = f"[=*{found.metavar}*]" if found.is_optional else f" *{found.metavar}*"
    names = ", ".join(f"`{name}`{value if found.metavar else ''}" for name in found.names)
    return roff.term(roff.prose(names or f"*{found.metavar}*"),
                     roff.prose(dashed_as_code(found.help)))


def options(program: str) -> list[str]:
    found = sorted(program_of(program).options, key=lambda each: bool(each.names))
    return [line for each in found for line in option(each)]


def synopsis(program: str) -> list[str]:
    usage = re.sub(r"[A-Z][A-Z-]*", r"*\g<0>*", dashed_as_code(program_of(program).usage))
    return [f".B {program}".replace("-", "\\-"), *roff.prose(usage)]


def table(where: str) -> list[str]:
    file, _, heading = where.partition(" ")
    for block in roff.blocks((ROOT / file).read_text(encoding="utf-8")):
        if block[0].startswith(f"| {heading} |"):
            return roff.table(block)
    raise roff.Bad(f"{file} has no table of: {heading}")


def section(where: str) -> list[str]:
    file, _, heading = where.partition(" ")
    text = (ROOT / file).read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    if not found:
        raise roff.Bad(f"{file} has no section: {heading}")
    return body(found[1])


DIRECTIVES = {"@options": options, "@synopsis": synopsis, "@table": table, "@section": section}


def body(text: str) -> list[str]:
    found: list[str] = []
    for block in roff.blocks(text):
        word, _, rest = block[0].partition(" ")
        new = DIRECTIVES[word](rest) if word in DIRECTIVES else roff.convert(block)
        after_heading = found and found[-1].startswith(".SH")
        found += new[1:] if after_heading and new[0] == ".PP" else new
    return found


def heading(path: Path) -> list[str]:
    name, number = re.fullmatch(r"(.+)\.(\d)\.md", path.name).groups()
    version = (ROOT / "VERSION").read_text(encoding="ascii").strip()
    return [f".\\\" SPDX-License-Identifier: GPL-2.0-or-later\n.\\\" Made from man/{path.name}",
            f".TH {name.upper()} {number} {DATE} \"pvh.bin {version}\" \"PVH boot for QEMU\""]


def main(arguments: list[str]) -> int:
    path = Path(arguments[0])
    try:
        lines = heading(path) + body(path.read_text(encoding="utf-8"))
    except roff.Bad as error:
        print(f"mkman: {path}: {error}", file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

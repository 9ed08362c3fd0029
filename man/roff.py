# SPDX-License-Identifier: GPL-2.0-or-later
"""The Markdown that this project writes, as man(7).

Blocks: paragraphs, headings, code indented by four spaces, bullets, and tables of two columns,
which become a list of terms. Within them: `code`, *emphasis*, **strong**.
"""

from __future__ import annotations

import re
import textwrap
from typing import Iterator

WIDTH = 78
INLINE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*")
SENTENCE_END = re.compile(r"(?<=[.!?:])((?:\\f.)?[)\"']?) +(?=[^a-z])")
CELLS = re.compile(r"(?<!\\)\|")


class Bad(Exception):
    """What is wrong with a source, in one sentence."""


def escape(text: str) -> str:
    text = text.replace("\\", "\\e")
    return "".join(c if c < "\x7f" else f"\\[u{ord(c):04X}]" for c in text)


def code(text: str) -> str:
    """To be typed as it stands, so its hyphens are minus signs."""
    return "\\fB" + escape(text).replace("-", "\\-") + "\\fR"


def _inline(match: re.Match) -> str:
    literal, strong, emphasis = match.groups()
    if literal is not None:
        return code(literal)
    return f"\\fB{escape(strong)}\\fR" if strong else f"\\fI{escape(emphasis)}\\fR"


def inline(text: str) -> str:
    found, at = [], 0
    for match in INLINE.finditer(text):
        found += [escape(text[at:match.start()]), _inline(match)]
        at = match.end()
    return "".join([*found, escape(text[at:])])


def protected(line: str) -> str:
    """A line of text is no request, whatever it begins with."""
    return "\\&" + line if line.startswith((".", "'")) else line


def prose(text: str) -> list[str]:
    """Every sentence on a line of its own, or on several."""
    sentences = SENTENCE_END.sub(r"\1\n", inline(" ".join(text.split()))).split("\n")
    return [protected(line) for sentence in sentences
            for line in textwrap.wrap(sentence, WIDTH, break_long_words=False,
                                      break_on_hyphens=False)]


def term(tag: list[str], text: list[str]) -> list[str]:
    return [".PP", *tag, ".RS 4", *text, ".RE"]


def rows(block: list[str]) -> Iterator[list[str]]:
    for line in block:
        yield [cell.strip() for cell in CELLS.split(line.strip())[1:-1]]


def table(block: list[str]) -> list[str]:
    """Without its heading; terms and what is said about them."""
    found = []
    for cells in list(rows(block))[2:]:
        if len(cells) != 2:
            raise Bad(f"this row has not two cells: {cells}")
        found += term(prose(cells[0]), prose(cells[1]))
    return found


def bullets(block: list[str]) -> list[str]:
    items = re.split(r"^- ", "\n".join(block), flags=re.M)[1:]
    return [line for item in items for line in [".IP \\(bu 2", *prose(item)]]


def example(block: list[str]) -> list[str]:
    lines = [protected(escape(line[4:]).replace("-", "\\-")) for line in block]
    return [".PP", ".RS 4", ".EX", *lines, ".EE", ".RE"]


def convert(block: list[str]) -> list[str]:
    start = block[0]
    if start.startswith("<!--"):
        return []
    if start.startswith("## "):
        return [".SH " + escape(start[3:]).upper()]
    if start.startswith("    "):
        return example(block)
    if start.startswith("- "):
        return bullets(block)
    if start.startswith("| "):
        return table(block)
    return [".PP", *prose("\n".join(block))]


def blocks(text: str) -> list[list[str]]:
    return [block.split("\n") for block in re.split(r"\n\s*\n", text.strip("\n")) if block.strip()]

# SPDX-License-Identifier: GPL-2.0-or-later
"""The tools' command lines, as their tables in tools/PROGRAM.def have them (tools/options.h)."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Iterator, NamedTuple

TOOLS = Path(__file__).resolve().parent.parent / "tools"
TOKEN = re.compile(r'''/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)'|\w+|[(),]|\s+''', re.S)


class Option(NamedTuple):
    """An option, or with no names an argument."""
    names: tuple[str, ...]
    metavar: str        # "" for a flag
    is_optional: bool   # the value
    words: tuple[str, ...]
    help: str


class Program(NamedTuple):
    usage: str          # what follows the name
    options: list[Option]


OWN = [Option(("-h", "--help"), "", False, (), "Print this help and exit."),
       Option(("--version",), "", False, (), "Print the version and exit.")]


def tokens(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        found = TOKEN.match(text, at)
        if not found:
            raise ValueError(f"not the text of a table: {text[at:at + 30]!r}")
        if not found[0].isspace() and not found[0].startswith("/*"):
            yield found[0]
        at = found.end()


def rows(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each macro's name and arguments; strings that stand side by side are one."""
    macro, arguments = "", []
    for token in tokens(text):
        if token == "(":
            arguments = [""]
        elif token == ")":
            yield macro, arguments
        elif token == ",":
            arguments.append("")
        elif not arguments or token.isupper() and token.isidentifier():
            macro, arguments = token, []
        elif token[0] in "\"'":
            arguments[-1] += ast.literal_eval(token)
        else:
            arguments[-1] += token


def option(kind: str, arguments: list[str]) -> Option:
    if kind == "ARGUMENT":
        _, metavar, about = arguments
        return Option((), metavar, False, (), about)
    _, letter, name, *value, about = arguments
    metavar, words = value or ("", "")
    names = ([f"-{letter}"] if letter != "0" else []) + [f"--{name}"]
    return Option(tuple(names), metavar, kind == "OPTIONAL", tuple(words.split()), about)


def program_of(name: str) -> Program:
    usage, options = "", list(OWN)
    for kind, arguments in rows((TOOLS / f"{name}.def").read_text(encoding="utf-8")):
        if kind == "PROGRAM":
            usage = arguments[1]
        else:
            options.append(option(kind, arguments))
    return Program(usage, options)

# SPDX-License-Identifier: GPL-2.0-or-later
"""What both commands have in common: version, parser, and how they end."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from typing import Callable

from .files import BadFile, write_stdout

# Where the programs are: tools/ in a source tree, with all that belongs to them if installed.
HOME = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))


def version() -> str:
    """From the file VERSION: beside the installed programs, above them in a source tree."""
    for directory in (HOME, os.path.dirname(HOME)):
        path = os.path.join(directory, "VERSION")
        if os.path.exists(path):
            with open(path, encoding="ascii") as file:
                return file.read().strip()
    return "of unknown version"


class Parser(argparse.ArgumentParser):
    """Help and version to a disk that is full are failures like any other."""

    def _print_message(self, message, file=None):
        if file is sys.stdout:
            write_stdout(os.fsencode(message))
        else:
            super()._print_message(message, file)


def given(text: str) -> str:
    """An argument that an unset variable in a script must not make empty."""
    if not text:
        raise argparse.ArgumentTypeError("is empty")
    return text


def parser(program: str, usage: str, description: str) -> argparse.ArgumentParser:
    made = Parser(program, usage=usage, description=description, allow_abbrev=False,
                  add_help=False)
    made.add_argument("-h", "--help", action="help", help="Say how to use it.")
    made.add_argument("--version", action="version", version=f"{program} {version()}",
                      help="Say which version it is.")
    return made


def _end(number: int, _frame: object) -> None:
    """As an exception, so that what is half done is cleaned up."""
    raise SystemExit(128 + number)


def run(parser: argparse.ArgumentParser, main: Callable[[list[str]], int]) -> None:
    """Run it, and end with its status; one sentence and 1 where a file is of no use."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _end)
    try:
        status = main(sys.argv[1:])
    except BadFile as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        status = 1
    except MemoryError:
        print(f"{parser.prog}: not enough memory", file=sys.stderr)
        status = 1
    sys.exit(status)

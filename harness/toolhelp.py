# SPDX-License-Identifier: GPL-2.0-or-later
"""A tool's own --help, taken apart."""
import re
from typing import List, NamedTuple, Tuple

from harness import processes
from harness.toolrun import TOOLS


class Option(NamedTuple):
    """An option, or with no names an argument."""
    names: Tuple[str, ...]
    value: str      # " FILE", "[=SEED]", or "" for a flag; an argument's own name
    help: str

    @property
    def title(self) -> str:
        """As a man page has it."""
        return ", ".join(name + self.value for name in self.names) or self.value


def help_of(program: str) -> str:
    return processes.run([TOOLS / program, "--help"], text=True, stdout=processes.PIPE,
                         check=True).stdout


def usage(program: str) -> str:
    return help_of(program).splitlines()[0].replace("usage: ", "")


def _option(head: str, text: str) -> Option:
    if not head.startswith("-"):
        return Option((), head, text)
    parts = [re.fullmatch(r"(--?[\w-]+)(.*)", part) for part in head.split(", ")]
    return Option(tuple(part[1] for part in parts), parts[-1][2], text)


def options(program: str) -> List[Option]:
    """What stands in its lists, in their order."""
    blocks = re.split(r"\n(?=  \S)", help_of(program))[1:]
    found = [re.fullmatch(r" +(\S.*?)(?:  +|\n +)(.*)", block.split("\n\n")[0], re.S)
             for block in blocks]
    return [_option(each[1], " ".join(each[2].split())) for each in found]


def long_names(program: str) -> List[str]:
    return sorted(name for option in options(program) for name in option.names
                  if name.startswith("--"))

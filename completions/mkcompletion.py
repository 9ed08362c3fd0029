#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Make a shell's completion of the options that a program has.

usage: mkcompletion.py bash|zsh PROGRAM     PROGRAM is pvh-boot or pvh-extract
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

FILES = ("FILE", "OUT", "KERNEL", "VMLINUZ")    # metavars whose value is a file

BASH = """\
# SPDX-License-Identifier: GPL-2.0-or-later
# What is left empty here bash completes by itself, as the name of a file.
{function}() {{
	local word current=${{COMP_WORDS[COMP_CWORD]}} option=${{COMP_WORDS[COMP_CWORD - 1]}}
	COMPREPLY=()
	for word in "${{COMP_WORDS[@]:0:COMP_CWORD}}"; do
		[[ $word != -- ]] || return 0
	done
	[[ $current != = ]] || current=
	[[ $option != = ]] || option=${{COMP_WORDS[COMP_CWORD - 2]}}
	case $option in
{cases}
	esac
	[[ $current != -* ]] || mapfile -t COMPREPLY < <(compgen -W '{options}' -- "$current")
}}
complete -o bashdefault -o default -F {function} {program}
"""
WORDS = """\
	{names})
		compopt +o default +o bashdefault 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -W '{words}' -- "$current")
		return 0
		;;"""
A_FILE = "	{names}) return 0 ;;"

ZSH = """\
#compdef {program}
# SPDX-License-Identifier: GPL-2.0-or-later
_arguments -S {specs}
"""


def parser(program: str) -> argparse.ArgumentParser:
    return importlib.import_module("pvh." + program.removeprefix("pvh-")).PARSER


def actions(program: str) -> list[argparse.Action]:
    return parser(program)._actions


def hands_on(program: str) -> bool:
    """Words behind -- go to QEMU."""
    return "[-- QEMU" in parser(program).usage


def words(action: argparse.Action) -> list[str]:
    return list(action.choices or getattr(action, "suggested", ()))


def bash_case(action: argparse.Action) -> str:
    form = A_FILE if action.metavar in FILES else WORDS
    return form.format(names=" | ".join(action.option_strings), words=" ".join(words(action)))


def bash(program: str) -> str:
    with_value = [a for a in actions(program) if a.option_strings and a.nargs != 0]
    options = [name for action in actions(program) for name in action.option_strings]
    options += ["--"] if hands_on(program) else []
    return BASH.format(program=program, function="_" + program.replace("-", "_"),
                       cases="\n".join(map(bash_case, with_value)), options=" ".join(options))


def zsh_value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    what = "_files" if action.metavar in FILES else f"({' '.join(words(action))})"
    return f":{action.metavar}:{what if what != '()' else ' '}"


def zsh_spec(action: argparse.Action) -> str:
    names = action.option_strings
    if not names:
        return f"'1{zsh_value(action)}'"
    text = action.help.split(". ")[0].rstrip(".").replace("'", "'\\''").replace(":", "\\:")
    takes_value = action.nargs != 0
    marked = [name + ("=" if name.startswith("--") else "+") * takes_value for name in names]
    group = marked[0] if len(names) == 1 else f"({' '.join(names)})'{{{','.join(marked)}}}'"
    return f"'{group}[{text}]{zsh_value(action)}'"


def zsh(program: str) -> str:
    specs = [zsh_spec(action) for action in actions(program)]
    specs += ["'*:QEMU option:_files'"] if hands_on(program) else []
    return ZSH.format(program=program, specs=" \\\n\t".join(["", *specs]).lstrip(" "))


def main(shell: str, program: str) -> int:
    print({"bash": bash, "zsh": zsh}[shell](program), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Make a shell's completion of the options that a program has.

usage: mkcompletion.py bash|zsh PROGRAM     PROGRAM.def is in tools/, or it is pvh-qemu
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "man"))

from options import Option, program_of  # noqa: E402

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

# pvh-qemu's options are QEMU's.
QEMU_BASH = """\
# SPDX-License-Identifier: GPL-2.0-or-later
_pvh_qemu() {{
	COMPREPLY=()
	[[ ${{COMP_WORDS[COMP_CWORD]}} != -* ]] ||
		mapfile -t COMPREPLY < <(compgen -W '{options}' -- "${{COMP_WORDS[COMP_CWORD]}}")
}}
complete -o bashdefault -o default -F _pvh_qemu pvh-qemu
"""


def qemus_rows() -> list[tuple[str, bool]]:
    """Each option's name, and whether it takes a value."""
    text = (Path(__file__).resolve().parent.parent / "tools/qemu_options.def").read_text()
    return [(name, kind == "VALUE") for kind, name in re.findall(r'^(\w+)\("(.*)"\)$', text, re.M)]


def qemus_bash() -> str:
    return QEMU_BASH.format(options=" ".join(f"-{name}" for name, _ in qemus_rows()))


def qemus_zsh() -> str:
    specs = [f"'*-{name}{':value:_files' if takes_value else ''}'"
             for name, takes_value in qemus_rows()]
    return ZSH.format(program="pvh-qemu", specs=" \\\n\t".join([*specs, "'*:disk image:_files'"]))


def hands_on(program: str) -> bool:
    """Words behind -- go to QEMU."""
    return "[-- QEMU" in program_of(program).usage


def bash_case(option: Option) -> str:
    form = A_FILE if option.metavar in FILES else WORDS
    return form.format(names=" | ".join(option.names), words=" ".join(option.words))


def bash(program: str) -> str:
    found = program_of(program).options
    with_value = [o for o in found if o.names and o.metavar and not o.is_optional]
    options = [name for option in found for name in option.names]
    options += ["--"] if hands_on(program) else []
    return BASH.format(program=program, function="_" + program.replace("-", "_"),
                       cases="\n".join(map(bash_case, with_value)), options=" ".join(options))


def zsh_value(option: Option) -> str:
    if not option.metavar:
        return ""
    what = "_files" if option.metavar in FILES else f"({' '.join(option.words)})"
    return f":{option.metavar}:{what if what != '()' else ' '}"


def zsh_mark(option: Option, name: str) -> str:
    """How a value follows this name."""
    if not option.metavar:
        return name
    return name + ("=-" if option.is_optional else "=" if name.startswith("--") else "+")


def zsh_spec(option: Option) -> str:
    names = option.names
    if not names:
        return f"'1{zsh_value(option)}'"
    text = option.help.split(". ")[0].rstrip(".").replace("'", "'\\''").replace(":", "\\:")
    marked = [zsh_mark(option, name) for name in names]
    group = marked[0] if len(names) == 1 else f"({' '.join(names)})'{{{','.join(marked)}}}'"
    value = zsh_value(option)
    return f"'{group}[{text}]{':' if option.is_optional else ''}{value}'"


def zsh(program: str) -> str:
    specs = [zsh_spec(option) for option in program_of(program).options]
    specs += ["'*:QEMU option:_files'"] if hands_on(program) else []
    return ZSH.format(program=program, specs=" \\\n\t".join(["", *specs]).lstrip(" "))


def main(shell: str, program: str) -> int:
    if program == "pvh-qemu":
        print({"bash": qemus_bash, "zsh": qemus_zsh}[shell](), end="")
    else:
        print({"bash": bash, "zsh": zsh}[shell](program), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

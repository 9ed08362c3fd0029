# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes compile_commands.json: every C file of some folders with the options of its folder.

usage: compdb.py FILE 'FOLDER...: COMMAND'...     of two commands for a file the last counts
"""
import json
import shlex
import sys
from pathlib import Path
from typing import Dict, Iterator


def entries(rule: str) -> Iterator[Dict]:
    folders, command = rule.split(":", 1)
    for folder in folders.split():
        for source in sorted(Path(folder).rglob("*.c")):
            yield {"directory": str(Path.cwd()), "file": str(source),
                   "arguments": [*shlex.split(command), "-c", str(source)]}


def main() -> None:
    path, *rules = sys.argv[1:]
    found = {entry["file"]: entry for rule in rules for entry in entries(rule)}
    Path(path).write_text(json.dumps(list(found.values()), indent=1) + "\n")
    print("%s: %d files" % (path, len(found)))


main()

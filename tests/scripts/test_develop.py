# SPDX-License-Identifier: GPL-2.0-or-later
"""What CONTRIBUTING.md gives to contributors: the editor's database, and gdb on the ROM."""
import json
import os
import sys

from harness import processes
from harness.paths import BUILD, REPOSITORY


def test_the_last_command_for_a_file_counts(tmp_path):
    (tmp_path / "a/b").mkdir(parents=True)
    for name in ("a/x.c", "a/b/y.c", "a/b/y.h"):
        (tmp_path / name).touch()
    processes.run([sys.executable, REPOSITORY / "scripts/compdb.py", "db",
                   "a: gcc -O2 -DA=\\\"1\\\"", "a/b: clang"],
                  cwd=tmp_path, check=True, stdout=processes.DEVNULL)
    found = {e["file"]: e["arguments"] for e in json.loads((tmp_path / "db").read_text())}
    assert found == {"a/x.c": ["gcc", "-O2", '-DA="1"', "-c", "a/x.c"],
                     "a/b/y.c": ["clang", "-c", "a/b/y.c"]}


def test_every_c_file_of_the_rom_and_the_tools_has_a_command():
    said = processes.run(["make", "-n", "compdb"], cwd=REPOSITORY, check=True, text=True,
                         stdout=processes.PIPE).stdout
    assert all("'%s: " % folder in said for folder in ("optionrom", "tools", "conformance"))


def test_gdb_stops_in_both_parts_of_the_rom():
    """With the right lines, arguments, and 16-bit instructions."""
    steps = ("run16 int19_handler", "asm16", "continue", "hbreak handoff", "continue", "kill")
    done = processes.run(
        [REPOSITORY / "scripts/gdb.sh", "-batch", *(w for s in steps for w in ("-ex", s))],
        cwd=REPOSITORY, env={**os.environ, "BUILD": str(BUILD)}, text=True,
        stdout=processes.PIPE, stderr=processes.STDOUT, daemons=True)
    wanted = ["pvh_main (phase=1, rom=0xc0000) at optionrom/pvh_main.c:",
              "int19_handler () at optionrom/", "movb     $3, %al",
              "pvh_main (phase=3, rom=0xc0000) at optionrom/pvh_main.c:",
              "handoff () at optionrom/handoff.S:"]
    places = [done.stdout.find(text) for text in wanted]
    assert -1 not in places and places == sorted(places), done.stdout

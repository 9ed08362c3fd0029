# SPDX-License-Identifier: GPL-2.0-or-later
"""Puts each defect of mutants.txt into a copy of the sources: a unit test must fail.

usage: run.py DIRECTORY [WORD]     only the defects of files with WORD in their names
"""
import sys
from pathlib import Path
from typing import Iterator, List, NamedTuple

from harness import processes
from harness.sourcetree import copy_tree, environment

LIMIT_S = 600


class Mutant(NamedTuple):
    path: str
    programs: List[str]
    old: str
    new: str


def mutants() -> Iterator[Mutant]:
    text = (Path(__file__).parent / "mutants.txt").read_text()
    for block in text.split("\n\n")[1:]:
        head, old, new = block.strip().split("\n")
        path, programs = head.split(": ")
        yield Mutant(path, programs.split(), old[2:], new[2:])


def _run(tree: Path, *command: str) -> bool:
    done = processes.run(command, cwd=tree, env=environment(), limit_s=LIMIT_S,
                         stdout=processes.DEVNULL, stderr=processes.DEVNULL)
    return done.returncode == 0


def _verdict(tree: Path, mutant: Mutant) -> str:
    programs = ["build/unit/" + name for name in mutant.programs]
    if not _run(tree, "make", "-s", "UNIT_FLAGS=-O1", *programs):
        return "does not compile"
    return "SURVIVES" if all(_run(tree, program) for program in programs) else "killed"


def judge(tree: Path, mutant: Mutant) -> str:
    source = tree / mutant.path
    good = source.read_text()
    if good.count(mutant.old) != 1:
        return "is out of date: the text is there %d times" % good.count(mutant.old)
    source.write_text(good.replace(mutant.old, mutant.new))
    try:
        return _verdict(tree, mutant)
    finally:
        source.write_text(good)


def main() -> int:
    directory, word = Path(sys.argv[1]), "".join(sys.argv[2:])
    tree = copy_tree(directory)
    bad = 0
    for mutant in mutants():
        if word in mutant.path:
            verdict = judge(tree, mutant)
            bad += verdict != "killed"
            print("%-8s  %s: %s -> %s" % (verdict, mutant.path, mutant.old, mutant.new), flush=True)
    print("%d not killed" % bad)
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())

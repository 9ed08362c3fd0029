# SPDX-License-Identifier: GPL-2.0-or-later
"""`make coverage`: nearly all of the portable C is run by the unit tests and the fuzzers' replayed
inputs, and it fails where that is not so."""
import os
import re

from harness.sourcetree import copy_tree, make, run

_IN_ALL = re.compile(r"^ *([0-9.]+) % of +(\d+) lines in all \(at least 95 % are wanted\)$", re.M)
NEVER_RUN = "\nint nobody_calls(int n)\n{\n%s\treturn n;\n}\n"
PLANTED = 60


def test_coverage(tmp_path):
    """A function that nothing calls makes it fail; of all other lines enough are run."""
    tree = copy_tree(tmp_path / "tree")
    source = tree / "optionrom/firmware/rsdp.c"
    first = len(source.read_text().splitlines()) + 4
    source.write_text(source.read_text() + NEVER_RUN % ("\tn += n;\n" * PLANTED))
    done = make(tree, "BUILD=out", "coverage")
    assert done.returncode != 0
    percent, lines = _IN_ALL.search(done.stdout).groups()
    assert float(percent) < 95 and int(lines) > 500 + PLANTED
    never_run = re.findall(r"^  (optionrom/.*?:\d+):", done.stdout, re.M)
    planted = {"optionrom/firmware/rsdp.c:%d" % (first + line) for line in range(PLANTED)}
    assert planted <= set(never_run)
    assert len(set(never_run) - planted) <= 0.05 * int(lines)


def test_enough_is_enough(tmp_path):
    """95 of 100 lines."""
    gcov = tmp_path / "gcov"
    gcov.write_text("#!/bin/sh\necho '-:0:Source:optionrom/a.c'\n"
                    "seq 95 | sed 's/.*/1:&:x/'\nseq 96 100 | sed 's/.*/#####:&:x/'\n")
    gcov.chmod(0o755)
    path = "%s:%s" % (tmp_path, os.environ["PATH"])
    assert [run("tests/unit/coverage.sh", percent, "a.gcno", PATH=path).returncode
            for percent in (95, 96)] == [0, 1]

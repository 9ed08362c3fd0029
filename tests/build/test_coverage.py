# SPDX-License-Identifier: GPL-2.0-or-later
"""`make coverage`: nearly all of the portable C is run by the unit tests and the fuzzers' replayed
inputs, and it fails where that is no longer so."""
import re

from harness.sourcetree import copy_tree, good, make

_IN_ALL = re.compile(r"^ *([0-9.]+) % of +(\d+) lines in all \(at least 95 % are wanted\)$", re.M)
NEVER_RUN = "\nint nobody_calls(int n)\n{\n%s\treturn n;\n}\n"


def test_coverage(tmp_path):
    tree = copy_tree(tmp_path / "tree")
    percent, lines = _IN_ALL.search(good("make", "-C", tree, "BUILD=out", "coverage")).groups()
    assert float(percent) >= 95 and int(lines) > 500
    source = tree / "optionrom/firmware/rsdp.c"
    first = len(source.read_text().splitlines()) + 4
    source.write_text(source.read_text() + NEVER_RUN % ("\tn += n;\n" * 60))
    done = make(tree, "BUILD=out", "coverage")
    assert done.returncode != 0
    assert float(_IN_ALL.search(done.stdout)[1]) < 95
    assert "optionrom/firmware/rsdp.c:%d:\tn += n;\n" % first in done.stdout

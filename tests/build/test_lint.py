# SPDX-License-Identifier: GPL-2.0-or-later
"""`make lint`: every tool reports a fault in a tree of one or two files, and this tree has none.
(clang-tidy and gcc's analyzer take their time over it: that is for `make lint` and .ci/run.)"""
import shutil
from pathlib import Path
from typing import Dict

from harness import processes
from harness.limits import BUILD_S
import pytest

from harness.paths import REPOSITORY

ROOT = REPOSITORY
CONFIGURATION = (".clang-format", ".clang-tidy", ".shellcheckrc", "analysis")
HEAD = "// SPDX-License-Identifier: GPL-2.0-or-later\n"
STORY = "optionrom/pvh_main.c"      # assembly calls pvh_main: cppcheck knows

GOOD_C = HEAD + """\
int pvh_main(int n)
{
	static const int squares[2] = { 0, 1 };

	return squares[n & 1];
}
"""
GOOD_SH = """\
#!/bin/sh
rm -rf "$1/scratch"
"""
NOBODY_CALLS = HEAD + """\
int nobody(void)
{
	return 1;
}
"""
# Nothing is wrong with either file alone.
GIVES_NOTHING = HEAD + """\
int *find(int n)
{
	static int found;

	return n ? &found : 0;
}
"""
TAKES_ALL = HEAD + """\
int *find(int n);

int pvh_main(void)
{
	return *find(0);
}
"""


def judged(done: processes.CompletedProcess) -> processes.CompletedProcess:
    """One clang-format judges the format, and not every release has it."""
    if "is left out: " in done.stdout:
        pytest.skip(done.stdout.strip())
    return done


def lint(tree: Path, tool: str, files: Dict[str, str]) -> processes.CompletedProcess:
    for name in CONFIGURATION:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tree / name)
    for name, text in files.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text)
    return judged(processes.run([tree / "analysis/lint.sh", tool], text=True,
                                stdout=processes.PIPE, stderr=processes.STDOUT, limit_s=BUILD_S))


@pytest.mark.parametrize("tool, files, said", [
    ("cppcheck", {STORY: GOOD_C.replace("n & 1", "2")}, "pvh_main.c:6: Array 'squares[2]' accessed"
     " at index 2, which is out of bounds. [arrayIndexOutOfBounds]"),
    ("cppcheck", {STORY: GOOD_C, "optionrom/memory/area.c": NOBODY_CALLS},
     "area.c:2: The function 'nobody' is never used. [unusedFunction]"),
    ("tidy", {STORY: GOOD_C.replace("\treturn", "\tif (n);\n\treturn")},
     "[bugprone-suspicious-semicolon,-warnings-as-errors]"),
    ("tidy", {STORY: GOOD_C.replace("n & 1", "1 / (n ^ n)")},
     "[clang-analyzer-core.DivideZero,-warnings-as-errors]"),
    ("analyzer", {STORY: TAKES_ALL, "optionrom/memory/area.c": GIVES_NOTHING},
     "[-Werror=analyzer-null-dereference]"),
    ("format", {STORY: GOOD_C.replace("\treturn", "    return")}, "[-Wclang-format-violations]"),
    ("shell", {"scripts/bad.sh": GOOD_SH.replace('"', "")}, "SC2086"),
], ids=["bounds", "unused", "semicolon", "division", "null", "format", "quotes"])
def test_a_fault_is_reported(tool, files, said, tmp_path):
    done = lint(tmp_path, tool, files)
    assert done.returncode != 0 and said in done.stdout, done.stdout


@pytest.mark.parametrize("tool", ["cppcheck", "format", "shell"])
def test_this_tree_is_clean(tool):
    done = judged(processes.run([ROOT / "analysis/lint.sh", tool], text=True,
                                stdout=processes.PIPE, stderr=processes.STDOUT, limit_s=BUILD_S))
    assert (done.returncode, done.stdout) == (0, "")

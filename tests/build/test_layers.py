# SPDX-License-Identifier: GPL-2.0-or-later
"""`make lint-layers`: the ROM's calls and includes run one way, from the top of build.mk's list."""
from pathlib import Path
from typing import Dict

import pytest

from harness import processes
from harness.limits import BUILD_S
from harness.paths import REPOSITORY

HEAD = "// SPDX-License-Identifier: GPL-2.0-or-later\n"
ORDER = ["story", "memory/area", "memory/map"]      # from the top down

GOOD = {
    "story.c": HEAD + '#include "memory/area.h"\nint story(void)\n{\n\treturn area();\n}\n',
    "story.h": "int story(void);\n",
    "memory/area.c": HEAD + '#include "memory/map.h"\nint area(void)\n{\n\treturn map();\n}\n',
    "memory/area.h": '#include "memory/map.h"\nint area(void);\n',
    "memory/map.c": HEAD + "int map(void)\n{\n\treturn 1;\n}\n",
    "memory/map.h": "int map(void);\n",
}
CALLS_UP = HEAD + "int area(void);\nint map(void)\n{\n\treturn area();\n}\n"
INCLUDES_UP = HEAD + '#include "memory/area.h"\nint map(void)\n{\n\treturn 1;\n}\n'
INCLUDES_UP_BY_A_HEADER = '#include "story.h"\nint map(void);\n'


def check(tree: Path, files: Dict[str, str]) -> processes.CompletedProcess:
    """Compile each file by itself, as build.mk does, and look at what came of it."""
    for name, text in files.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text)
    for name in ORDER:
        processes.run(["cc", "-I" + str(tree), "-MMD", "-MP", "-c", "-o", tree / (name + ".o"),
                       tree / (name + ".c")], check=True, limit_s=BUILD_S)
    return processes.run([REPOSITORY / "analysis/layers.py", tree, *ORDER], text=True,
                         stdout=processes.PIPE, stderr=processes.STDOUT, limit_s=BUILD_S)


def test_silent_where_all_runs_down(tmp_path):
    done = check(tmp_path, GOOD)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("planted, said", [
    ({"memory/map.c": CALLS_UP},
     "memory/map.c uses area of memory/area.c, which is above it\n"),
    ({"memory/map.c": INCLUDES_UP},
     "memory/map.c includes memory/area.h, which is above it\n"),
    ({"memory/map.h": INCLUDES_UP_BY_A_HEADER},
     "memory/area.c includes story.h, which is above it\n"),
], ids=["call", "include", "include-by-a-header"])
def test_what_runs_up_is_reported(planted, said, tmp_path):
    done = check(tmp_path, {**GOOD, **planted})
    assert (done.returncode, done.stdout) == (1, said)

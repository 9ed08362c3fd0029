# SPDX-License-Identifier: GPL-2.0-or-later
"""Who may import whom: tests → bench, conformance → harness, and nobody a test; and that programs
are started in one way only, the one with a limit."""
import ast
import re

from harness.paths import REPOSITORY

OURS = {"harness", "bench", "conformance", "tests"}
MAY = {"harness": {"harness"}, "bench": {"bench", "harness"},
       "conformance": {"conformance", "harness"}}
FOLDERS = (*OURS, "analysis", "completions", "man", "optionrom", "scripts", "tools")
SOURCES = sorted(str(path.relative_to(REPOSITORY)) for folder in FOLDERS
                 for path in (REPOSITORY / folder).rglob("*.py"))


def imported(source):
    for node in ast.walk(ast.parse((REPOSITORY / source).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module
            yield from ("%s.%s" % (node.module, alias.name) for alias in node.names)


def is_allowed(source, module):
    """A test folder's own helpers aside, nothing of tests is imported, and no test by anybody."""
    folder, package, *_ = *source.split("/"), ""
    root, *rest = module.split(".")
    if root == "tests" and rest:
        return folder == root and rest[0] == package and not rest[-1].startswith("test_")
    return root not in OURS - MAY.get(folder, OURS - {"tests"})


def test_imports_point_one_way():
    assert [(source, module) for source in SOURCES for module in imported(source)
            if module != "tests" and not is_allowed(source, module)] == []


def test_nothing_else_starts_programs():
    others = re.compile(r"^\s*((import|from) subprocess|.*\bos\.(system|popen|fork|spawn))")
    found = [source for source in SOURCES if source.split("/")[0] in OURS
             for line in (REPOSITORY / source).read_text().splitlines() if others.match(line)]
    assert found == ["harness/guard.py", "harness/processes.py"]

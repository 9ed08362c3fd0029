# SPDX-License-Identifier: GPL-2.0-or-later
"""Who may import whom: tests → bench, conformance → harness, and nobody a test."""
import ast

import pytest

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


@pytest.mark.parametrize("source,module", [
    ("harness/boot.py", "bench.rows"), ("harness/boot.py", "tests.rom.helper"),
    ("bench/rows.py", "conformance.boots"), ("bench/rows.py", "tests.bench.benchguest"),
    ("tests/rom/test_a.py", "tests.rom.test_b"), ("tests/rom/test_a.py", "tests.tools.helper"),
    ("man/mkman.py", "tests.rom.helper")])
def test_a_wrong_import_is_seen(source, module):
    assert not is_allowed(source, module)

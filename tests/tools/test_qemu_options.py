# SPDX-License-Identifier: GPL-2.0-or-later
"""tools/qemu_options.def against the QEMU that is installed: which options it has, and which take
a value."""
import re
from pathlib import Path

import pytest
from harness import processes
from harness.boot import X86_64

TABLE = Path(__file__).resolve().parents[2] / "tools/qemu_options.def"
ROWS = re.findall(r'^(VALUE|FLAG)\("(.*)"\)$', TABLE.read_text(), re.M)


def complaint(word):
    """What QEMU says where its command line ends with the option."""
    done = processes.run([X86_64, "-version", word], text=True, capture_output=True)
    return done.stderr.strip()


def test_in_the_order_of_strcmp():
    names = [name.encode() for _, name in ROWS]
    assert names == sorted(set(names)) and len(names) > 100


@pytest.mark.parametrize("kind, name", ROWS, ids=lambda value: value)
def test_qemu_agrees(kind, name):
    """An option that this QEMU has not, it calls invalid."""
    said = complaint("-" + name)
    if "invalid option" not in said:
        assert ("requires an argument" in said) == (kind == "VALUE"), said


def test_every_option_of_its_help_is_known():
    done = processes.run([X86_64, "-h"], text=True, capture_output=True)
    named = set(re.findall(r"^--?(\w[\w-]*)", done.stdout, re.M))
    known = {name for _, name in ROWS}
    assert len(named) > 80 and named - known == set()


@pytest.mark.parametrize("word", ["-kernel=x", "--kernel=x", "-", "--", "-Kernel"])
def test_what_is_no_option(word):
    assert "invalid option" in complaint(word)

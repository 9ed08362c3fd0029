# SPDX-License-Identifier: GPL-2.0-or-later
"""Every refusal that errors.def knows is provoked by some test."""
import re

from harness.paths import REPOSITORY
from harness.refusals import sentences


def test_every_refusal_is_provoked():
    tests = "".join(path.read_text() for path in (REPOSITORY / "tests").rglob("test_*.py"))
    provoked = set(re.findall(r'(?:sentence|broken)\(\s*"([A-Z_]+)"', tests))
    assert set(sentences()) == provoked

# SPDX-License-Identifier: GPL-2.0-or-later
"""README.md tells every refusal there is."""
import re

from harness.guestblob import REPOSITORY

from harness.refusals import sentences

ROOT = REPOSITORY
SHOWN = {"%x": "*x*", "%u": "*n*", "%s": "*word*"}


def table():
    section = (ROOT / "README.md").read_text().split("## Refusals")[1].split("\n## ")[0]
    return [row.split(" | ")[0][2:] for row in section.splitlines() if row.startswith("| ")][2:]


def test_every_refusal_is_in_the_table_once_and_in_order():
    expected = [re.sub("%[xus]", lambda match: SHOWN[match[0]], s) for s in sentences().values()]
    assert expected and table() == expected

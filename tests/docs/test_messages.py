# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/messages.md has every error message of the ROM."""
import re

from harness.paths import REPOSITORY
from harness.refusals import sentences

SHOWN = {"%x": "*x*", "%u": "*n*", "%s": "*word*"}


def table():
    lines = (REPOSITORY / "docs/messages.md").read_text().splitlines()
    return [row.split(" | ")[0][2:] for row in lines if row.startswith("| ")][2:]


def test_every_message_is_in_the_table_once_and_in_order():
    expected = [re.sub("%[xus]", lambda match: SHOWN[match[0]], s) for s in sentences().values()]
    assert expected and table() == expected

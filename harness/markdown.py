# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of the campaigns' reports."""
from typing import Iterable, List, Sequence


def table(heading: Sequence[str], rows: Iterable[Sequence]) -> List[str]:
    lines = [heading, ["---"] * len(heading), *rows]
    return ["| " + " | ".join(str(item).replace("|", "\\|") for item in line) + " |"
            for line in lines] + [""]

# SPDX-License-Identifier: GPL-2.0-or-later
"""The clauses and their sources, from guest/clauses.def."""
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List

DEFINITIONS = Path(__file__).resolve().parent / "guest/clauses.def"
KINDS = {"MUST": "ABI", "EXPECT": "guests"}

_SOURCE = re.compile(r'^SOURCE\((\w+), "([^"]+)"\)$', re.M)
_CLAUSE = re.compile(r'^CLAUSE\((\w+), (MUST|EXPECT), "([^"]+)", "([^"]+)",\s+(\w+)\)$', re.M)


@dataclass(frozen=True)
class Clause:
    number: int
    id: str
    kind: str           # of KINDS' values
    subject: str
    wanted: str
    source: str         # an id of sources()

    @property
    def text(self) -> str:
        return "%s: %s" % (self.subject, self.wanted)


def sources() -> Dict[str, str]:
    return dict(_SOURCE.findall(DEFINITIONS.read_text()))


def clauses() -> List[Clause]:
    found = _CLAUSE.findall(DEFINITIONS.read_text())
    return [Clause(number, name, KINDS[kind], *rest)
            for number, (name, kind, *rest) in enumerate(found, 1)]

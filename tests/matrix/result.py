# SPDX-License-Identifier: GPL-2.0-or-later
"""What came of a cell, in values that JSON knows."""
import re
import time
from typing import Dict, List, Sequence

from tests.matrix import check, expect
from tests.matrix.command import Bench
from tests.matrix.factors import Cell

FAILED = "failed"
_NUMBER = re.compile(r"\b0x[0-9a-f]+|\b\d{2,}\b")


def of(cell: Cell, bench: Bench) -> Dict:
    began = time.monotonic()
    outcome = expect.expected(cell)
    complaints = check.run(cell, bench)
    return {"name": str(cell), **{name: str(value) for name, value in cell._asdict().items()},
            "expected": str(outcome), "what": FAILED if complaints else outcome.what,
            "said": _sentences(outcome), "seconds": round(time.monotonic() - began, 2),
            "complaints": complaints}


def _sentences(outcome: expect.Outcome) -> List[str]:
    """Without their numbers, to be counted."""
    lines = [*outcome.said, *([outcome.qemu] if outcome.qemu else [])]
    return [_NUMBER.sub("…", line) for line in lines]


def failures(results: Sequence[Dict]) -> List[Dict]:
    return [result for result in results if result["what"] == FAILED]

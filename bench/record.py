# SPDX-License-Identifier: GPL-2.0-or-later
"""What has been measured so far, and its file. Saved after each round, so that nothing is lost."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Dict, List, Optional

from bench.rows import OURS, Row
from bench.statistic import Run

ABOUT = ("runs: nanoseconds from QEMU's start to each point. counts: from reset to each point, "
         "instructions, port accesses and device-memory accesses.")


@dataclass
class Entry:
    """One row, by one accelerator (tcg, kvm) or counted (count)."""
    machine: str
    way: str
    name: str
    image: str
    mode: str
    runs: List[Run] = field(default_factory=list)
    counts: Dict[str, List[int]] = field(default_factory=dict)
    error: Optional[str] = None


@dataclass
class Record:
    host: Dict[str, Any]
    notes: List[str] = field(default_factory=list)
    entries: List[Entry] = field(default_factory=list)
    complete: bool = False

    def add(self, row: Row, mode: str) -> Entry:
        entry = Entry(row.machine, row.way.key, row.way.name, row.way.image, mode)
        self.entries.append(entry)
        return entry

    def of(self, mode: str) -> List[Entry]:
        """Those that there is something to tell of."""
        return [entry for entry in self.entries if entry.mode == mode
                and (entry.runs or entry.counts or entry.error)]

    @property
    def failed(self) -> bool:
        """Whether this ROM has; where another way to boot does not work, that is a result."""
        return any(entry.error for entry in self.entries if entry.way in OURS)

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(path.name + ".new")
        fresh.write_text(json.dumps({"about": ABOUT, **asdict(self)}, indent=1) + "\n")
        os.replace(fresh, path)


def load(path: Path) -> Record:
    data = json.loads(path.read_text())
    entries = [Entry(**entry) for entry in data["entries"]]
    return Record(data["host"], data["notes"], entries, data["complete"])

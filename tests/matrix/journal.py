# SPDX-License-Identifier: GPL-2.0-or-later
"""What is done already, so that a run that was stopped goes on where it was."""
import json
from pathlib import Path
from typing import Dict, List


class Journal:
    """A line for what the run is of, then a line for each result. Gone when the run is over."""

    def __init__(self, path: Path, run: Dict):
        self._path = path
        self.results = self._read(run)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("w")
        for line in (run, *self.results):
            self._write(line)

    def _read(self, run: Dict) -> List[Dict]:
        if not self._path.exists():
            return []
        # The last line may be a torn one.
        lines = [line for line in self._path.read_text().splitlines(True) if line[-1] == "\n"]
        first, *rest = map(json.loads, lines or ["{}"])
        return rest if first == run else []

    def _write(self, line: Dict) -> None:
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()

    def add(self, result: Dict) -> None:
        self.results.append(result)
        self._write(result)

    def close(self, is_over: bool) -> None:
        self._file.close()
        if is_over:
            self._path.unlink()

# SPDX-License-Identifier: GPL-2.0-or-later
"""Shows how far a campaign is: in one line on a terminal, else in a line now and then."""
import sys
import time
from collections import Counter
from typing import TextIO

_LINES = 20             # where there is no terminal


class Progress:
    def __init__(self, total: int, out: TextIO = sys.stdout):
        self._total, self._done = total, 0
        self._out = out
        self._began = time.monotonic()
        self._counts: Counter = Counter()

    def _left(self) -> str:
        seconds = time.monotonic() - self._began
        left = seconds / self._done * (self._total - self._done)
        return "%d:%02d left" % divmod(round(left), 60)

    def _line(self) -> str:
        counts = "  ".join("%s %d" % item for item in sorted(self._counts.items()))
        return "%d/%d  %s  %s" % (self._done, self._total, counts, self._left())

    def _is_due(self) -> bool:
        return self._done * _LINES // self._total > (self._done - 1) * _LINES // self._total

    def step(self, what: str) -> None:
        """One more is done, and how it ended."""
        self._done += 1
        self._counts[what] += 1
        if self._out.isatty():
            self._out.write("\r%s\033[K" % self._line())
        elif self._is_due():
            self._out.write(self._line() + "\n")
        self._out.flush()

    def say(self, text: str) -> None:
        """A line that stays."""
        if self._out.isatty():
            self._out.write("\r\033[K")
        self._out.write(text + "\n")
        self._out.flush()

    def end(self) -> None:
        if self._out.isatty() and self._done:
            self._out.write("\n")

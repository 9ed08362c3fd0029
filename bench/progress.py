# SPDX-License-Identifier: GPL-2.0-or-later
"""One line about what is going on: rewritten on a terminal, elsewhere a new one for each stage."""

import time
from typing import TextIO

CLEAR = "\r\033[K"


class Progress:
    def __init__(self, total: int, out: TextIO):
        self.total, self.out = total, out
        self.done = 0
        self.stage = ""
        self.start = time.monotonic()

    def _left(self) -> str:
        if self.done == 0:
            return ""
        each = (time.monotonic() - self.start) / self.done
        minutes = each * (self.total - self.done) / 60
        return f", {minutes:.0f} min left" if minutes >= 1 else ", less than a minute left"

    def begin(self, stage: str, what: str) -> None:
        if self.out.isatty():
            line = f"{self.done + 1}/{self.total} {stage}: {what}{self._left()}"
            self.out.write(CLEAR + line)
        elif stage != self.stage:
            self.out.write(f"bench: {stage}{self._left()}\n")
        self.out.flush()
        self.done += 1
        self.stage = stage

    def end(self) -> None:
        if self.out.isatty():
            self.out.write(CLEAR)
            self.out.flush()

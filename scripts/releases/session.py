# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a session of steps on this machine or in a release's root, and shows how far it is."""
import re
import time
from pathlib import Path
from typing import List

from harness import processes
from harness.paths import REPOSITORY
from scripts.releases.outcome import Outcome

HERE = "this machine"
STEPS = "scripts/releases/steps.sh"
LIMIT = "60m"               # a step's
LIMIT_S = 6 * 3600          # the session's: more than all its steps'
ROOT_GONE_S = 600           # for a root's removal
_PERCENT = re.compile(r"\[ *(\d+)%\]$")


def _command(place: str, steps: List[str]) -> List[str]:
    words = [STEPS, LIMIT, *steps]
    return words if place == HERE else ["scripts/releases/root.sh", place, " ".join(words)]


class _Progress:
    def __init__(self, place: str):
        self._place, self._began, self._what = place, time.monotonic(), ""

    def _say(self, text: str) -> None:
        clock = "%d:%02d" % divmod(int(time.monotonic() - self._began), 60)
        print("[%s] %s: %s" % (clock, self._place, text), flush=True)

    def read(self, line: str) -> None:
        if line.startswith("@ begin "):
            self._what = "make " + line[len("@ begin "):]
            self._say(self._what)
        elif line.startswith(("root.sh: ", "setup: installing")):
            self._say(line[:100])
        elif percent := _PERCENT.search(line):
            self._say("%s: %s %%" % (self._what, percent[1]))


def _follow(session: processes.Process, outcome: Outcome, log: Path) -> None:
    progress = _Progress(outcome.place)
    with open(log, "w", encoding="utf-8", buffering=1) as file:
        for line in session.stdout:
            file.write(line)
            outcome.read(line.rstrip("\n"))
            progress.read(line.rstrip("\n"))
    outcome.status = session.wait()


def _stop(session: processes.Process) -> None:
    """By SIGTERM, so that root.sh removes its root and the guard (processes.py) what runs here."""
    if session.poll() is None:
        session.terminate()
        session.wait(ROOT_GONE_S)


def run(outcome: Outcome, steps: List[str], log: Path) -> None:
    """Fills the outcome, as far as it comes: also where Ctrl-C ends it."""
    place = outcome.place
    began = time.monotonic()
    with processes.Process(_command(place, steps), cwd=REPOSITORY, stdout=processes.PIPE, text=True,
                           stderr=processes.STDOUT, errors="replace", limit_s=LIMIT_S,
                           daemons=place == HERE) as session:
        try:
            _follow(session, outcome, log)
        finally:
            _stop(session)
            outcome.seconds = time.monotonic() - began

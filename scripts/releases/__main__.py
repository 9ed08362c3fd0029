# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs steps on this machine and in throwaway roots of Debian releases, one after the other.

usage: python3 -m scripts.releases [--lines] PLACE:STEP[,STEP...]...

PLACE is `here` or a release; a step is a make target, or `boot` (the tests that boot QEMU). Each
place's whole output is kept in BUILD/releases. It ends with a table of the releases, or with a line
for each step (--lines). The status is 1 if anything failed that could be run.
"""
import signal
import sys
from typing import List, Tuple

from harness.paths import BUILD
from scripts.releases import session
from scripts.releases.outcome import Outcome
from scripts.releases.table import table

LINES_SHOWN = 150       # of what has failed


def _parse(words: List[str]) -> List[Tuple[str, List[str]]]:
    plan = [word.split(":") for word in words]
    if not plan or any(len(parts) != 2 or not all(parts) for parts in plan):
        raise SystemExit(__doc__.split("\n")[2])
    return [(session.HERE if place == "here" else place, steps.split(","))
            for place, steps in plan]


def _interrupt(*_signal) -> None:
    raise KeyboardInterrupt


def _run(outcome: Outcome, steps: List[str]) -> None:
    log = BUILD / "releases" / (outcome.place.replace(" ", "-") + ".log")
    log.parent.mkdir(parents=True, exist_ok=True)
    session.run(outcome, steps, log)
    if outcome.has_failed:
        lines = log.read_text(encoding="utf-8").split("\n")
        print("\n".join(["--- the end of %s:" % log, *lines[-LINES_SHOWN:], "---"]), flush=True)


def main(words: List[str]) -> int:
    as_lines = words[:1] == ["--lines"]
    outcomes: List[Outcome] = []
    signal.signal(signal.SIGTERM, _interrupt)
    status = 0
    try:
        for place, steps in _parse(words[as_lines:]):
            outcomes.append(Outcome(place))
            _run(outcomes[-1], steps)
    except KeyboardInterrupt:
        status = 130
    if as_lines:
        print("\n".join(line for outcome in outcomes for line in outcome.lines()))
    else:
        print("\n" + table(outcomes))
    return status or int(any(outcome.has_failed for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

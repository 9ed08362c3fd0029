# SPDX-License-Identifier: GPL-2.0-or-later
"""The table of releases, in Markdown, with the reason of each skip below it."""
from collections import defaultdict
from typing import Dict, List

from scripts.releases.outcome import Outcome

_HEAD = ["release", "QEMU", "SeaBIOS", "GCC", "image", "`make run`",
         "`make check` passed / failed / skipped", "time"]


def _check(outcome: Outcome) -> str:
    step = outcome.step("check")
    if step.no_mirror or not step.passed + step.failed:
        return str(step)
    counts = "%d / %d / %d" % (step.passed, step.failed, step.skipped)
    return counts if step.status == 0 or step.failed else "%s, %s" % (counts, step)


def _row(outcome: Outcome) -> List[str]:
    if not outcome.steps:
        return [outcome.place, *["–"] * 4, "not run: " + outcome.last_line, "–", "–"]
    versions = [outcome.versions.get(name) or "–" for name in ("QEMU", "SeaBIOS", "GCC", "image")]
    clock = "%d:%02d" % divmod(round(outcome.seconds), 60)
    return [outcome.place, *versions, str(outcome.step("run")), _check(outcome), clock]


def _skips(outcomes: List[Outcome]) -> List[str]:
    where: Dict[str, List[str]] = defaultdict(list)
    for outcome in outcomes:
        for reason, number in outcome.step("check").skips.items():
            where[reason].append("%s %d" % (outcome.place, number))
    return ["- %s (%s)" % (reason, ", ".join(places)) for reason, places in sorted(where.items())]


def table(outcomes: List[Outcome]) -> str:
    rows = [_HEAD, ["---"] * len(_HEAD), *map(_row, outcomes)]
    lines = ["| %s |" % " | ".join(row) for row in rows]
    skips = _skips(outcomes)
    return "\n".join(lines + (["", "Skipped:", "", *skips] if skips else []))

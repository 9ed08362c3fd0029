# SPDX-License-Identifier: GPL-2.0-or-later
"""make soak: boots by every route, in a row, and resets in one process. A report of both."""
import argparse
import json
import sys
from functools import partial
from typing import Callable, Dict, List, NamedTuple

from harness import pool, versions
from harness.markdown import table
from harness.paths import BUILD
from tests.soak import runs

OUT = BUILD / "soak"
STOPPED = 130           # as by a signal


class Task(NamedTuple):
    """boots or resets, and how many of them it stands for."""
    kind: str
    subject: runs.Subject
    count: int
    run: Callable[[], List[str]]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    parser.add_argument("--boots", type=int, default=1000, help="by each route")
    parser.add_argument("--resets", type=int, default=200, help="of each machine, by each route")
    parser.add_argument("--jobs", type=int, default=2, help="how many machines at a time")
    return parser.parse_args()


def _tasks(route: str, boots: int, resets: int) -> List[Task]:
    row = runs.Boots()
    return [Task("resets", subject, resets, partial(runs.resets, subject, resets))
            for subject in runs.for_resets(route)] + [
                Task("boots", subject, 1, partial(row.run, subject))
                for subject in runs.in_turn(route, boots)]


def _run(task: Task) -> Dict:
    complaints = task.run()
    return {"route": task.subject.route, "name": str(task.subject), "kind": task.kind,
            "count": task.count, "what": "bad" if complaints else "good", "complaints": complaints}


def _row(results: List[Dict], route: str, kind: str) -> List:
    of = [r for r in results if (r["route"], r["kind"]) == (route, kind)]
    bad = sum(bool(r["complaints"]) for r in of)
    return [route, kind, len({r["name"] for r in of}), sum(r["count"] for r in of), bad]


def _page(report: Dict) -> str:
    results = report["results"]
    rows = [_row(results, route, kind) for route in runs.ROUTES for kind in ("boots", "resets")]
    lines = ["# The soak", "", "%s, %s at a time, %s." % (
        report["date"], report["jobs"],
        "complete" if report["complete"] else "stopped before its end"), "",
             *table(("with", ""), report["versions"].items()),
             *table(("route", "what", "kinds of machine", "count", "lost or different"), rows)]
    for result in results:
        if result["complaints"]:
            lines += ["## %s, %s" % (result["name"], result["kind"]), "", "```",
                      *(complaint[:4000] for complaint in result["complaints"]), "```", ""]
    return "\n".join(lines)


def main() -> int:
    options = _arguments()
    tasks = [task for route in runs.ROUTES
             for task in _tasks(route, options.boots, options.resets)]
    results, complete = pool.campaign(_run, tasks, options.jobs)
    report = {"date": versions.today(), "jobs": options.jobs, "complete": complete,
              "versions": versions.versions(), "results": results}
    (OUT / "report.json").write_text(json.dumps(report, indent=1) + "\n")
    page = _page(report)
    (OUT / "report.md").write_text(page)
    print(page)
    return any(result["complaints"] for result in results) if complete else STOPPED


sys.exit(main())

# SPDX-License-Identifier: GPL-2.0-or-later
"""Judges a loader that only its user knows: a command line that boots the guest."""
import os
import select
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Dict, List

from harness import processes

from . import boots, tap
from .clauses import Clause, clauses
from .table import found

DEADLINE_S = 60


def _is_whole(text: str) -> bool:
    """Its last line has come. A guest that is done halts, and its machine may go on."""
    if "\nBail out!" in text and text.endswith("\n"):
        return True
    try:
        return not tap.parse(text[max(text.rfind(tap.VERSION), 0):]).missing()
    except tap.TapError:
        return False


def _read(process: processes.Process, deadline: float) -> str:
    """Until the report is whole, the program ends, or time is up. A terminal adds CRs."""
    text = ""
    while not _is_whole(text):
        left = max(deadline - time.monotonic(), 0)
        if not select.select([process.stdout], [], [], left)[0]:
            break
        data = os.read(process.stdout.fileno(), 1 << 16)
        if not data:
            break
        text += data.decode("latin-1").replace("\r", "")
    return text


def run(command: str, deadline_s: float = DEADLINE_S) -> str:
    """What the guest writes. The program and all that it started are killed then."""
    with processes.Process(["sh", "-c", command], stdout=processes.PIPE,
                           limit_s=deadline_s) as process:
        return _read(process, time.monotonic() + deadline_s)


def _words(directory: Path) -> Dict[str, str]:
    """What stands for {kernel} and the like."""
    case = boots.WITH_INITRD
    initrd = directory / "initrd"
    initrd.write_bytes(case.modules[0][0])
    told = case.cmdline[:case.cmdline.index(" rest=")]
    return {"{kernel}": str(boots.GUESTS[64]), "{kernel32}": str(boots.GUESTS[32]),
            "{initrd}": str(initrd), "{cmdline}": case.cmdline, "{told}": told}


def filled(command: str, directory: Path) -> str:
    """One line, with these words replaced."""
    command = command.replace("\n", " ")
    for name, value in _words(directory).items():
        command = command.replace(name, value)
    return command


def _line(clause: Clause, point: tap.Point) -> str:
    verdict = "NOT OK" if point.status == "not ok" else point.status
    why = found(point.found) or point.reason
    return "%2d  %-6s  %-6s  %s%s" % (clause.number, clause.kind, verdict, clause.text,
                                      " (%s)" % why if why else "")


def lines(text: str) -> List[str]:
    """A line for each clause, and last how many there are of which kind."""
    judged = boots.judge(None, text.encode("latin-1"), "")
    points = {point.number: point for point in judged.report.points} if judged.report else {}
    out = [_line(clause, points[clause.number]) for clause in clauses() if clause.number in points]
    counts = ["%d %s" % (sum(p.status == status for p in points.values()), status)
              for status in ("ok", "not ok", "skip")]
    return [*out, "", judged.problem or ", ".join(counts)]


def judge(command: str) -> int:
    """Prints the verdicts; the exit status."""
    with TemporaryDirectory(prefix="pvh-conformance-") as directory:
        text = run(filled(command, Path(directory)))
    report = lines(text)
    print("\n".join(report))
    if not report[:-2] and text:
        print(text, file=sys.stderr)
    return 0 if ", 0 not ok, " in report[-1] else 1

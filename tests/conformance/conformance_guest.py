# SPDX-License-Identifier: GPL-2.0-or-later
"""The conformance guest behind the bad loader (conformance/badloader), for the tests."""
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import List

from harness import boot, processes
from harness.paths import built

from conformance import boots, clauses, tap

IDS = {clause.number: clause.id for clause in clauses.clauses()}

MODULE_SIZE = 8000                              # badloader/bad.h, load.c
MODULES = [bytes((i * 7 + 1) & 0xff for i in range(MODULE_SIZE)),
           bytes((i * 5 + 2) & 0xff for i in range(MODULE_SIZE))]
STRINGS = [b"text of module 0", b"text of module 1"]
REST = b"the end of the line"

MEMORY = {"BELOW_1G": "1300M"}                  # or bit 20 is clear in the ACPI tables' addresses,
EVEN_MIB = "127M"                               # which A20 needs


def _words(defect: str) -> str:
    strings = [":%08x" % zlib.crc32(string) for string in STRINGS]
    if defect == "DISJOINT":                    # its second string is the end of the first
        strings[1] = ""
    modules = ["module%d=%d:%08x%s" % (i, MODULE_SIZE, zlib.crc32(data), strings[i])
               for i, data in enumerate(MODULES)]
    return " ".join(["bad=" + defect, "modules=%d" % (0 if defect == "MOD_NONE" else 2), *modules,
                     "rest=%d:%08x" % (len(REST), zlib.crc32(REST)), REST.decode()])


def run(defect: str) -> boots.Result:
    """One boot on pc with that defect, or with none if there is none of that name."""
    with TemporaryDirectory() as directory:
        command = boot.Boot(
            boot.PC, built("badloader/badloader.elf"), append=_words(defect), exit_device=True,
            memory=MEMORY.get(defect, EVEN_MIB), binary=boots.QEMU,
            extra=("-no-reboot", *boots.REPORT)).command(Path(directory))
        done = processes.run(command, capture_output=True,
                             limit_s=boots.DEADLINE_S)
    return boots.result(None, done)


def not_ok(report: tap.Document) -> List[str]:
    return [IDS[point.number] for point in report.points if point.status == "not ok"]


def skipped(report: tap.Document) -> List[str]:
    return [IDS[point.number] for point in report.points if point.status == "skip"]


def found(report: tap.Document, clause: str) -> dict:
    """The facts behind a verdict."""
    return next(p.found["found"] for p in report.points if IDS[p.number] == clause)

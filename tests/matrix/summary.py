# SPDX-License-Identifier: GPL-2.0-or-later
"""The page that people read, made of what report.json holds."""
from collections import Counter
from typing import Dict, List, Sequence

from harness.markdown import table
from tests.matrix import expect
from tests.matrix.factors import Cell
from tests.matrix.result import FAILED, failures

_OUTCOMES = (expect.BOOTS, expect.REFUSES, expect.QEMU_REFUSES, FAILED)
_HEADINGS = ("boots", "refused by the ROM", "refused by QEMU", "failed")
_MOST_LOG = 4000


def _counts(results: Sequence[Dict]) -> List[int]:
    by = Counter(result["what"] for result in results)
    return [len(results), *(by[outcome] for outcome in _OUTCOMES)]


def _by_value(results: Sequence[Dict], factor: str) -> List[List]:
    values = dict.fromkeys(result[factor] for result in results)
    return [[value, *_counts([r for r in results if r[factor] == value])] for value in values]


def _by_sentence(results: Sequence[Dict]) -> List[List]:
    said = Counter(line for result in results if result["what"] != FAILED
                   for line in result["said"])
    return [[count, line] for line, count in said.most_common()]


def _failure(result: Dict) -> List[str]:
    *complaints, account = result["complaints"]
    return ["### %s" % result["name"], "", "Expected: %s" % result["expected"], "",
            *("- %s" % complaint for complaint in complaints), "",
            "```", account[:_MOST_LOG], "```", ""]


def _head(report: Dict) -> List[str]:
    results = report["results"]
    state = "complete" if report["complete"] else "stopped before its end"
    return ["# The matrix", "", "%s, seed %s, %s: %d of %d cells, %d failed." % (
        report["date"], report["seed"], state, len(results), report["cells"],
        len(failures(results))), "", report["accelerators"] + ".", "",
        *table(("with", ""), report["versions"].items()),
        *("One again, here the first: `make matrix CELL=%s`\n" % result["name"]
          for result in results[:1])]


def _unbuildable(claims: Sequence[Dict]) -> List[str]:
    return ["## What QEMU does not build", "",
            "Left out of the cells; each is shown once to be so.", "",
            *table(("machine", "with", "why", "QEMU says", ""),
                   [[*claim["row"], "wrong" if claim["complaints"] else "shown"]
                    for claim in claims])]


def _failures(report: Dict) -> List[str]:
    bad = failures(report["results"])
    bad += [{"name": ", ".join(claim["row"][:2]), "expected": claim["row"][3],
             "complaints": claim["complaints"]}
            for claim in report["unbuildable"] if claim["complaints"]]
    lines = [line for result in bad for line in _failure(result)]
    return ["## Failures", "", *lines] if bad else []


def page(report: Dict) -> str:
    results = report["results"]
    return "\n".join([
        *_head(report), *_failures(report),
        "## Outcomes", "", *table(("cells", *_HEADINGS), [_counts(results)]),
        "## Sentences", "", *table(("cells", "sentence"), _by_sentence(results)),
        *_unbuildable(report["unbuildable"]),
        *(line for factor in Cell._fields for line in (
            "## By %s" % factor, "",
            *table((factor, "cells", *_HEADINGS), _by_value(results, factor))))])

# SPDX-License-Identifier: GPL-2.0-or-later
"""The table of clauses against loaders, and what stands behind its entries."""
from collections import Counter
from dataclasses import dataclass, field
from typing import Dict, Iterable, List, Sequence, Tuple

from .boots import LOADERS, Boot, Result
from .clauses import Clause, clauses, sources

REPORT = Clause(0, "REPORT", "guests", "report", "complete", "-")


@dataclass
class Cell:
    """One clause with one loader, over all of its boots."""
    good: List[Boot] = field(default_factory=list)
    failures: Dict[Boot, str] = field(default_factory=dict)     # what was found
    skips: Counter = field(default_factory=Counter)             # reasons

    def add(self, boot: Boot, status: str, what: str = "") -> None:
        if status == "skip":
            self.skips[what] += 1
        elif status == "not ok":
            self.failures[boot] = what
        else:
            self.good.append(boot)

    def __str__(self) -> str:
        if self.failures:
            total = len(self.failures) + len(self.good)
            return "NOT OK %d/%d" % (len(self.failures), total) if self.good else "NOT OK"
        return "ok" if self.good else "skip" if self.skips else "-"

    def which(self) -> str:
        """The boots that fail: all, or all of a case, of a machine, or of both."""
        if not self.good:
            return "always"
        left, names = set(self.failures), []
        for key in (lambda b: b.case.name, lambda b: b.machine,
                    lambda b: "%s %s" % (b.machine, b.case.name), str):
            for name in dict.fromkeys(key(boot) for boot in self.failures):
                group = {boot for boot in self.failures if key(boot) == name}
                if group & left and not any(key(boot) == name for boot in self.good):
                    names.append(name)
                    left -= group
        return ", ".join(names)


def found(yaml: object) -> str:
    """The mapping below `found`, on one line."""
    facts = (yaml or {}).get("found", {})
    return ", ".join("%s %s" % (name.replace("_", " "),
                                value if isinstance(value, str) else hex(value))
                     for name, value in facts.items())


class Table:
    def __init__(self, results: Sequence[Result]):
        self.rows = [REPORT, *clauses()]
        self.columns = [column for column in LOADERS
                        if any(r.boot.loader == column for r in results)]
        self.cells: Dict[Tuple[str, str], Cell] = {
            (clause.id, column): Cell() for clause in self.rows for column in self.columns}
        self.boots = Counter(r.boot.loader for r in results)
        for result in results:
            self._add(result)

    def _add(self, result: Result) -> None:
        boot = result.boot
        cell = self.cells["REPORT", boot.loader]
        cell.add(boot, "not ok" if result.problem else "ok", result.problem)
        ids = {clause.number: clause.id for clause in self.rows}
        for point in result.report.points if result.report else ():
            name = ids[point.number]
            if point.status == "skip" and name in boot.case.told:
                self.cells[name, boot.loader].add(boot, "not ok", "skipped: " + point.reason)
            else:
                self.cells[name, boot.loader].add(boot, point.status,
                                                  point.reason or found(point.found))

    def failed(self, ours_only: bool) -> List[Tuple[Clause, str, Cell]]:
        return [(clause, column, cell) for clause in self.rows for column in self.columns
                if (cell := self.cells[clause.id, column]).failures
                and (LOADERS[column].ours or not ours_only)]

    def _grid(self) -> List[List[str]]:
        head = ["", "by", "clause", *self.columns, "source"]
        return [head, *([str(clause.number or ""), clause.kind, clause.text,
                         *(str(self.cells[clause.id, c]) for c in self.columns), clause.source]
                        for clause in self.rows)]

    def _failures(self) -> List[Tuple[str, str, str, str]]:
        """Clause, loader, which boots, what was found in the first of them."""
        return [(clause.text, column, cell.which(), next(iter(cell.failures.values())))
                for clause, column, cell in self.failed(False)]

    def failures(self) -> List[str]:
        return ["%s; %s: %s. First found: %s" % failure for failure in self._failures()]

    def legend(self) -> List[str]:
        return ["%s: %s, booted %d times" % (column, LOADERS[column].what, self.boots[column])
                for column in self.columns]

    def text(self) -> str:
        grid = self._grid()
        widths = [max(len(row[i]) for row in grid) for i in range(len(grid[0]))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
                 for row in grid]
        return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:], "", *self.legend(), "",
                          *("%s: %s" % item for item in sources().items()), "",
                          *self.failures()])

    def markdown(self) -> str:
        head, *rows = self._grid()
        head = ["`%s`" % c if c in self.columns else c for c in head]
        return "\n".join([*_rows(head, rows), "", "Loaders:", "", *_named(self.legend()), "",
                          "Sources:", "", *_named("%s: %s" % item for item in sources().items()),
                          "", "Clauses that are not met, with what the guest found in the first"
                          " boot:", "",
                          *_rows(("clause", "loader", "boots", "found"), self._failures())])


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> List[str]:
    return ["| %s |" % " | ".join(row) for row in (head, ["---"] * len(head), *rows)]


def _named(lines: Iterable[str]) -> List[str]:
    return ["- `%s" % line.replace(":", "`:", 1) for line in lines]

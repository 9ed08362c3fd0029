# SPDX-License-Identifier: GPL-2.0-or-later
"""Shows of what the rules leave out that QEMU really does not build it."""
import inspect
from typing import Iterator, List, NamedTuple, Sequence

from tests.matrix import check, expect
from tests.matrix.command import Bench
from tests.matrix.factors import SMALL, Cell, factors
from tests.matrix.machine_types import MachineType


class Claim(NamedTuple):
    rule: expect.Rule
    cell: Cell
    value: str

    @property
    def says(self) -> str:
        return self.rule.sentence(self.cell)

    def row(self) -> List[str]:
        return [str(self.cell.machine), self.value, self.rule.why, self.says]


def claims(machines: Sequence[MachineType]) -> Iterator[Claim]:
    """Every machine type with every value that it cannot have, all else plain."""
    of = factors(machines, ["tcg"])
    for machine in machines:
        plain = Cell(machine, "fwcfg", "128M", 1, "none", "qemu32", "tcg", "at-16M", SMALL)
        for rule in expect.UNBUILDABLE:
            _, other = inspect.signature(rule.when).parameters
            for value in of[other]:
                cell = plain._replace(**{other: value})
                if rule.applies(cell):
                    yield Claim(rule, cell, "%s %s" % (other, value))


def refuted(claim: Claim, bench: Bench) -> List[str]:
    """What is wrong with it."""
    outcome = expect.Outcome(expect.QEMU_REFUSES, qemu=claim.says)
    return check.run(claim.cell, bench, outcome)

# SPDX-License-Identifier: GPL-2.0-or-later
"""Which cells there are, for a list of machine types."""
import random
from itertools import product
from typing import Callable, Dict, List, NamedTuple, Sequence

from tests.matrix import expect, fit, pairs
from tests.matrix.factors import SLOW, Cell, factors
from tests.matrix.machine_types import MachineType

SLOW_IN_SAMPLE = 1


class Misfit(NamedTuple):
    """What the ROM must refuse wherever it is asked."""
    memory: str
    kernel: str
    initrd: str


def misfits(of: Dict[str, Sequence]) -> List[Misfit]:
    found = (Misfit(*values) for values in product(of["memory"], of["kernel"], of["initrd"]))
    return [misfit for misfit in found if fit.is_misfit(*misfit)]


def _rules_for_misfits() -> List[Callable[..., bool]]:
    """Those that do not speak of what a misfit stands for, and that which does."""
    too_large = expect.INITRD_TOO_LARGE.when
    return [rule.when for rule in expect.UNBUILDABLE] + [
        lambda machine: machine.is_bare, expect.NO_PVH_BY_QEMU.when,
        lambda misfit, route: too_large(misfit.memory, route, misfit.initrd),
        lambda machine, misfit, cpu, devices: expect.TOO_FEW_ADDRESSES.when(
            machine, misfit.memory, cpu, devices)]


def _refused_by_the_rom(of: Dict[str, Sequence], seed: int) -> List[Cell]:
    reduced = {name: values for name, values in of.items() if name not in Misfit._fields}
    reduced["misfit"] = misfits(of)
    reduced["cpus"] = [count for count in of["cpus"] if ("cpus", count) not in SLOW]
    rows = pairs.covering(reduced, _rules_for_misfits(), seed)
    named = (dict(zip(reduced, row)) for row in rows)
    return [Cell(**row, **misfit._asdict()) for row in named for misfit in [row.pop("misfit")]]


def covering(machines: Sequence[MachineType], accels: Sequence[str], seed: int) -> List[Cell]:
    """First what boots: a refusal would hide whatever else is wrong with its pairs.

    Then every way to be refused by the ROM, with every value of the other factors; then the
    pairs that are left, which are those that QEMU refuses.
    """
    of = factors(machines, accels)
    rows = [Cell(*row) for row in
            pairs.covering(of, expect.rules_of_the_booting(), seed, SLOW)]
    rows += _refused_by_the_rom(of, seed)
    rest = pairs.covering(of, expect.rules_of_the_possible(), seed, SLOW, rows)
    return rows + [Cell(*row) for row in rest]


def one_of_each_kind(machines: Sequence[MachineType], seed: int) -> List[MachineType]:
    """A machine type for every set of facts, so that every rule is met."""
    kinds: Dict[tuple, List[MachineType]] = {}
    for machine in machines:
        kinds.setdefault(machine.facts(), []).append(machine)
    choice = random.Random(seed)
    return [choice.choice(kind) for kind in kinds.values()]


def sample(machines: Sequence[MachineType], seed: int) -> List[Cell]:
    """A third of all but the slow cells, and of those one."""
    of = covering(machines, ["tcg"], seed)
    slow = [cell for cell in of if cell.cpus == 255]
    quick = [cell for cell in of if cell.cpus != 255]
    return quick[seed % 3::3] + random.Random(seed).sample(slow, SLOW_IN_SAMPLE)


def named(name: str, machines: Sequence[MachineType]) -> Cell:
    """From its name, also if it is in no array."""
    for machine in machines:
        if name.startswith(machine.name + "-"):
            for values in product(*factors([machine], ["tcg", "kvm"]).values()):
                if str(Cell(*values)) == name:
                    return Cell(*values)
    raise SystemExit("there is no cell " + name)

# SPDX-License-Identifier: GPL-2.0-or-later
"""The covering array, counted by other means: every pair that any row can have is in some row."""
from functools import lru_cache
from itertools import combinations, product
from operator import itemgetter

from tests.matrix import cells, expect, factors, machine_types

SEED = 1


def pairs_of(rows):
    columns = list(zip(*rows))
    return {((i, a), (j, b)) for i, j in combinations(range(len(columns)), 2)
            for a, b in set(zip(columns[i], columns[j]))}


def forbidden(of, rule):
    """The numbers of its factors, and of the values that it forbids together."""
    names = list(of)
    places = [names.index(name) for name in rule.__code__.co_varnames]
    values = [list(of[names[place]]) for place in places]
    bad = {numbers for numbers in product(*(range(len(v)) for v in values))
           if rule(*(v[n] for v, n in zip(values, numbers)))}
    return itemgetter(*places), bad if len(places) > 1 else {n for n, in bad}


def possible(of, rules):
    """The pairs of all rows there are, but for those that a rule forbids."""
    rows = list(product(*(range(len(values)) for values in of.values())))
    for rule in rules:
        chosen, bad = forbidden(of, rule)
        rows = [row for row in rows if chosen(row) not in bad]
    values = [list(values) for values in of.values()]
    return {((i, values[i][a]), (j, values[j][b])) for (i, a), (j, b) in pairs_of(rows)}


@lru_cache(maxsize=None)
def listed():
    return machine_types.known()


def by_facts(machines):
    kinds = {}
    for machine in machines:
        kinds.setdefault(machine.facts(), []).append(machine)
    return kinds


def possible_for_all(rules):
    """Of all machine types: those of each kind are tried by its first."""
    found = set()
    for alike in by_facts(listed()).values():
        for pair in possible(factors.factors(alike[:1], ["tcg"]), rules):
            found |= {tuple((i, other if value is alike[0] else value) for i, value in pair)
                      for other in alike}
    return found


def test_what_can_boot_is_covered_by_what_boots():
    rows = [row for row in cells.covering(listed(), ["tcg"], SEED)
            if expect.expected(row).what == expect.BOOTS]
    wanted = possible_for_all(expect.rules_of_the_booting())
    assert len(wanted) > 2000
    assert pairs_of(rows) == wanted


def test_what_can_be_is_covered():
    rows = cells.covering(listed(), ["tcg"], SEED)
    assert pairs_of(rows) == possible_for_all(expect.rules_of_the_possible())


def test_every_machine_type_refuses_in_every_way():
    """But for those that have no firmware to refuse anything."""
    rows = [row for row in cells.covering(listed(), ["tcg"], SEED)
            if expect.expected(row).what == expect.REFUSES]
    ways = set(cells.misfits(factors.factors(listed(), ["tcg"])))
    assert len(ways) > 5
    for machine in listed():
        if not machine.is_bare:
            assert ways == {cells.Misfit(row.memory, row.kernel, row.initrd)
                            for row in rows if row.machine == machine}

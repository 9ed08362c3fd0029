# SPDX-License-Identifier: GPL-2.0-or-later
"""A covering array: rows in which every pair of values occurs that the rules let occur.

Greedy, as AETG is: each row begins with a pair that is still missing, and every further factor
takes the value that brings most missing pairs. A rule is a predicate over some factors, named
by its parameters, that is true of what must not be. The search for a row is complete: a pair
that gets none cannot occur.
"""
import inspect
import random
from itertools import combinations
from typing import Callable, Dict, Iterable, List, Optional, Sequence, Set, Tuple

Item = Tuple[int, int]                      # factor and value, by number
Rule = Callable[..., bool]


class _Rules:
    def __init__(self, names: Sequence[str], values: Sequence[Sequence], rules: Iterable[Rule]):
        self._values = values
        self._of: Dict[int, List[Tuple[Rule, List[int]]]] = {i: [] for i in range(len(names))}
        for rule in rules:
            numbers = [names.index(name) for name in inspect.signature(rule).parameters]
            for number in numbers:
                self._of[number].append((rule, numbers))

    def allow(self, row: Dict[int, int], newest: int) -> bool:
        """Of a row that was allowed before it got its newest value."""
        return not any(rule(*(self._values[n][row[n]] for n in numbers))
                       for rule, numbers in self._of[newest]
                       if all(n in row for n in numbers))


class _Search:
    def __init__(self, factors: Dict[str, Sequence], rules: Iterable[Rule], seed: int,
                 slow: Set[tuple]):
        names = list(factors)
        self.values = [list(values) for values in factors.values()]
        self._rules = _Rules(names, self.values, rules)
        self._random = random.Random(seed)
        self._slow = {(names.index(name), self.values[names.index(name)].index(value))
                      for name, value in slow}
        self.missing = {((i, a), (j, b)) for i, j in combinations(range(len(names)), 2)
                        for a in range(len(self.values[i])) for b in range(len(self.values[j]))}

    def _gain(self, row: Dict[int, int], item: Item) -> int:
        return sum((min(item, other), max(item, other)) in self.missing for other in row.items())

    def _best_first(self, row: Dict[int, int], factor: int) -> List[int]:
        numbers = list(range(len(self.values[factor])))
        self._random.shuffle(numbers)
        return sorted(numbers, key=lambda n: (-self._gain(row, (factor, n)),
                                              (factor, n) in self._slow))

    def _complete(self, row: Dict[int, int], order: List[int]) -> Optional[Dict[int, int]]:
        if not order:
            return row
        for number in self._best_first(row, order[0]):
            longer = {**row, order[0]: number}
            if self._rules.allow(longer, order[0]):
                found = self._complete(longer, order[1:])
                if found:
                    return found
        return None

    def row_with(self, pair: Tuple[Item, Item]) -> Optional[Dict[int, int]]:
        row: Dict[int, int] = {}
        for factor, number in pair:
            row[factor] = number
            if not self._rules.allow(row, factor):
                return None
        order = [i for i in range(len(self.values)) if i not in row]
        # Where there is little choice a dead end shows soonest.
        order.sort(key=lambda i: len(self.values[i]))
        return self._complete(row, order)

    def strike(self, row: Dict[int, int]) -> None:
        self.missing -= set(combinations(sorted(row.items()), 2))

    def shuffled(self) -> List[Tuple[Item, Item]]:
        pairs = sorted(self.missing)
        self._random.shuffle(pairs)
        return pairs


def covering(factors: Dict[str, Sequence], rules: Iterable[Rule], seed: int,
             slow: Set[tuple] = frozenset(), have: Iterable[Sequence] = ()) -> List[tuple]:
    """Rows (tuples in the order of factors) that cover, with those in `have`, every pair."""
    search = _Search(factors, rules, seed, slow)
    for row in have:
        search.strike({i: search.values[i].index(value) for i, value in enumerate(row)})
    rows = []
    for pair in search.shuffled():
        found = search.row_with(pair) if pair in search.missing else None
        if found:
            search.strike(found)
            rows.append(tuple(search.values[i][found[i]] for i in range(len(search.values))))
    return rows

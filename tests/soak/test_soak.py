# SPDX-License-Identifier: GPL-2.0-or-later
"""A little of the soak."""
import pytest
from tests.soak import runs

BOOTS, RESETS = 8, 5


@pytest.mark.parametrize("route", runs.ROUTES)
def test_boots_in_a_row(route):
    row = runs.Boots()
    assert [row.run(subject) for subject in runs.in_turn(route, BOOTS)] == [[]] * BOOTS


@pytest.mark.parametrize("subject", runs.for_resets("kernel")[::2] + runs.for_resets("fwcfg")[1::2],
                         ids=str)
def test_resets_in_a_row(subject):
    """Every machine, by one route or the other; early boots are in test_early_reset.py."""
    assert runs.resets(subject, RESETS) == []

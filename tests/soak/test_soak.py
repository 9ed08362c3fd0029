# SPDX-License-Identifier: GPL-2.0-or-later
"""A little of the soak."""
import pytest
from tests.soak import runs

BOOTS, RESETS = 8, 5


@pytest.mark.parametrize("route", runs.ROUTES)
def test_boots_in_a_row(route):
    row = runs.Boots()
    assert [row.run(subject) for subject in runs.in_turn(route, BOOTS)] == [[]] * BOOTS


@pytest.mark.parametrize("subject", [subject for route in runs.ROUTES
                                     for subject in runs.for_resets(route)], ids=str)
def test_resets_in_a_row(subject):
    """Every machine by every route, early as well."""
    assert runs.resets(subject, RESETS) == []

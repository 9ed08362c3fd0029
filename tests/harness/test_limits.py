# SPDX-License-Identifier: GPL-2.0-or-later
"""Limits grow with the load, and not without end."""
import os
import time

import pytest
from harness import limits


@pytest.fixture
def machine(monkeypatch):
    """Sets the load of a machine with two processors, and its clock."""
    def has(load: float, seconds: float = 0.0) -> None:
        monkeypatch.setattr(os, "getloadavg", lambda: (load, 99.0, 99.0))
        monkeypatch.setattr(time, "monotonic", lambda: seconds)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1})
    return has


@pytest.mark.parametrize("load, growth", [(0, 1), (2, 1), (3, 1.5), (10, 5), (20, 10), (500, 10)])
def test_growth(machine, load, growth):
    machine(load)
    assert limits.growth() == growth


def test_a_deadline_is_looked_at_again(machine):
    machine(0, seconds=1000)
    deadline = limits.Deadline(60)
    machine(0, seconds=1059)
    assert deadline.left() == 1
    machine(8, seconds=1060)
    assert deadline.left() == 180
    machine(8, seconds=1241)
    assert deadline.left() == 0
    assert str(deadline) == "60 s (an idle machine's; 241 s by the clock)"


def test_none_is_later_than_the_longest(machine):
    machine(500, seconds=0)
    deadline = limits.Deadline(60)
    machine(500, seconds=limits.longest(60))
    assert deadline.left() == 0

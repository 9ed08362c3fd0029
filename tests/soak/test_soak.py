# SPDX-License-Identifier: GPL-2.0-or-later
"""A little of the soak, and that it would notice what it is there for."""
import dataclasses

from harness import boot
import pytest
from tests.soak import runs

BOOTS, RESETS = 30, 20


@pytest.mark.parametrize("route", runs.ROUTES)
def test_boots_in_a_row(route):
    row = runs.Boots()
    assert [row.run(subject) for subject in runs.in_turn(route, BOOTS)] == [[]] * BOOTS


@pytest.mark.parametrize("subject", runs.for_resets("kernel")[::2] + runs.for_resets("fwcfg")[1::2],
                         ids=str)
def test_resets_in_a_row(subject):
    """Every machine, by one route or the other; early boots are in test_early_reset.py."""
    assert runs.resets(subject, RESETS) == []


def test_every_route_has_every_machine():
    for route, ways in runs.ROUTES.items():
        kinds = {str(subject) for subject in runs.in_turn(route, 1000)}
        assert kinds == {"%s-%s" % (m, way) for m in boot.MACHINES for way in ways}
        assert [s.machine for s in runs.for_resets(route)] == list(boot.MACHINES)
    assert {s.way for s in runs.for_resets("early")} == set(runs.ROUTES["early"])


@pytest.fixture
def theirs():
    """QEMU's own ROM, which loads no TR and leaves rubbish after a reset."""
    return runs.in_turn("kernel", 1, boot.THEIR_ROM)[0]


def test_a_wrong_boot_is_noticed(theirs, monkeypatch):
    monkeypatch.setattr(runs, "APPEND", "c" * 5000)     # their start_info does not outlive it
    assert "magic" in "\n".join(runs.Boots().run(theirs))


def test_a_wrong_reset_is_noticed(theirs):
    assert any("TR is a busy 32-bit TSS" in complaint for complaint in runs.resets(theirs, 1))


def test_a_different_boot_is_noticed(monkeypatch):
    row, (subject,) = runs.Boots(), runs.in_turn("fwcfg", 1)
    assert row.run(subject) == []
    monkeypatch.setattr(runs, "APPEND", "another")
    assert row.run(subject)[0].startswith("differs from the first: begin=")


def test_a_boot_that_is_not_early_is_noticed():
    late = dataclasses.replace(runs.in_turn("fwcfg", 1)[0], route="early")
    assert runs.Boots().run(late) == ["early: False"]
    assert "early: False" in runs.resets(late, 1)


def test_a_lost_boot_is_noticed(monkeypatch):
    """Fewer boots than reports; and a guest that does not come up at all."""
    subject, = runs.in_turn("fwcfg", 1)
    monkeypatch.setattr(runs, "ONCE_A_BOOT", "\nnever said")
    assert runs.resets(subject, 1) == ["0 boots, not 2"]
    monkeypatch.setattr(runs.Subject, "what", property(lambda self: {"machine": boot.PC}))
    assert "SeaBIOS gave up" in runs.Boots().run(subject)[0]

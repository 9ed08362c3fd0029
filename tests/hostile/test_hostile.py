# SPDX-License-Identifier: GPL-2.0-or-later
"""A sample of hostile images, what was ever found, and the oracle held against what is known."""
import json
from dataclasses import replace
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from harness import refused
from harness import shapes
from tests.hostile import campaign, judge, mutate, oracle, shrink
from tests.hostile.outcome import Boots, Disk, Given
from tests.hostile.recipe import Recipe
from harness.report import RAM, MemmapEntry

MIB = 1 << 20
FINDS = sorted((Path(__file__).parent / "finds").glob("*.json"))
SEED, CHUNK = 20260101, 10
MAP = [MemmapEntry(0, 0x9fc00, RAM, 0), MemmapEntry(0x9fc00, 0x400, 2, 0),
       MemmapEntry(0xf0000, 0x10000, 2, 0), MemmapEntry(MIB, 0x7ee0000, RAM, 0),
       MemmapEntry(0x7fe0000, 0x20000, 2, 0), MemmapEntry(0xfffc0000, 0x40000, 2, 0),
       MemmapEntry(0xfd00000000, 0x300000000, 2, 0)]         # pc with 128 MiB


def check(recipe, note):
    verdict = judge.judge(recipe)
    assert verdict.problems == [], "%s: %s" % (note, recipe.to_json())


@pytest.mark.parametrize("first", range(SEED, SEED + 160, CHUNK))
def test_sample(first):
    for seed in range(first, first + CHUNK):
        check(mutate.recipe(seed), "seed %d" % seed)


@pytest.mark.parametrize("path", FINDS, ids=[path.stem for path in FINDS])
def test_once_found(path):
    check(Recipe.from_json(path.read_text()), path.name)


def given(elf, **what):
    return Given(elf, {"opt/pvh/kernel": elf}, MAP, 0x9fc00, **what)


@pytest.mark.parametrize("name", sorted(shapes.GOOD))
def test_oracle_boots_what_must_boot(name):
    good = shapes.GOOD[name]()
    foretold = oracle.foretell(given(good.elf))
    assert isinstance(foretold, Boots)
    assert (foretold.entry, foretold.moved) == (good.entry, 0)
    assert sorted((l.start, l.end) for l in foretold.loads) == \
        sorted((r.start, r.end) for r in good.loads)


@pytest.mark.parametrize("elf,expected", [pytest.param(elf, expected, id=name)
                                          for name, elf, expected in refused.cases()])
def test_oracle_refuses_what_must_be_refused(elf, expected):
    assert oracle.foretell(given(elf)) == Disk(expected)


def test_oracle_moves_what_must_be_moved():
    elf = shapes.movable(3 << 30, 0x1000, 5 * MIB + 1).elf
    assert oracle.foretell(given(elf)).entry == 5 * MIB + 0x1000 + 0x3100


def test_recipes_survive_being_written_down():
    for seed in range(200):
        recipe = mutate.recipe(seed)
        again = Recipe.from_json(recipe.to_json())
        assert again.to_json() == recipe.to_json()
        assert again.elf(again.good().elf) == recipe.elf(recipe.good().elf)


def test_a_wrong_oracle_is_noticed(monkeypatch):
    """Whatever it says: boots, refusals, sentences, command lines, modules, maps."""
    plain = Recipe(initrd=5000, cmdline="a b")
    broken = Recipe(steps=[["set", "e_machine", 40]])
    for recipe, change in [
            (plain, lambda b: Disk("pvh: no")), (broken, lambda b: Disk("pvh: no")),
            (plain, lambda b: replace(b, cmdline=b"a c")),
            (plain, lambda b: replace(b, modules=[])),
            (plain, lambda b: replace(b, moved=0x1000))]:
        monkeypatch.setattr(oracle, "foretell", lambda given, change=change: change(
            oracle.boots(given) if given.kernel[18] == 62 else None))
        monkeypatch.setattr(judge, "DEADLINE_S", 5)
        assert judge.judge(recipe).problems != []


def test_shrinking_finds_the_one_step_that_matters(monkeypatch):
    recipe = Recipe(machine="q35", initrd=5, cmdline="a", dma=False, steps=[
        ["set", "e_flags", 1], ["set", "e_machine", 40], ["set", "e_shnum", 3]])
    fails = judge.Verdict("failed", problems=["of course"])

    def judged(recipe):
        return fails if ["set", "e_machine", 40] in recipe.steps else judge.Verdict("boots")

    monkeypatch.setattr(shrink.judge, "judge", judged)
    assert shrink.smallest(recipe) == Recipe(steps=[["set", "e_machine", 40]])


def test_a_campaign_counts_and_names(monkeypatch, tmp_path, capsys):
    """Every third image is QEMU's to turn down, and one fails."""
    def judged(recipe):
        judged.calls += 1
        if judged.calls % 3 == 0:
            return judge.Verdict("qemu", note="status 1: no")
        problems = ["wrong"] if judged.calls == 5 else []
        return judge.Verdict("refused", "pvh: no memory map (INT 15h E820)", problems=problems)

    judged.calls = 0
    monkeypatch.setattr(campaign.judge, "judge", judged)
    monkeypatch.setattr(campaign, "ProcessPoolExecutor", ThreadPoolExecutor)
    assert campaign.campaign(7, 10, 1, tmp_path) == 1
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["count"] == 10 and len(report["images"]) == judged.calls == 14
    assert [r["seed"] for r in report["images"] if r["problems"]] == [7000004]
    page = (tmp_path / "summary.md").read_text()
    assert page in capsys.readouterr().out
    assert "**1 failed.**\n\n- seed 7000004: wrong\n" in page
    assert "| NO_MEMORY_MAP | 9 |" in page

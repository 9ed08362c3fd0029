# SPDX-License-Identifier: GPL-2.0-or-later
"""A sample of hostile images, and what was ever found."""
from pathlib import Path

import pytest
from tests.hostile import judge, mutate
from tests.hostile.recipe import Recipe

FINDS = sorted((Path(__file__).parent / "finds").glob("*.json"))
SEED, CHUNK = 20260101, 5


def check(recipe, note):
    verdict = judge.judge(recipe)
    assert verdict.problems == [], "%s: %s" % (note, recipe.to_json())


@pytest.mark.parametrize("first", range(SEED, SEED + 60, CHUNK))
def test_sample(first):
    for seed in range(first, first + CHUNK):
        check(mutate.recipe(seed), "seed %d" % seed)


@pytest.mark.parametrize("path", FINDS, ids=[path.stem for path in FINDS])
def test_once_found(path):
    check(Recipe.from_json(path.read_text()), path.name)

# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes a failing recipe small: leaves out, piece by piece, whatever the failure does not need."""
from dataclasses import fields, replace
from typing import Any, Dict, Iterator

from tests.hostile import judge
from tests.hostile.recipe import Recipe


def _without_one(values: list) -> Iterator[list]:
    return (values[:i] + values[i + 1:] for i in range(len(values)))


def _shapes(shape: Any) -> Iterator[Dict[str, Any]]:
    """A made shape with one PT_LOAD behind the guest's, or one note, less."""
    if isinstance(shape, str):
        return
    for i in range(shape["main"] + 1, len(shape["loads"])):
        yield {**shape, "loads": shape["loads"][:i] + shape["loads"][i + 1:]}
    for i, (align, group) in enumerate(shape["notes"]):
        for less in _without_one(group):
            yield {**shape, "notes": [*shape["notes"][:i], [align, less], *shape["notes"][i + 1:]]}


def _smaller(recipe: Recipe) -> Iterator[Recipe]:
    plain = Recipe()
    for field in fields(recipe):
        if field.name != "shape" and getattr(recipe, field.name) != getattr(plain, field.name):
            yield replace(recipe, **{field.name: getattr(plain, field.name)})
    for name in ("steps", "items", "map"):
        for less in _without_one(getattr(recipe, name) or []):
            yield replace(recipe, **{name: less})
    for shape in _shapes(recipe.shape):
        yield replace(recipe, shape=shape)


def _fails(recipe: Recipe) -> bool:
    try:
        return bool(judge.judge(recipe).problems)
    except Exception:       # what is no recipe any more
        return False


def smallest(recipe: Recipe) -> Recipe:
    assert _fails(recipe), "it does not fail"
    while True:
        smaller = next(filter(_fails, _smaller(recipe)), None)
        if smaller is None:
            return recipe
        recipe = smaller

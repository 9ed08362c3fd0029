# SPDX-License-Identifier: GPL-2.0-or-later
"""From a seed to a recipe. The same seed gives the same recipe; later versions may give another."""
import random
import string
from typing import Any, List, Tuple

from harness import shapes
from harness.report import NVS, RAM, RESERVED

from tests.hostile import mutate_elf, mutate_shape
from tests.hostile.recipe import BESIDE, MACHINES, OPT, Recipe
from tests.hostile.setting import reference

MIB = 1 << 20
_MEMORY = [16, 24, 32, 64, 128, 128, 128, 128, 512, 3500, 6144]
_SIZES = [0, 1, 2, 511, 4095, 4096, 4097, 50001, 700 * 1024 + 13, 3 * MIB]
_EARLY = ["on", "on", "off", "", "o", "on\n", "ON", "onward", "\0on", "1", "off\n"]
_ENDS = ["", "", "\n", "\0", "\n\0", "\0\n", "\0\0\0", "\n\n"]
_BY_QEMU = ("kernel", "kernel+vgaroms")


def _text(rng: random.Random, longest: int = 600000) -> Any:
    """A command line. What does not end it (no NUL) may be any byte."""
    kind = rng.randrange(6)
    if kind == 0:
        return rng.choice([1, 255, 4096])           # filler, which has NULs
    if kind == 1:
        return ["word=%d " % rng.randrange(10), rng.choice([1, 500, 9000, longest // 7])]
    text = "".join(rng.choices(string.ascii_letters + " =,", k=rng.choice([0, 1, 7, 60, 2047])))
    return text + rng.choice(_ENDS)


def _plain_text(rng: random.Random) -> Any:
    """For -append: a process's argument has no NUL and is not longer than 128 KiB."""
    return rng.choice(["", "a", "console=ttyS0 quiet", ["word=1 ", 18000], ["x", 4095], "end\n"])


def _initrd(rng: random.Random, memory: int) -> Any:
    """At times nearly as much as there is memory, where that is not much."""
    if rng.random() < 0.1 and memory <= 32:
        return ["initrd 123456789", (memory * MIB - rng.choice([MIB, 3 * MIB, 8 * MIB])) // 16]
    return rng.choice(_SIZES)


def _modules(rng: random.Random) -> List[Tuple[str, Any]]:
    """Mostly without a gap; sometimes with one, one too many, or names that only look alike."""
    count = rng.choice([1, 1, 2, 3, 8, 15])
    numbers = [n for n in range(1, count + 1) if rng.random() < 0.97]
    items = [(OPT + "module%d" % n, rng.choice(_SIZES[:-1])) for n in numbers]
    items += [(OPT + "module%d.cmdline" % n, _text(rng, 70)) for n in numbers
              if rng.random() < 0.3]
    odd = ["module16", "module99", "module0", "module01", "module", "modulex", "module1x",
           "module3.cmdline", "module2.cmdlin", "initrd.cmdline", "initrdx", "cmdline2", "kernel2",
           "m" * 47]
    if rng.random() < 0.3:
        items.append((OPT + rng.choice(odd), rng.choice([0, 5])))
    return list(dict(items).items())


def _map(rng: random.Random, machine: str, memory: int) -> List[List[int]]:
    """The machine's own map cut up, covered in places, shuffled; never more RAM than there is."""
    entries = [[e.address, e.size, e.type] for e in reference(MACHINES[machine], memory).map]
    for _ in range(rng.choice([0, 1, 3, 10, 60])):
        start, size, kind = rng.choice(entries)
        cut = rng.randrange(size + 1)
        entries += rng.choice([
            [[start, cut, kind], [start + cut, size - cut, kind]],
            [[start, size, kind]],
            [[start + cut, rng.choice([1, 0x1000, MIB]), rng.choice([RESERVED, NVS, 3, 5, 7, 12])]],
            [[(1 << 40) + cut, size, RESERVED]], [[cut, 0, RAM]]])
    if rng.random() < 0.5:
        rng.shuffle(entries)
    answers = [[*entry, i + 1] for i, entry in enumerate(entries)]
    if rng.random() < 0.2:
        rng.choice(answers)[3] = rng.choice([0, 1, 0x80000000, rng.getrandbits(32)])
    answers[-1][3] = rng.choice([0, 0, 0, answers[-1][3]])
    return answers


def _elf(rng: random.Random, recipe: Recipe) -> None:
    if rng.random() < 0.25:
        recipe.shape = mutate_shape.shape(rng)
        if rng.random() < 0.7:
            return
    else:
        names = shapes.GOOD_BY_QEMU if recipe.by_qemu else shapes.GOOD
        recipe.shape = rng.choice(sorted(names))
    if rng.random() < 0.85:
        recipe.steps = mutate_elf.steps(rng, recipe.good().elf)


def _contents(rng: random.Random, recipe: Recipe) -> None:
    if rng.random() < 0.5:
        recipe.initrd = _initrd(rng, recipe.memory)
    if rng.random() < 0.5:
        recipe.cmdline = _plain_text(rng) if recipe.by_qemu else _text(rng)
    if rng.random() < 0.3:
        recipe.items += _modules(rng)
        recipe.slots = 64
    if rng.random() < 0.2:
        recipe.items.append((OPT + "early", rng.choice(_EARLY)))
    if rng.random() < 0.1:
        recipe.items.append((OPT + "trace", rng.choice(["on", "on", "off", "", "o", "on\n"])))
    if recipe.by_qemu and rng.random() < 0.2:
        recipe.items.append((OPT + "cmdline", _text(rng)))
    if recipe.by_qemu and rng.random() < 0.2:
        recipe.items.append((OPT + "initrd", rng.choice(_SIZES)))


def _machine(rng: random.Random, recipe: Recipe) -> None:
    recipe.machine = rng.choices(["pc", "q35", "isapc", "microvm"], [6, 2, 2, 3])[0]
    recipe.route = rng.choices(["fwcfg", "vgaroms", *_BY_QEMU], [6, 2, 3, 1])[0]
    recipe.memory = rng.choice(_MEMORY)
    if recipe.machine == "isapc":
        recipe.memory = min(recipe.memory, 512)
    recipe.dma = rng.random() < 0.9
    if recipe.route == "fwcfg" and rng.random() < 0.15 and recipe.machine in ("pc", "q35"):
        recipe.rom_index, recipe.disk_index = rng.choice([(0, 1), (1, 0), (None, 0), (0, None)])


def recipe(seed: int) -> Recipe:
    rng = random.Random(seed)
    out = Recipe()
    _machine(rng, out)
    _elf(rng, out)
    _contents(rng, out)
    is_early = "vgaroms" in out.route or OPT + "early" in dict(out.items)
    if not is_early and rng.random() < 0.12:
        out.map = _map(rng, out.machine, out.memory)
    elif out.rom_index is None and out.disk_index is None and rng.random() < 0.12:
        out.beside = rng.choice(sorted(BESIDE))
    return out

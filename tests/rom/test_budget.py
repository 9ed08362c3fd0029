# SPDX-License-Identifier: GPL-2.0-or-later
"""No boot takes more work, and the image no more room, than tests/rom/budgets.json allows."""

import json
import operator
from typing import Dict, List

import pytest

from bench.count_boot import BootCounts, count_boot
from bench.count_kernels import debian_kernel
from bench.count_plugin import Counts
from bench.count_qemu import Boot
from harness.paths import REPOSITORY, ROM

BUDGETS = json.loads((REPOSITORY / "tests/rom/budgets.json").read_text())


def excesses(counts: BootCounts, limits: Dict[str, int]) -> List[str]:
    """A sentence for each limit that is exceeded."""
    sentences = []
    for what, limit in limits.items():
        value = operator.attrgetter(what)(counts)
        if value > limit:
            sentences.append(f"{what} is {value:,}: {value - limit:,} over the {limit:,} allowed")
    return sentences


@pytest.fixture(scope="session")
def kernels(tmp_path_factory):
    debian = tmp_path_factory.mktemp("kernels") / "debian"
    debian.write_bytes(debian_kernel())
    return {"tiny": None, "debian": debian}


@pytest.mark.parametrize("budget", BUDGETS["boots"], ids=lambda budget: budget["name"])
def test_boot_stays_within_its_budget(budget, kernels):
    if "pending" in budget:
        pytest.skip(budget["pending"])
    boot = Boot(budget["machine"], budget.get("route", "kernel"), ROM,
                defaults=budget.get("defaults", False))
    counts = count_boot(boot, kernels[budget.get("kernel", "tiny")])
    found = excesses(counts, budget["limits"])
    assert not found, "\n".join([*found, str(counts)])


def test_image_stays_within_its_budget():
    size, limit = ROM.stat().st_size, BUDGETS["image"]["bytes"]
    assert size <= limit, f"{size:,} bytes: {size - limit:,} over the {limit:,} allowed"


def test_the_share_of_qemus_rom_is_its_init_and_its_boot_entry():
    counts = count_boot(Boot("pc"))
    assert counts.init == Counts(1, 0, 0)  # nothing but a far return
    assert counts.boot.ports == 11 and counts.boot.device_memory == 0

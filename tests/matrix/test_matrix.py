# SPDX-License-Identifier: GPL-2.0-or-later
"""A sample of the matrix: one machine type of each kind. SEED= chooses others."""
import os

from harness import boot
import pytest
from tests.matrix import cells, check, command, expect, factors, machine_types, unbuildable

SEED = int(os.environ.get("SEED", "1"))
MACHINES = cells.one_of_each_kind(machine_types.known(), SEED)
SAMPLE = cells.sample(MACHINES, SEED)
CLAIMS = list(unbuildable.claims(MACHINES))


@pytest.fixture(scope="session")
def bench(tmp_path_factory):
    return command.Bench(tmp_path_factory.mktemp("matrix"))


@pytest.mark.parametrize("cell", SAMPLE, ids=str)
def test_cell(cell, bench):
    assert check.run(cell, bench) == []


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: "-".join(claim.row()[:2]))
def test_qemu_does_not_build(claim, bench):
    assert unbuildable.refuted(claim, bench) == []


def test_the_sample_meets_every_outcome():
    outcomes = {(expect.expected(cell).what, expect.expected(cell).is_early) for cell in SAMPLE}
    assert outcomes == {(expect.BOOTS, False), (expect.BOOTS, True), (expect.REFUSES, False),
                        (expect.QEMU_REFUSES, False)}


Q35 = machine_types.MachineType("q35", "q35")
PLAIN = factors.Cell(Q35, "kernel", "128M", 1, "none", "qemu64", "tcg", "at-16M", factors.SMALL)


@pytest.mark.parametrize("cell", [
    PLAIN._replace(machine=machine, memory="16M", kernel="at-2M", initrd=factors.LARGE)
    for machine in MACHINES if machine.enters_pvh and not machine.is_bare], ids=str)
def test_qemu_refuses_an_initrd_as_large_as_the_memory(cell, bench):
    """Three values together, which pairs do not ask for."""
    assert "initrd is too large" in expect.expected(cell).qemu
    assert check.run(cell, bench) == []


def test_qemus_own_rom_is_found_out(bench, monkeypatch):
    """It loads no TR."""
    arguments = command.arguments
    monkeypatch.setattr(command, "arguments",
                        lambda *args: {**arguments(*args), "rom": boot.THEIR_ROM})
    assert "TR is a busy 32-bit TSS" in "\n".join(check.run(PLAIN, bench))


def test_none_of_qemus_machine_types_is_left_out():
    listed = machine_types.listed_by_qemu()
    assert len(listed) > 30
    unknown = [m.name for m in listed if not m.is_known]
    if unknown:
        pytest.skip("the matrix has no rules for the machine types " + ", ".join(unknown))

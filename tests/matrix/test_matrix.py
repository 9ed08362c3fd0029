# SPDX-License-Identifier: GPL-2.0-or-later
"""A sample of the matrix: one machine type of each kind, pairwise. SEED= chooses others."""
import os

from harness import boot
from harness import early
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


def complaints(cell, bench, monkeypatch, **change):
    """Of a cell whose outcome is another one, or whose boot is changed."""
    arguments = command.arguments
    monkeypatch.setattr(command, "arguments",
                        lambda *args: {**arguments(*args), **change.pop("what", {})})
    return "\n".join(check.run(cell, bench, change.get("outcome")))


@pytest.mark.parametrize("outcome,complaint", [
    (expect.Outcome(expect.BOOTS, said=("pvh: x",)), "log has [], not ['pvh: x']"),
    (expect.Outcome(expect.REFUSES), "QEMU ended with status 85, not 171"),
    (expect.Outcome(expect.QEMU_REFUSES, qemu="x"), "QEMU ended with status 85, not 1"),
], ids=["said", "refuses", "qemu"])
def test_another_outcome_is_a_failure(outcome, complaint, bench, monkeypatch):
    assert complaint in complaints(PLAIN, bench, monkeypatch, outcome=outcome)


@pytest.mark.parametrize("items,is_early,complaint", [
    ([], True, "not early"), ([early.ASKED], False, "not at INT 19h")], ids=["late", "early"])
def test_another_moment_is_a_failure(items, is_early, complaint, bench, monkeypatch):
    cell = PLAIN._replace(route="early-kernel-file")
    assert complaint in complaints(cell, bench, monkeypatch, what={"items": items},
                                   outcome=expect.Outcome(expect.BOOTS, is_early=is_early))


def test_another_sentence_is_a_failure(bench, monkeypatch):
    cell = PLAIN._replace(memory="16M", route="fwcfg")
    outcome = expect.Outcome(expect.REFUSES, said=("pvh: kernel is a bzImage",))
    assert "log has ['pvh: kernel needs RAM at " in complaints(cell, bench, monkeypatch,
                                                              outcome=outcome)


def test_one_processor_less_is_a_failure(bench, monkeypatch):
    assert "1 processors, not 2" in complaints(PLAIN._replace(cpus=2), bench, monkeypatch,
                                               what={"extra": []})


def test_qemus_own_rom_is_found_out(bench, monkeypatch):
    """It loads no TR."""
    assert "TR is a busy 32-bit TSS" in complaints(PLAIN, bench, monkeypatch,
                                                   what={"rom": boot.THEIR_ROM})


def test_less_memory_is_a_failure(bench, monkeypatch):
    """A map that is not of this machine's memory."""
    monkeypatch.setattr("tests.matrix.ram.of_qemu", lambda vm: [(0, 64 << 20)])
    assert "is no RAM of QEMU's" in complaints(PLAIN, bench, monkeypatch)


def test_memory_that_is_kept_is_a_failure(bench, monkeypatch):
    monkeypatch.setattr("tests.matrix.ram.of_qemu", lambda vm: [(0, 256 << 20)])
    assert "bytes of RAM above 1 MiB are kept" in complaints(PLAIN, bench, monkeypatch)

# SPDX-License-Identifier: GPL-2.0-or-later
"""A whole bench, with a tiny kernel: its order, its files, and what is left of one broken off."""
import io
import json
import os
import signal
import sys

from tests.bench import benchguest
from harness import processes
import pytest

from harness.paths import BUILD, REPOSITORY

from bench import settings
from bench.campaign import add_rows, time_rows
from bench.measure import Failed
from bench.points import IN_QEMU
from bench.progress import Progress
from bench.record import Record
from bench.rows import all_rows

NEEDED = ("pvh.bin", "bench/plugin", "bench/initramfs")  # of what make has built
NO_BZIMAGE = "KERNEL is a vmlinux, so the rows that boot a bzImage are left out."


@pytest.fixture
def bench(tmp_path):
    """Starts a bench of the tiny kernel in a build directory of its own."""
    (tmp_path / "build/bench").mkdir(parents=True)
    for name in NEEDED:
        (tmp_path / "build" / name).symlink_to(BUILD / name)
    kernel = tmp_path / "vmlinux"
    kernel.write_bytes(benchguest.with_symbols(benchguest.tiny(),
                                               start_kernel=benchguest.START_KERNEL))

    def start(**chosen):
        environment = {**os.environ, "BUILD": str(tmp_path / "build"), "KERNEL": str(kernel),
                       "MACHINES": "microvm", "ACCEL": "tcg", **chosen}
        return processes.Process([sys.executable, "-m", "bench"], cwd=REPOSITORY, env=environment,
                                 stdout=processes.PIPE, stderr=processes.PIPE, text=True)
    return start


def result(folder):
    return json.loads((folder / "build/bench/boot.json").read_text())


def test_a_whole_bench(bench, tmp_path):
    process = bench(RUNS="2", ACCEL="tcg,count")
    out, err = process.communicate()
    assert (process.returncode, err) == (0, "bench: tcg, run 1 of 2\n"
                                         "bench: tcg, run 2 of 2, less than a minute left\n"
                                         "bench: counting, less than a minute left\n")
    found = result(tmp_path)
    assert found["complete"] and found["notes"] == [NO_BZIMAGE]
    rows = {(entry["way"], entry["mode"]): entry for entry in found["entries"]}
    assert len(rows) == 10 and not any(entry["error"] for entry in rows.values())
    assert [list(run) for run in rows["ours", "tcg"]["runs"]] == [list(IN_QEMU)] * 2
    assert list(rows["ours-early", "count"]["counts"]) == list(IN_QEMU[1:])
    assert "microvm, TCG: milliseconds from the start of the command, medians of 2 runs" in out
    assert "SeaBIOS, this ROM, early" in out and NO_BZIMAGE in out
    assert (tmp_path / "build/bench/boot.svg").exists()


def test_ctrl_c_leaves_what_was_measured(bench, tmp_path):
    process = bench(RUNS="100000")
    while "run 3 of" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130 and "Traceback" not in err
    found = result(tmp_path)
    assert not found["complete"]
    assert found["notes"] == [NO_BZIMAGE, "Interrupted: these are the runs until then."]
    assert min(len(entry["runs"]) for entry in found["entries"]) >= 2
    assert "milliseconds from the start of the command" in out
    assert (tmp_path / "build/bench/boot.svg").exists()


def test_a_row_that_fails_fails_the_bench(bench, tmp_path):
    process = bench(RUNS="1", QEMU="qemu-system-x86_64 -global isa-debug-exit.nonsense=1")
    out, _ = process.communicate()
    assert process.returncode == 1
    assert all("nonsense" in entry["error"] for entry in result(tmp_path)["entries"])
    assert out.count("failed: QEMU ended with ") == 5


@pytest.mark.parametrize("chosen, sentence", [
    ({"RUNS": "0"}, "RUNS=0: it must be a number from 1 on"),
    ({"RUNS": "five"}, "RUNS=five: it must be a number from 1 on"),
    ({"ACCEL": "hvf"}, "ACCEL=hvf: it may be kvm, tcg, count"),
    ({"MACHINES": "q35,isapc"}, "MACHINES=isapc: it may be q35, pc, microvm"),
    ({"KERNEL": "/nonexistent"}, "cannot read /nonexistent: No such file or directory"),
])
def test_says_what_is_wrong_with_a_choice(bench, chosen, sentence):
    process = bench(**chosen)
    out, err = process.communicate()
    assert (process.returncode, out, err) == (1, "", f"bench: {sentence}\n")


@pytest.mark.parametrize("accel, modes", [("", ["kvm", "tcg", "count"]), ("kvm", ["kvm"]),
                                          ("count tcg", ["tcg", "count"]),
                                          ("tcg,count", ["tcg", "count"])])
def test_chooses_modes(accel, modes, monkeypatch):
    monkeypatch.setattr(settings, "why_no_kvm", lambda: None)
    assert settings.choose({"ACCEL": accel}).modes == modes


def test_without_kvm_it_says_why(monkeypatch):
    monkeypatch.setattr(settings, "why_no_kvm", lambda: "Because.")
    chosen = settings.choose({})
    assert (chosen.modes, chosen.notes) == (["tcg", "count"], ["Because."])
    with pytest.raises(Failed, match="^Because.$"):
        settings.choose({"ACCEL": "kvm"})


def test_rounds_are_interleaved_and_begin_with_another_row():
    order, saved, record = [], [], Record({})

    def boot(row):
        order.append(row.way.key)
        return {"fw_start": len(order)}

    time_rows(add_rows(record, all_rows(["q35"], False)[:3], "tcg"), 3, boot,
              Progress(9, io.StringIO()), lambda: saved.append(1))
    ways = ["ours", "ours-loader", "ours-early"]
    assert order == ways + ways[1:] + ways[:1] + ways[2:] + ways[:2]
    assert len(saved) == 3 and [len(entry.runs) for entry in record.entries] == [3, 3, 3]

# SPDX-License-Identifier: GPL-2.0-or-later
"""What the long runs stand on: tasks side by side, Ctrl-C, the journal, progress, the page."""
import io
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from harness import pool
from harness.progress import Progress
from tests.matrix import summary
from tests.matrix.journal import Journal
from tests.matrix.result import FAILED

RUN = {"seed": 1, "cells": 3}


def test_every_task_is_done_once():
    assert sorted(pool.each(lambda n: n * n, range(50), 2)) == [(n, n * n) for n in range(50)]


def test_two_at_a_time():
    """Neither of two can end before the other has begun."""
    both = threading.Barrier(2, timeout=10)
    assert len(list(pool.each(lambda _: both.wait(), range(6), 2))) == 6


def test_ctrl_c_keeps_what_is_done(monkeypatch):
    """The task that runs then is let run out and not counted; no further one begins."""
    begun, done, hold = [], [], threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def work(number):
        begun.append(number)
        if number == 1:
            hold.wait(10)

    class Executor(ThreadPoolExecutor):
        def shutdown(self, wait=True, **how):
            super().shutdown(False, **how)
            hold.set()
            super().shutdown(wait)

    monkeypatch.setattr(pool, "ThreadPoolExecutor", Executor)
    with pytest.raises(pool.Interrupted):
        for task, _ in pool.each(work, range(100), 1):
            done.append(task)
            os.kill(os.getpid(), signal.SIGINT)
    assert done == [0] and begun in ([0], [0, 1])
    assert signal.getsignal(signal.SIGINT) is before


def test_journal_goes_on(tmp_path):
    path = tmp_path / "new" / "journal"
    first = Journal(path, RUN)
    first.add({"cell": "a"})
    first.close(is_over=False)
    path.write_text(path.read_text() + '{"cell": "torn')
    second = Journal(path, RUN)
    assert second.results == [{"cell": "a"}]
    second.add({"cell": "b"})
    second.close(is_over=False)
    assert Journal(path, RUN).results == [{"cell": "a"}, {"cell": "b"}]


def test_journal_of_another_run_is_dropped(tmp_path):
    first = Journal(tmp_path / "journal", RUN)
    first.add({"cell": "a"})
    first.close(is_over=False)
    assert Journal(tmp_path / "journal", {**RUN, "seed": 2}).results == []


def test_journal_of_a_run_that_is_over_is_gone(tmp_path):
    Journal(tmp_path / "journal", RUN).close(is_over=True)
    assert not (tmp_path / "journal").exists()


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_in_lines():
    out = io.StringIO()
    progress = Progress(200, out=out)
    for _ in range(200):
        progress.step("boots")
    progress.end()
    lines = out.getvalue().splitlines()
    assert len(lines) == 20
    assert lines[-1] == "200/200  boots 200  0:00 left"


def test_progress_on_a_terminal():
    out = Terminal()
    progress = Progress(4, 2, out)
    progress.step("boots")
    progress.say("failed: x")
    progress.step("failed")
    progress.end()
    drawn = out.getvalue().split("\r")
    assert drawn[1].startswith("[" + "#" * 22 + "-" * 8 + "] 3/4  boots 1  ")
    assert drawn[2] == "\033[Kfailed: x\n"
    assert drawn[3].startswith("[" + "#" * 30 + "] 4/4  boots 1  failed 1  0:00 left")


def result(name, what, **more):
    of = dict(zip(("machine", "route", "memory", "cpus", "devices", "cpu", "accel", "kernel",
                   "initrd"), name.split("-")))
    return {"cell": name, "what": what, "said": [], "complaints": [], "expected": "boots",
            **of, **more}


CLAIM = {"row": ["isapc", "cpus 2", "why", "it says"], "complaints": ["it boots"]}


def page(*results):
    return summary.page({"date": "2026-01-02", "seed": 7, "cells": 3, "complete": False,
                         "accelerators": "kvm is left out", "versions": {"QEMU": "7"},
                         "unbuildable": [CLAIM], "results": list(results)})


def test_page_counts_and_tells():
    text = page(result("pc-kernel-1-2-3-4-5-6-7", "boots", said=["pvh: a|b"]),
                result("q35-kernel-1-2-3-4-5-6-7", FAILED, said=["pvh: x"],
                       complaints=["TR is wrong", "qemu -M q35\n--- log"]))
    assert "seed 7, stopped before its end: 2 of 3 cells, 1 failed." in text
    assert "| isapc | cpus 2 | why | it says | wrong |" in text
    assert "### isapc, cpus 2\n\nExpected: it says\n" in text and "```\nit boots\n```" in text
    assert "| q35 | 1 | 0 | 0 | 0 | 1 |" in text
    assert "| kernel | 2 | 1 | 0 | 0 | 1 |" in text
    assert "| 1 | pvh: a\\|b |" in text and "pvh: x" not in text
    assert "### q35-kernel-1-2-3-4-5-6-7" in text and "- TR is wrong\n" in text
    assert "```\nqemu -M q35\n--- log\n```" in text

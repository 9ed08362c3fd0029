# SPDX-License-Identifier: GPL-2.0-or-later
"""Any command line can be judged: one that stays, one that ends, one that says nothing."""
import os
import re

import pytest
from conformance import clauses, other
from harness import processes
from harness.command import I386
from harness.paths import BUILD, REPOSITORY

ALL = len(clauses.clauses())
REPORT = "TAP version 14\n1..2\nok 1 - a\nnot ok 2 - b\n  ---\n  found:\n    at: 0x1\n  ...\n"
BY_QEMU = (I386 + " -M pc -kernel {kernel32} -initrd {initrd} -append '{cmdline}' -nodefaults"
           " -display none -no-reboot -serial stdio")


def judged(command):
    done = processes.run(["make", "-s", "conformance-run", "LOADER=" + command], cwd=REPOSITORY,
                         text=True, capture_output=True, env=dict(os.environ))
    return done.returncode, done.stdout.splitlines()


def test_a_boot_that_never_ends_is_judged():
    """Without isa-debug-exit the guest halts; QEMU's own pvh.bin breaks two clauses."""
    status, out = judged(BY_QEMU)
    assert status == 2                  # make's own
    assert len(out) == ALL + 2
    assert [line.split()[0] for line in out if " NOT OK " in line] == ["18", "30"]
    assert out[-1] == "%d ok, 2 not ok, 3 skip" % (ALL - 5)


def test_our_rom_keeps_every_clause():
    status, out = judged(BY_QEMU.replace("{cmdline}", "{told}") + " -L %s" % BUILD)
    assert (status, out[-1]) == (0, "%d ok, 0 not ok, 4 skip" % (ALL - 4))


def test_qboots_command_of_the_documentation():
    text = (REPOSITORY / "docs/conformance.md").read_text()
    command = re.search(r"^qboot:\n\n    make conformance LOADER='(.*?)'$", text, re.M | re.S)[1]
    status, out = judged(command)
    assert status == 2
    # And more, by the version of qboot.
    assert {18, 30, 32, 36, 38, 39, 46} <= {
        int(line.split()[0]) for line in out if " NOT OK " in line}


@pytest.mark.parametrize("command,text", [
    ("printf '%s'; sleep 1000", REPORT), ("printf '%s'", REPORT),
    ("printf '%s' | sed 's/$/\\r/'", REPORT),
    ("printf 'TAP version 14\n1..2\nBail out! x\n'; sleep 1000", None)])
def test_reads_until_the_report_is_whole(command, text):
    if text:
        command = command % text.replace("\n", "\\n")
    assert other.run(command) == (text or "TAP version 14\n1..2\nBail out! x\n")


@pytest.mark.parametrize("text,last", [
    ("", "TAP: the last line is cut short: ''"), ("qemu: no\n", "TAP: no version line: 'qemu: no'"),
    ("TAP version 14\n1..2\nok 1 - a\n", "the report stops before clause 2"),
    ("firmware says hello\n" + REPORT, "1 ok, 1 not ok, 0 skip")])
def test_last_line(text, last):
    assert other.lines(text)[-1] == last

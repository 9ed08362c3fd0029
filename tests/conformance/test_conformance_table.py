# SPDX-License-Identifier: GPL-2.0-or-later
"""The table of clauses against loaders, made of reports that these tests write themselves."""
import os
import sys

from tests.conformance import conformance_guest as guest
from harness import processes
import pytest
from conformance import __main__ as runner, boots, clauses
from conformance.table import Table
from harness.paths import REPOSITORY

NUMBER = {clause_id: number for number, clause_id in guest.IDS.items()}


def point(clause, status="ok", reason=""):
    line = {"ok": "ok", "not ok": "not ok", "skip": "ok"}[status]
    text = "%s %d - %s" % (line, NUMBER[clause], clause)
    block = "\n  ---\n  found:\n    cr0: 0x31\n    and_more: 0\n  ..." if status == "not ok" else ""
    return text + (" # SKIP " + reason if status == "skip" else "") + block


def result(loader, machine="pc", bits=64, case=boots.BARE, told=True, **statuses):
    """A report of one boot; what is not named is ok."""
    lines = ["TAP version 14", "1..%d" % len(NUMBER)]
    for clause in NUMBER:
        status, _, reason = statuses.get(clause, "ok").partition(": ")
        lines.append(point(clause, status, reason))
    boot = boots.Boot(loader, machine, bits, case)
    return boots.judge(boot, "\n".join([*lines, ""]).encode(), "")


@pytest.mark.parametrize("clause", ["CMDLINE_TOLD", "MOD_CONTENT", "MOD_COUNT", "MOD_STRINGS"])
def test_a_skip_of_what_was_told_is_a_failure(clause):
    table = Table([result("early", case=boots.MODULES, **{clause: "skip: not told"})])
    assert table.failures() == ["%s; early: always. First found: skipped: not told" %
                                clauses.clauses()[NUMBER[clause] - 1].text]


@pytest.mark.parametrize("raw,problem", [
    (b"", "TAP: the last line is cut short: ''"),
    (b"TAP version 14\n1..59\n", "the report stops before clause 1"),
    (b"TAP version 14\n1..59\nok 1 - a\nBail out! exception 6\n", "bail out: exception 6"),
])
def test_no_whole_report(raw, problem):
    table = Table([boots.judge(boots.Boot("early", "pc", 32, boots.BARE), raw, "")])
    assert table.failures() == ["report: complete; early: always. First found: " + problem]


@pytest.mark.parametrize("status,report,problem", [
    (33, b"ok 1 - a\n", ""), (35, b"not ok 1 - a\n", ""),
    (33, b"not ok 1 - a\n", "status 33 does not fit the report"),
    (35, b"ok 1 - a\n", "status 35 does not fit the report"),
    (0, b"ok 1 - a\n", "QEMU ended with status 0"),
])
def test_status_of_qemu(status, report, problem):
    done = processes.CompletedProcess([], status, b"TAP version 14\n1..1\n" + report, b"")
    assert boots.result(None, done).problem == problem


def refused(*arguments, **environment):
    done = processes.run([sys.executable, "-B", "-m", "conformance", *arguments], cwd=REPOSITORY,
                         text=True, capture_output=True, env={**os.environ, **environment})
    assert done.returncode != 0 and done.stdout == ""
    return done.stderr


def test_refused_in_a_sentence(tmp_path):
    assert refused("--only", "early,foo") == \
        "conformance: there is no loader foo, but: -kernel, opt/pvh, early, QEMU, qboot\n"
    assert refused("--only", "") == \
        "conformance: there is no loader '', but: -kernel, opt/pvh, early, QEMU, qboot\n"
    assert refused("--only=early", QEMU="no-such-qemu -nodefaults") == \
        "conformance: QEMU=no-such-qemu -nodefaults: there is no such program\n"
    assert refused("--only=early", BUILD=str(tmp_path)) == (
        "early left out: there is no %s/pvh.bin\nconformance: no loader is left\n" % tmp_path)


@pytest.mark.parametrize("loader,status", [("-kernel", 1), ("qboot", 0)])
def test_exit_status_and_document(loader, status, monkeypatch, tmp_path, capsys):
    results = [result("opt/pvh"), result(loader, CR0="not ok")]
    document = tmp_path / "document"
    document.write_text(runner.BEGIN + runner.END)
    monkeypatch.setattr(runner, "run_all", lambda what: results)
    monkeypatch.setattr("sys.argv", ["conformance", "--docs", str(document)])
    assert runner.main() == status
    table = Table(results)
    assert capsys.readouterr().out == table.text() + "\n"
    assert document.read_text() == runner.into(runner.BEGIN + runner.END, table.markdown())


def test_committed_table_has_all_clauses():
    document = (REPOSITORY / "docs/conformance.md").read_text()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in document.split("\n")
            if line.startswith("| ") and " | ABI | " in line or " | guests | " in line]
    assert [(row[0], row[1], row[2], row[-1]) for row in rows] == [
        ("", "guests", "report: complete", "-"),
        *((str(c.number), c.kind, c.text, c.source) for c in clauses.clauses())]


def test_every_source_is_explained_and_used():
    assert {clause.source for clause in clauses.clauses()} == set(clauses.sources())

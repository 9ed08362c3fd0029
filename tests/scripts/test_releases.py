# SPDX-License-Identifier: GPL-2.0-or-later
"""make releases, .ci/run: what they make of a session's output, and a root that cannot be had."""
import os
import shutil

import pytest
from harness import processes
from harness.paths import REPOSITORY
from scripts.releases.outcome import NO_ROOT, Outcome
from scripts.releases.table import table

NOBODY = 65534
SESSION = """\
root.sh: making a root of trixie from http://deb.debian.org/debian/
@ begin run
setup: installing with apt-get: gcc
pvh-run: account complete
@ end run 0
@ begin check
[  PASSED  ] 570 unit tests in 41 programs
.............s....                                                       [100%]
SKIPPED [2] tests/rom/test_kvm.py:12: KVM cannot be had: no /dev/kvm
SKIPPED [1] tests/rom/test_sleep.py:9: no deep sleep
2100 passed, 3 skipped in 512.20s (0:08:32)
@ end check 0
@ QEMU 10.0.13
@ SeaBIOS 1.16.3-2
@ GCC 14.2.0
@ image 8192
"""


def outcome(session: str, place: str = "trixie", status: int = 0) -> Outcome:
    made = Outcome(place, status=status, seconds=754)
    for line in session.splitlines():
        made.read(line)
    return made


def test_the_table():
    none = outcome("no root of sid: mmdebstrap failed (is the mirror there, and whole?)", "sid",
                   NO_ROOT)
    assert table([outcome(SESSION), none]) == """\
| release | QEMU | SeaBIOS | GCC | image | `make run` | `make check` passed / failed / skipped | time |
| --- | --- | --- | --- | --- | --- | --- | --- |
| trixie | 10.0.13 | 1.16.3-2 | 14.2.0 | 8192 | ok | 2670 / 0 / 3 | 12:34 |
| sid | – | – | – | – | not run: no root of sid: mmdebstrap failed (is the mirror there, and whole?) | – | – |

Skipped:

- KVM cannot be had: no /dev/kvm (trixie 2)
- no deep sleep (trixie 1)"""


@pytest.mark.parametrize("was, now, last", [
    ("2100 passed, 3 skipped in", "7 failed, 2090 passed, 3 skipped, 1 error in",
     "2660 passed, 8 failed, 3 skipped"),
    ("@ end check 0", "@ end check 2", "2670 passed, 0 failed, 3 skipped, failed with status 2"),
    ("@ end check 0", "@ end check 124", "2670 passed, 0 failed, 3 skipped, no end in time"),
    ("@ end check 0", "", "2670 passed, 0 failed, 3 skipped, broken off"),
])
def test_failures(was, now, last):
    session = SESSION.replace(was, now)
    if now.startswith("7"):
        session = session.replace("@ end check 0", "@ end check 1")
    failed = outcome(session)
    assert failed.has_failed and failed.lines()[-1] == "trixie: make check: " + last


@pytest.mark.parametrize("said, fails", [
    ("setup: apt-get could not install gcc lld", False),
    ("setup: apt-get knows no package lld; the package lists could not be read: is there a"
     " network?", False),
    ("fetch-deb: cannot read the package lists of http://x/: 404", False),
    ("setup: apt-get knows no package lld", True),
    ("gcc: internal compiler error", True),
])
def test_the_mirrors_failures_are_not_ours(said, fails):
    made = outcome("@ begin all\n%s\n@ end all 2\n" % said, "sid")
    assert made.has_failed == fails
    assert made.lines() == ["sid: make all: " + (
        "failed with status 2" if fails else "not run: " + said)]


@pytest.mark.skipif(os.geteuid() != 0, reason="becomes an ordinary user, which only root may")
def test_no_rights_for_a_root(tmp_path):
    """One line, and the status that stands for it. The scripts have to be in reach of anyone."""
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents:
        if parent.stat().st_uid == os.geteuid() and parent.name.startswith(("pytest", "popen")):
            parent.chmod(parent.stat().st_mode | 0o111)
    shutil.copytree(REPOSITORY / "scripts", tmp_path / "scripts")
    done = processes.run(["setpriv", "--reuid=%d" % NOBODY, "--clear-groups", "sh",
                          tmp_path / "scripts/releases/root.sh", "sid", "true"],
                         text=True, capture_output=True, env={**os.environ, "HOME": "/nonexistent"})
    if done.stderr.startswith("sh: "):
        pytest.skip("an ordinary user cannot reach this checkout")
    assert (done.returncode, done.stdout, done.stderr) == (
        NO_ROOT, "", "no root of sid: only root may make one\n")

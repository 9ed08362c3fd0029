# SPDX-License-Identifier: GPL-2.0-or-later
"""make help, and the scripts that run the tests."""
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from harness.paths import REPOSITORY
from harness.sourcetree import good, run

UNIT = REPOSITORY / "scripts/check_unit.sh"
BOOT = REPOSITORY / "scripts/check_boot.sh"
PASSES = """#!/bin/sh
echo '[==========] Running 2 test(s).'
echo '[  PASSED  ] %d test(s).'
"""


def makefiles():
    """The Makefile, and what it includes."""
    files = [REPOSITORY / "Makefile"]
    for line in files[0].read_text().splitlines():
        if line.startswith("include "):
            files += [REPOSITORY / name for name in line.split()[1:]]
    return files


def documented():
    """Names of the targets that carry a line of help, file by file."""
    return [name for file in makefiles()
            for name in re.findall(r"^([a-z-]+):.* ## ", file.read_text(), re.M)]


def test_help_names_every_target_once_in_a_line():
    shown, variables = good("make", "help").split("\n\n")
    lines = [line for line in shown.splitlines() if not line.startswith("make: ")]
    assert [line.split()[1] for line in lines] == documented()
    assert all(re.fullmatch(r"make [a-z-]+ +\S.*", line) for line in lines)
    assert len(set(documented())) == len(documented())
    assert {"all", "help", "run", "check", "clean", "install", "uninstall", "dist", "deb", "rpm",
            "reproducible", "fuzz", "coverage"} <= set(documented())
    for name in ("CC=", "LD=", "CROSS_COMPILE=", "O=", "V=1", "PYTEST="):
        assert name in variables


def test_every_public_target_has_its_help():
    """What .PHONY names is for people, but for FORCE and steps of others."""
    phony = set()
    for file in makefiles():
        for line in re.findall(r"^\.PHONY: *(.*)$", file.read_text(), re.M):
            phony |= {name for name in line.split() if re.fullmatch("[a-z-]+", name)}
    steps = ".*-(all|run)|run-.*|lint-layers|tools-missing|check-unit-rom"
    assert {name for name in phony if not re.fullmatch(steps, name)} == set(documented())


@pytest.fixture
def program(tmp_path):
    def write(name, text):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
        return tmp_path / name
    return write


def test_unit_tests_that_pass_are_one_line(program, tmp_path):
    programs = [program("one", PASSES % 2), program("two", PASSES % 40),
                program("replay", "#!/bin/sh\necho 3 seeds\n")]
    assert good(UNIT, tmp_path / "log", *programs) == "[  PASSED  ] 42 unit tests in 3 programs\n"
    assert (tmp_path / "log").read_text().count("PASSED") == 2
    assert not (tmp_path / "log.one").exists()


def test_unit_test_that_fails_is_shown_whole(program, tmp_path):
    programs = [program("one", PASSES % 2),
                program("two", "#!/bin/sh\necho why\necho where >&2\nexit 3\n"),
                program("three", "#!/bin/sh\ntouch %s/three-ran\n" % tmp_path)]
    done = run(UNIT, tmp_path / "log", *programs)
    assert done.returncode == 1
    assert done.stdout == "why\nwhere\ncheck-unit: %s failed\n" % programs[1]
    assert not (tmp_path / "three-ran").exists()


def boot_suite(program, tmp_path, status, build):
    """check_boot.sh with a Python that takes pytest's place and says what it was given."""
    python = program("python", """#!/bin/sh
        [ "$1" != -c ] || exit 0
        for a; do case $a in --basetemp=*) mkdir -p "${a#*=}/gw0"; echo "$a" ;; esac; done
        exit %d""" % status)
    done = run(BOOT, PYTHON=str(python), BUILD=str(build))
    return done.returncode, done.stdout[len("--basetemp="):].strip()


@pytest.mark.parametrize("status,kept", [(0, False), (1, True)])
def test_what_tests_wrote_is_kept_only_if_one_failed(program, tmp_path, status, kept):
    with TemporaryDirectory() as build:
        assert boot_suite(program, tmp_path, status, build) == (status, build + "/pytest")
        assert Path(build, "pytest/gw0").exists() == kept


@pytest.mark.parametrize("status", [0, 1])
def test_long_names_have_no_room_for_sockets(program, tmp_path, status):
    from pathlib import Path
    build = tmp_path / ("b" * 60)
    got, scratch = boot_suite(program, tmp_path, status, build)
    assert got == status and re.fullmatch(r"/tmp/pvh-check\.\w{6}", scratch)
    assert not Path(scratch).exists() and not (build / "pytest").exists()

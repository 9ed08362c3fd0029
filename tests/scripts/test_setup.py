# SPDX-License-Identifier: GPL-2.0-or-later
"""scripts/setup.sh and python.sh on machines made of stubs: PATH holds what a test puts there."""
import re
import shutil
import sys
from pathlib import Path

from harness import processes
import pytest

from harness.paths import REPOSITORY

SCRIPTS = REPOSITORY / "scripts"
MISSING = """\
setup: gcc is missing: compiles the ROM
setup: binutils is missing: links the ROM (ld, objcopy)
setup: make is missing: drives the build
setup: libc6-dev is missing: the C library's headers
setup: libarchive-dev is missing: unpacks kernels
setup: liblzo2-dev is missing: unpacks kernels compressed with LZO
"""
LIBRARIES = "libc6-dev libarchive-dev liblzo2-dev"
NEEDED = "gcc binutils make " + LIBRARIES


class Machine:
    def __init__(self, path: Path):
        self.bin, self.log = path / "bin", path / "log"
        self.bin.mkdir()
        self.log.touch()
        self.stub("env", 'while case $1 in *=*) ;; *) false ;; esac; do shift; done; "$@"')

    def stub(self, name: str, script: str = "") -> None:
        """A program that notes how it was called."""
        file = self.bin / name
        file.write_text(f'#!/bin/sh\necho "{name} $*" >>{self.log}\n{script}\n')
        file.chmod(0o755)

    def setup(self, purpose: str = "build", **environment):
        done = processes.run(["/bin/sh", SCRIPTS / "setup.sh", purpose], text=True,
                             capture_output=True,
                             env={"PATH": str(self.bin), "PYTHON": sys.executable, **environment})
        assert done.stdout == ""
        return done.returncode, done.stderr


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


@pytest.fixture
def debian(machine):
    """Root, and an apt-get whose update works."""
    machine.stub("id", "echo 0")
    machine.stub("apt-cache")
    machine.stub("apt-get", "[ $1 != install ]")
    return machine


def has_compiler(machine):
    for name in ("gcc", "ld", "make"):
        machine.stub(name)


def test_silent_when_nothing_is_missing(machine):
    has_compiler(machine)
    assert machine.setup() == (0, "")


def test_stops_without_apt(machine):
    assert machine.setup() == (1, MISSING + (
        "setup: no apt-get here; with this system's own tools install what Debian calls:"
        " " + NEEDED + "\n"))


@pytest.mark.parametrize("manager, packages, advice", [
    ("dnf", "gcc qemu-system-x86 seabios",
     "as root: dnf install gcc qemu-system-x86-core seabios-bin"),
    ("pacman", "gcc qemu-system-x86 python3",
     "as root: pacman -S --needed gcc qemu-system-x86 python"),
    ("apk", "gcc qemu-system-x86 libc6-dev",
     "as root: apk add gcc qemu-system-x86_64 musl-dev"),
    ("pacman", "gcc ipxe-qemu lintian",
     "as root: pacman -S --needed gcc;"
     " with this system's own tools install what Debian calls: ipxe-qemu lintian"),
    ("apk", "lintian", "with this system's own tools install what Debian calls: lintian"),
])
def test_other_systems_own_words(machine, manager, packages, advice):
    machine.stub(manager)
    done = processes.run(["/bin/sh", SCRIPTS / "get-packages.sh", *packages.split()], text=True,
                         capture_output=True, env={"PATH": str(machine.bin)})
    assert (done.returncode, done.stdout, done.stderr) == (
        1, "", f"setup: no apt-get here; {advice}\n")


def test_every_package_is_known_elsewhere_or_is_debians_own():
    """What only Debian packages are made with has no name elsewhere."""
    setup = (SCRIPTS / "setup.sh").read_text()
    wanted = set(re.findall(r"^\s*(?:is_debian \|\| )?need (\S+) ", setup, re.M))
    known = {line.split()[0] for line in (SCRIPTS / "packages.txt").read_text().splitlines()}
    assert wanted - known == {"debhelper", "dpkg-dev", "lintian"}
    assert known - wanted - {"debian"} == set()


def test_stops_without_root_and_sudo(machine):
    machine.stub("apt-get")
    machine.stub("id", "echo 1000")
    assert machine.setup() == (1, MISSING + (
        "setup: not root, and no sudo here; as root: apt-get update &&"
        " apt-get install --no-install-recommends " + NEEDED + "\n"))
    assert "apt-get" not in machine.log.read_text()


@pytest.mark.parametrize("update, hint", [
    ("true", ""), ("false", "; the package lists could not be read: is there a network?")])
def test_stops_when_apt_fails(debian, update, hint):
    debian.stub("apt-get", f"case $1 in update) {update} ;; *) exit 100 ;; esac")
    assert debian.setup() == (1, MISSING + (
        "setup: installing with apt-get: " + NEEDED + "\n"
        f"setup: apt-get could not install {NEEDED}{hint}\n"))


def test_installs_what_is_missing(debian):
    debian.stub("make")
    tools = " ".join(str(debian.bin / name) for name in ("gcc", "ld"))
    chmod = shutil.which("chmod")
    debian.stub("apt-get", f"[ $1 = update ] || for tool in {tools}; do "
                           f"echo '#!/bin/sh' >$tool; {chmod} +x $tool; done")
    status, said = debian.setup()
    assert (status, said.splitlines()[-1]) == (
        0, "setup: installing with apt-get: gcc binutils " + LIBRARIES)
    assert [line for line in debian.log.read_text().splitlines() if line.startswith("apt-get")] == [
        "apt-get update -o APT::Update::Error-Mode=any",
        "apt-get install --yes --no-install-recommends --no-remove -o DPkg::Lock::Timeout=120"
        " gcc binutils " + LIBRARIES]


def test_every_purpose_includes_the_one_before(machine):
    names = {}
    for purpose in ("build", "run", "check"):
        said = machine.setup(purpose)[1].splitlines()
        names[purpose] = [line.split()[1] for line in said if " is missing: " in line]
    assert names["run"][:6] == names["build"] == NEEDED.split()
    assert names["check"][:len(names["run"])] == names["run"]
    assert {"qemu-system-x86", "cpio"} <= set(names["run"])
    assert {"libcmocka-dev", "clang", "lld", "lzop", "lz4", "zstd"} <= set(names["check"])
    assert all(len(set(found)) == len(found) for found in names.values())


@pytest.mark.parametrize("purpose, variable", [("build", "CC"), ("run", "QEMU")])
def test_a_program_named_by_the_user_is_not_installed(machine, purpose, variable):
    has_compiler(machine)
    status, said = machine.setup(purpose, **{variable: "/opt/mine --fast"})
    assert (status, said) == (1, f"setup: {variable}=/opt/mine --fast: there is no such program\n")


def python_sh(*modules, **environment):
    done = processes.run([SCRIPTS / "python.sh", *modules], text=True, capture_output=True,
                         env={"PATH": "/nonexistent", **environment})
    return done.returncode, done.stdout, done.stderr


def test_python_with_a_module_that_nobody_has():
    assert python_sh("zlib", "no_such_module", PYTHON=sys.executable) == (
        1, "", "python.sh: no Python 3.9 or newer found that has the modules:"
               " zlib no_such_module\n")

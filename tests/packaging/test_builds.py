# SPDX-License-Identifier: GPL-2.0-or-later
"""Building where distributions build: other tools, other places; what make says when it cannot."""
import os
import shutil
import sys
from pathlib import Path

from harness import boot
import pytest
from harness.sourcetree import copy_tree, image, listing, make, run

PREFIX = "x86_64-linux-gnu-"
READ_ONLY = """mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" &&
! touch "$0/x" 2>/dev/null && make -C "$0" O=../o"""
BEGUN = "optionrom/flags"        # the first file of a build
FOREIGN = "echo 'gcc: error: unrecognized command-line option -m32' >&2; exit 1"


@pytest.fixture
def tree(tmp_path):
    return copy_tree(tmp_path / "tree")


def stub(directory: Path, name: str, script: str) -> None:
    directory.mkdir(exist_ok=True)
    (directory / name).write_text("#!/bin/sh\n%s\n" % script)
    (directory / name).chmod(0o755)


def first_in_path(directory: Path) -> str:
    return "%s:%s" % (directory, os.environ["PATH"])


def may_unshare(*options: str) -> list:
    command = ["unshare", "--user", "--map-root-user", *options]
    tried = run(*command, "true")
    if tried.returncode:
        pytest.skip("no namespaces here: " + tried.stdout.strip())
    return command


@pytest.mark.parametrize("tools", [("CC=gcc", "LD=ld"), ("CC=gcc", "LD=ld.lld"),
                                   ("CC=clang", "LD=ld"), ("CC=clang", "LD=ld.lld")], ids="-".join)
def test_compilers_and_linkers(tools, tree, tmp_path, kernel):
    """The same bytes elsewhere, and they boot."""
    rom = tmp_path / "pvh.bin"
    rom.write_bytes(image(tree, *tools))
    assert image(copy_tree(tmp_path / "again"), *tools, "-j8") == rom.read_bytes()
    report = boot.boot(boot.PC, kernel=kernel.elf, rom=rom)
    assert kernel.violations(report, initrd=False) == []


def test_another_linker_links_again(tree):
    first, second = image(tree, "LD=ld"), image(tree, "LD=ld.lld")
    assert first != second and image(tree, "LD=ld") == first


def test_read_only_sources_without_network(tree, tmp_path):
    private = may_unshare("--mount", "--net")
    before = listing(tree)
    done = run(*private, "sh", "-c", READ_ONLY, tree)
    assert done.returncode == 0, done.stdout
    assert listing(tree) == before
    assert (tmp_path / "o/pvh.bin").read_bytes() == image(tree)


def test_cross_compiler(tree, tmp_path):
    """gcc, ld and objcopy are another processor's: the prefixed ones do all the work."""
    if not shutil.which(PREFIX + "gcc"):
        pytest.skip("there is no %sgcc" % PREFIX)
    expected = image(copy_tree(tmp_path / "native"))
    for tool in ("gcc", "cc", "ld", "objcopy"):
        stub(tmp_path / "bin", tool, FOREIGN)
    assert image(tree, "CROSS_COMPILE=" + PREFIX, PATH=first_in_path(tmp_path / "bin")) == expected


def test_clang_needs_no_prefixed_compiler(tree, tmp_path):
    stub(tmp_path / "bin", PREFIX + "ld", 'exec ld.lld "$@"')
    stub(tmp_path / "bin", PREFIX + "objcopy", 'exec objcopy "$@"')
    crossed = image(tree, "CC=clang", "CROSS_COMPILE=" + PREFIX,
                    PATH=first_in_path(tmp_path / "bin"))
    flags = (tree / "out/optionrom/flags").read_text()
    assert " clang --target=x86_64-linux-gnu -m32 " in flags
    assert crossed == image(copy_tree(tmp_path / "native"), "CC=clang", "LD=ld.lld")


def test_compiler_of_another_processor(tree, tmp_path):
    stub(tmp_path / "bin", "gcc", FOREIGN)
    done = make(tree, "out/pvh.bin", "BUILD=out", PATH=first_in_path(tmp_path / "bin"))
    assert done.returncode == 2
    assert ("make: gcc cannot compile the ROM: gcc: error: unrecognized command-line option -m32"
            " (CROSS_COMPILE=x86_64-linux-gnu- or CC=clang may)\n") in done.stdout
    assert not (tree / "out/optionrom/flags").exists()


def only(directory: Path, *tools: str) -> str:
    directory.mkdir()
    for tool in tools:
        (directory / tool).symlink_to(sys.executable if tool == "python3" else shutil.which(tool))
    return str(directory)


@pytest.mark.parametrize("there,missing", [
    ((), "gcc ld objcopy python3"), (("ld", "objcopy", "python3"), "gcc"),
    (("gcc", "ld", "objcopy"), "python3")])
def test_machine_without_tools(tree, tmp_path, there, missing):
    """python.sh looks for /usr/bin/python3 first: here it looks into PATH alone."""
    script = tree / "scripts/python.sh"
    script.write_text(script.read_text().replace(" /usr/bin/python3 ", " "))
    path = only(tmp_path / "bin", "sh", "cat", "cmp", "make", "mkdir", "grep", "sed", *there)
    done = make(tree, "BUILD=out", PATH=path)
    sentence = "make: not found: %s; run scripts/setup.sh build" % missing
    assert done.returncode == 2
    assert [line for line in done.stdout.splitlines()
            if "***" not in line and " directory " not in line] == [sentence]


# How a build directory is chosen: arguments of make, and its environment.
CHOICES = [(("O=%s",), {}), (("BUILD=%s",), {}), ((), {"BUILD": "%s"})]
chosen_by = pytest.mark.parametrize("arguments,changes", CHOICES, ids=["O", "BUILD", "environment"])


def choose(directory, arguments, changes):
    return ([argument % directory for argument in arguments],
            {name: value % directory for name, value in changes.items()})


@chosen_by
def test_somebody_elses_directory_is_no_build_directory(tree, tmp_path, arguments, changes):
    (tmp_path / "home").mkdir()
    (tmp_path / "home/letter").write_text("dear")
    before = listing(tmp_path / "home")
    words, environment = choose("%s/home/" % tmp_path, arguments, changes)
    for goal in ("all", "clean"):
        done = make(tree, *words, goal, **environment)
        assert done.returncode == 2
        assert ("home: cannot be created, or is neither empty nor a build of ours.  Stop."
                in done.stdout)
    assert listing(tmp_path / "home") == before


@chosen_by
def test_clean_removes_a_build_directory(tree, tmp_path, arguments, changes):
    (tmp_path / "o").mkdir()
    words, environment = choose("../o/", arguments, changes)
    for goal in ("dist", "../o/" + BEGUN):
        assert make(tree, *words, goal, **environment).returncode == 0
    assert (tmp_path / "o" / BEGUN).exists()
    assert make(tree, *words, "clean", **environment).returncode == 0
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("name", ["build", "./build", "%s/build", "../tree/build/"])
def test_clean_removes_the_default_build_directory(tree, name):
    assert make(tree, "build/" + BEGUN).returncode == 0
    chosen = {} if name == "build" else {"BUILD": name.replace("%s", str(tree))}
    done = make(tree, "clean", **chosen)
    assert (done.returncode, (tree / "build").exists()) == (0, False), done.stdout


def test_a_build_directory_within_another_is_ours(tree):
    """As make coverage has it: its log is there first, and both variables are on the command
    line."""
    for outer in ("build", "../o"):
        inner, variables = tree / outer / "inner", ("O=" + outer, "BUILD=%s/inner" % outer)
        assert make(tree, "O=" + outer, "%s/%s" % (outer, BEGUN)).returncode == 0
        inner.mkdir()
        (inner / "log").touch()
        assert make(tree, *variables, "%s/inner/%s" % (outer, BEGUN)).returncode == 0
        assert (inner / BEGUN).exists()
        assert make(tree, *variables, "clean").returncode == 0
        assert (tree / outer / BEGUN).exists() and not inner.exists()


def test_the_sources_are_no_build_directory(tree, tmp_path):
    before = listing(tree)
    for name in (".", "..", "/", "", "scripts", "out/..", "pvh.bin/../../tree", "it's"):
        done = make(tree, "clean", "BUILD=" + name)
        assert done.returncode == 2 and "nor a build of ours.  Stop." in done.stdout
        assert listing(tree) == before


def test_a_build_directory_with_a_name_that_means_more_to_a_shell(tree, tmp_path):
    for name in ("*", "~"):
        assert make(tree, "clean", "BUILD=" + name, HOME=str(tmp_path)).returncode == 0
    assert (tree / "Makefile").exists() and tree.exists()


def test_a_space_in_the_name_of_a_build_directory(tree):
    done = make(tree, "O=a b")
    assert done.returncode == 2 and not (tree / "a").exists()
    assert "make takes no space in the name of a build directory" in done.stdout

# SPDX-License-Identifier: GPL-2.0-or-later
"""make dist: one tarball of one version, whoever makes it."""
import os
import re
import tarfile

import pytest
from harness.paths import REPOSITORY
from harness.sourcetree import VERSION, copy_tree, good, listing, run

ROOT = "pvh-boot-" + VERSION
WHEN = 1_700_000_000
DATE = "@%d +0000" % WHEN
COMMIT = ("git", "-c", "user.name=x", "-c", "user.email=x", "commit", "-q", "-a", "-m", "x",
          "--date", DATE)


@pytest.fixture
def tree(tmp_path):
    return copy_tree(tmp_path / "tree")


@pytest.fixture
def checkout(tree):
    for command in (["git", "init", "-q"], ["git", "add", "."], COMMIT):
        good(*command, cwd=tree, GIT_COMMITTER_DATE=DATE)
    return tree


def dist(tree, *arguments, **changes):
    good("make", "-C", tree, "dist", *arguments, cwd=tree, **changes)
    return (tree / "build" / (ROOT + ".tar.gz")).read_bytes()


def members(tree):
    with tarfile.open(tree / "build" / (ROOT + ".tar.gz")) as packed:
        return packed.getmembers()


def test_all_files_and_nothing_else(checkout):
    before = listing(checkout)
    dist(checkout)
    packed = members(checkout)
    inside = sorted("%o %s" % (m.mode, m.name[len(ROOT) + 1:]) for m in packed)
    assert inside == sorted(line for line in before if not re.match(r"\d+ \.git/", line))
    assert {m.name.split("/")[0] for m in packed} == {ROOT}
    assert {(m.uid, m.gid, m.mtime, m.type) for m in packed} == {(0, 0, WHEN, tarfile.REGTYPE)}
    assert [m.name for m in packed] == sorted(m.name for m in packed)
    for needed in ("CHANGELOG.md", "VERSION", "LICENSE", "README.md"):
        assert "644 " + needed in inside


def test_unpacked_tarball_packs_itself_again(checkout, tmp_path):
    first = dist(checkout)
    good("tar", "-xzf", checkout / "build" / (ROOT + ".tar.gz"), "-C", tmp_path)
    again = tmp_path / ROOT
    assert dist(again) == first
    good("make", "-C", again, "build/pvh.bin", cwd=again)       # what was built is not packed,
    (again / "scripts/__pycache__").mkdir()             # nor what Python wrote
    (again / "scripts/__pycache__/x.pyc").touch()
    assert dist(again) == first


def test_another_clone_makes_the_same(checkout, tmp_path):
    """With another umask, time zone, build directory."""
    first = dist(checkout)
    good("sh", "-c", 'umask 077; git clone -q "$0" "$1"', checkout, tmp_path / "clone")
    clone = tmp_path / "clone"
    good("sh", "-c", 'umask 077; make O=other dist', cwd=clone, TZ="Asia/Kathmandu",
         LC_ALL="C.UTF-8")
    assert (clone / "other" / (ROOT + ".tar.gz")).read_bytes() == first


def test_what_git_does_not_know_yet(checkout):
    (checkout / "NEW").write_text("new")
    (checkout / "x.pyc").touch()                        # in .gitignore
    (checkout / "CONTRIBUTING.md").unlink()
    dist(checkout)
    names = {member.name[len(ROOT) + 1:] for member in members(checkout)}
    assert "NEW" in names and "x.pyc" not in names and "CONTRIBUTING.md" not in names


def test_source_date_epoch(checkout):
    dist(checkout, SOURCE_DATE_EPOCH="86400")
    assert {member.mtime for member in members(checkout)} == {86400}


def test_version_is_the_one_of_the_file(tree):
    (tree / "VERSION").write_text("9.8.7\n")
    os.utime(tree / "VERSION", (WHEN, WHEN))
    good("make", "-C", tree, "dist", cwd=tree)
    with tarfile.open(tree / "build/pvh-boot-9.8.7.tar.gz") as packed:
        assert {(m.name.split("/")[0], m.mtime) for m in packed} == {("pvh-boot-9.8.7", WHEN)}


def test_broken_git_makes_no_tarball(tree):
    (tree / ".git").write_text("gitdir: /nonexistent")
    done = run("make", "-C", tree, "dist", cwd=tree)
    assert done.returncode == 2
    assert "dist: git lists no files (its reason stands above)" in done.stdout
    assert list((tree / "build").glob("*.gz")) == []


def test_one_version():
    """VERSION says it; what cannot read that file says the same."""
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)
    spec = (REPOSITORY / "packaging/rpm/pvh-boot.spec").read_text()
    apk = (REPOSITORY / "packaging/apk/APKBUILD").read_text()
    assert re.findall(r"^Version: +(.*)$", spec, re.M) == [VERSION]
    assert re.findall(r"^pkgver=(.*)$", apk, re.M) == [VERSION]
    headings = re.findall(r"^## (.*)$", (REPOSITORY / "CHANGELOG.md").read_text(), re.M)
    assert re.match(r"Unreleased$|%s\b" % re.escape(VERSION), headings[0])

# SPDX-License-Identifier: GPL-2.0-or-later
"""make release-check: what does not fit is named, a line each."""
import hashlib
import shutil

import pytest

from harness import processes
from harness.paths import REPOSITORY

IMAGE = b"the ROM"
SUM = hashlib.sha256(IMAGE).hexdigest()
FILES = {
    "VERSION": "1.2.3\n", "CHANGELOG.md": "# Changes\n\n## 1.2.3 (2026-01-02)\n\n- all\n",
    "packaging/rpm/pvh-boot.spec": "Version:        1.2.3\n",
    "packaging/apk/APKBUILD": "pkgver=1.2.3\n", ".gitignore": "/build/\n",
    "docs/reliability.md": "`pvh.bin` 1.2.3 (sha256 %.16s…), built\n" % SUM,
    "docs/performance.md": "| pvh.bin, SHA-256 | %s |\n" % SUM, "build/pvh.bin": IMAGE.decode(),
}


@pytest.fixture
def tree(tmp_path):
    """A checkout in which everything fits. Returns what runs git in it."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    shutil.copy(REPOSITORY / "packaging/release_check.sh", tmp_path / "packaging")

    def git(*words):
        processes.run(["git", "-c", "user.name=a", "-c", "user.email=a@b.invalid", *words],
                      cwd=tmp_path, check=True, stdout=processes.DEVNULL)
    git("init", "-q")
    git("add", "-A")
    git("commit", "-q", "-m", "all")
    git("tag", "v1.2.3")
    return git


def check(tmp_path):
    done = processes.run(["packaging/release_check.sh"], cwd=tmp_path, text=True,
                         env={"PATH": "/usr/bin:/bin", "BUILD": "build"}, capture_output=True)
    return done.returncode, (done.stdout + done.stderr).splitlines()


def test_all_fits(tree, tmp_path):
    assert check(tmp_path) == (
        0, ["release-check: 1.2.3 is consistent; next: git tag -s v1.2.3"])


@pytest.mark.parametrize("name,old,new,complaint", [
    ("CHANGELOG.md", "1.2.3", "Unreleased",
     'CHANGELOG.md begins with "Unreleased (2026-01-02)", not with "1.2.3" and a date'),
    ("packaging/apk/APKBUILD", "1.2.3", "1.2.2",
     "packaging/apk/APKBUILD has another version than VERSION, 1.2.3"),
    ("packaging/rpm/pvh-boot.spec", "1.2.3", "1.2.30",
     "packaging/rpm/pvh-boot.spec has another version than VERSION, 1.2.3"),
    ("docs/performance.md", SUM, "f" * 64, "docs/performance.md has figures of the image "
     "ffffffffffffffff…, the sources make %.16s…" % SUM),
    ("docs/reliability.md", "sha256", "sum", "docs/reliability.md has figures of the image none…, "
     "the sources make %.16s…" % SUM)])
def test_says_what_does_not_fit(tree, tmp_path, name, old, new, complaint):
    path = tmp_path / name
    path.write_text(path.read_text().replace(old, new))
    tree("commit", "-q", "-a", "-m", "wrong")
    tree("tag", "-f", "v1.2.3")
    assert check(tmp_path) == (1, ["release-check: " + complaint])


def test_a_tag_elsewhere_and_what_is_not_committed(tree, tmp_path):
    tree("commit", "-q", "--allow-empty", "-m", "later")
    (tmp_path / "new").touch()
    assert check(tmp_path) == (1, [
        "release-check: not committed: 1 files",
        "release-check: the tag v1.2.3 is on another commit; VERSION is that of the last release"])

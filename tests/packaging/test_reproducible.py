# SPDX-License-Identifier: GPL-2.0-or-later
"""make reproducible: two builds are the same, and where they are not it says so."""
import os
import re

from tests.packaging import debs
import pytest
from harness.sourcetree import VERSION, copy_tree, make

FILES = ["pvh.bin", "pvh-boot-%s.tar.gz", "deb/pvh-boot_%s-1.dsc", "deb/pvh-boot_%s-1.debian.tar.xz",
         "deb/pvh-boot_%s.orig.tar.gz", "deb/pvh-boot-dbgsym_%s-1_" + debs.ARCHITECTURE + ".deb", "deb/pvh-boot-rom_%s-1_all.deb",
         "deb/pvh-boot_%s-1_" + debs.ARCHITECTURE + ".deb"]


@pytest.fixture
def tree(tmp_path):
    return copy_tree(tmp_path / "tree")


def test_everything_is_the_same(tmp_path_factory):
    said = (debs.built(tmp_path_factory) / "said").read_text()
    same = re.findall(r"^[0-9a-f]{64}  (.*)$", said, re.M)
    assert same == [name.replace("%s", VERSION) for name in FILES]
    assert re.search("^reproducible: second build, in /tmp/pvh-reproducible[.]", said, re.M)


DIFFERENT = ["date +%Y", "umask", "id -u", "pwd", "echo $TZ", "echo $LC_ALL", "echo $HOME", "echo $USER"]


def test_what_differs_is_seen(tree, tmp_path):
    """Packages that hold something of the builder's, each another thing."""
    lines = ["%s >%d.deb" % (command, i) for i, command in enumerate(DIFFERENT)]
    script = "#!/bin/sh\nmkdir -p $2 && cd $2 && touch x.dsc x.tar.xz\n%s\n" % "\n".join(lines)
    (tree / "packaging/deb.sh").write_text(script)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/lintian").symlink_to("/bin/true")
    done = make(tree, "reproducible", "O=../out", PATH="%s:%s" % (tmp_path / "bin", os.environ["PATH"]))
    assert done.returncode == 2
    if "unshare does not work here" in done.stdout:
        pytest.skip("no namespaces here: both builds are one user's")
    differ = re.findall(r"^deb/(\d)\.deb \S+ differ", done.stdout, re.M)
    assert [DIFFERENT[int(i)] for i in differ] == DIFFERENT
    assert re.findall("^[0-9a-f]{64}  (.*)$", done.stdout, re.M) == [
        "pvh.bin", "pvh-boot-%s.tar.gz" % VERSION, "deb/x.dsc", "deb/x.tar.xz"]

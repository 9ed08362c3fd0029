# SPDX-License-Identifier: GPL-2.0-or-later
"""make reproducible: two builds are the same, and where they are not it says so."""
import re

from tests.packaging import debs
import pytest
from harness.paths import REPOSITORY
from harness.sourcetree import VERSION, good, run

DEB = "deb/pvh-boot_%s-1" % VERSION
FILES = ["pvh.bin", "pvh-boot-%s.tar.gz" % VERSION, DEB + ".dsc", DEB + ".debian.tar.xz",
         "deb/pvh-boot_%s.orig.tar.gz" % VERSION,
         "deb/pvh-boot-dbgsym_%s-1_%s.deb" % (VERSION, debs.ARCHITECTURE),
         "deb/pvh-boot-rom_%s-1_all.deb" % VERSION, "%s_%s.deb" % (DEB, debs.ARCHITECTURE)]


def test_everything_is_the_same(tmp_path_factory):
    said = (debs.built(tmp_path_factory) / "said").read_text()
    assert re.findall(r"^[0-9a-f]{64}  (.*)$", said, re.M) == FILES
    assert re.search("^reproducible: second build, in /tmp/pvh-reproducible[.]", said, re.M)


DIFFERENT = ["date +%Y", "umask", "id -u", "pwd", "echo $TZ", "echo $LC_ALL", "echo $HOME",
             "echo $USER"]
# Stands in for the sources: an image and a tarball that are always the same.
MAKEFILE = """\
build/pvh.bin: ; mkdir -p build && echo >$@
dist: build/pvh.bin
	tar -cz --sort=name --mtime=@0 --owner=0 --group=0 --mode=755 --exclude=build \\
		-f build/pvh-boot-1.tar.gz -C .. pvh-boot-1
"""


def test_what_differs_is_seen(tmp_path):
    """Packages that hold something of the builder's, each another thing."""
    tree = tmp_path / "pvh-boot-1"
    (tree / "packaging").mkdir(parents=True)
    (tree / "Makefile").write_text(MAKEFILE)
    lines = ["%s >%d.deb" % (command, i) for i, command in enumerate(DIFFERENT)]
    script = "#!/bin/sh\nmkdir -p $2 && cd $2 && touch x.dsc x.tar.xz\n%s\n" % "\n".join(lines)
    (tree / "packaging/deb.sh").write_text(script)
    (tree / "packaging/deb.sh").chmod(0o755)
    good("sh", "-c", "make dist && packaging/deb.sh - build/deb", cwd=tree)
    done = run(REPOSITORY / "packaging/reproducible.sh", tree / "build")
    assert done.returncode == 1
    if "unshare does not work here" in done.stdout:
        pytest.skip("no namespaces here: both builds are one user's")
    differ = re.findall(r"^deb/(\d)\.deb \S+ differ", done.stdout, re.M)
    assert [DIFFERENT[int(i)] for i in differ] == DIFFERENT
    assert re.findall("^[0-9a-f]{64}  (.*)$", done.stdout, re.M) == [
        "pvh.bin", "pvh-boot-1.tar.gz", "deb/x.dsc", "deb/x.tar.xz"]

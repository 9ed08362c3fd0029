# SPDX-License-Identifier: GPL-2.0-or-later
"""scripts/fetch-deb.sh, with an apt that has packages of ours."""
import os
from pathlib import Path

from harness import processes
import pytest

from harness.toolbench import Bench

MIRROR = "http://mirror.test/debian"
KERNEL = "linux-image-cloud-amd64"
APT_GET = """
case $1 in
indextargets) echo "%(mirror)s $(. /etc/os-release; echo "$VERSION_CODENAME")" ;;
update) [ ! -e %(path)s/broken ] || { cat %(path)s/broken >&2; exit 100; } ;;
download) shift; echo "$@" >>%(path)s/downloads
	for name; do cp %(path)s/repository/"$name"_* . || { echo "E: 404" >&2; exit 100; }; done ;;
esac
"""
APT_CACHE = """
for name; do :; done
cat %(path)s/repository/"$name".control
"""


class Mirror(Bench):
    def __init__(self, path: Path):
        super().__init__(path)
        (path / "repository").mkdir()
        self.stub("apt-get", APT_GET)
        self.stub("apt-cache", APT_CACHE)
        self.stub("apt-config", "echo 'Acquire::x \"1\";'")

    def stub(self, name: str, script: str) -> None:
        text = script % {"path": self.path, "mirror": MIRROR} if script else ""
        (self.path / name).write_text("#!/bin/sh\n" + text)
        (self.path / name).chmod(0o755)

    def package(self, name: str, depends: str = "", **files: str) -> None:
        """A package and what it says of itself; files: what is in it, with / written as __."""
        root = self.path / "packages" / name
        (root / "DEBIAN").mkdir(parents=True)
        control = ("Package: %s\nVersion: 2\nArchitecture: amd64\nMaintainer: nobody <n@o>\n"
                   "Description: none\n%s" % (name, depends and "Depends: %s\n" % depends))
        (root / "DEBIAN/control").write_text(control)
        (self.path / "repository" / (name + ".control")).write_text(control)
        for file, text in files.items():
            target = root / file.replace("__", "/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        processes.run(["dpkg-deb", "-Znone", "--root-owner-group", "-b", root,
                       self.path / "repository"], check=True, stdout=processes.DEVNULL)

    def fetch(self, *arguments: str, **environment: str):
        return self.call("fetch-deb.sh", *arguments, **{
            "PATH": f"{self.path}:{os.environ['PATH']}", "DEBIAN_MIRROR": MIRROR, **environment})

    def directory(self, *arguments: str) -> Path:
        done = self.fetch(*arguments)
        assert done.returncode == 0, done.stderr
        return Path(done.stdout.rstrip("\n"))

    def sentence(self, *arguments: str) -> str:
        """The last line that it fails with."""
        done = self.fetch(*arguments)
        assert (done.returncode, done.stdout) == (1, "")
        return done.stderr.splitlines()[-1]

    def downloads(self):
        return (self.path / "downloads").read_text().split()


@pytest.fixture
def mirror(tmp_path):
    return Mirror(tmp_path)


def whole(mirror):
    """As up to Debian 13: the kernel and its modules are one package."""
    mirror.package(KERNEL, "linux-image-6 (= 1)")
    mirror.package("linux-image-6", "kmod, linux-base (>= 4), initramfs-tools | dracut",
                   lib__modules__6__kernel__fs__a="module",
                   lib__modules__6__kernel__block__b="module", **{"boot__vmlinuz-6": "kernel"})


def split(mirror):
    """As since Debian 14."""
    mirror.package(KERNEL, "linux-base-cloud, linux-image-7 (= 1)")
    mirror.package("linux-image-7", "dracut | initramfs-tools (>= 1), linux-base-7,"
                                    " linux-binary-7 (= 1), linux-modules-7 (= 1)")
    mirror.package("linux-binary-7", "linux-base-7", usr__lib__modules__7__vmlinuz="kernel")
    mirror.package("linux-modules-7", "kmod", usr__lib__modules__7__kernel__fs__a="module",
                   usr__lib__modules__7__kernel__block__b="module")


@pytest.mark.parametrize("release", [whole, split])
def test_the_kernel_wherever_it_is(mirror, release):
    release(mirror)
    directory = mirror.directory(KERNEL)
    assert (directory / "vmlinuz").read_text() == "kernel"
    assert [path.name for path in directory.rglob("[ab]")] == []


@pytest.mark.parametrize("release", [whole, split])
def test_the_modules_that_tests_load(mirror, release):
    release(mirror)
    directory = mirror.directory("--modules", KERNEL)
    assert (directory / "vmlinuz").read_text() == "kernel"
    assert [path.name for path in directory.rglob("[ab]")] == ["b"]


def test_what_was_fetched_is_not_fetched_again(mirror):
    split(mirror)
    assert mirror.directory(KERNEL) == mirror.directory(KERNEL)
    assert len(mirror.downloads()) == 3


def test_a_kernel_that_is_gone_is_fetched_again(mirror):
    split(mirror)
    (mirror.directory(KERNEL) / "usr/lib/modules/7/vmlinuz").unlink()
    assert (mirror.directory(KERNEL) / "vmlinuz").read_text() == "kernel"


@pytest.mark.parametrize("place", ["bin__busybox", "usr__bin__busybox"])
def test_busybox_in_either_place(mirror, place):
    mirror.package("busybox-static", **{place: "program"})
    directory = mirror.directory("--suite", "other", "busybox-static")
    assert (directory / "busybox").read_text() == "program"


def test_a_release_that_is_out_of_order(mirror):
    reason = "Release file for %s/InRelease is expired (invalid since 3 d)." % MIRROR
    (mirror.path / "broken").write_text("W: something else\nE: %s\nE: and more\n" % reason)
    assert mirror.sentence(KERNEL) == (
        "fetch-deb: cannot read the package lists of %s: %s" % (MIRROR, reason))


def test_no_mirror(mirror):
    """An apt without sources, as on a machine that is not Debian's."""
    mirror.stub("apt-get", "")
    done = mirror.fetch("hello", DEBIAN_MIRROR="")
    assert (done.returncode, done.stdout, done.stderr) == (
        1, "", "fetch-deb: no Debian mirror among this machine's apt sources;"
               " DEBIAN_MIRROR=URI names one\n")
    assert not [name for name in os.listdir(mirror.cache / "pvh-boot/debs") if "new." in name]

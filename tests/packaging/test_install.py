# SPDX-License-Identifier: GPL-2.0-or-later
"""make install and uninstall: every file, its mode, its content; and what is installed works."""
import os
from pathlib import Path

from harness import boot, processes
import pytest
from tests.packaging.installed_files import DOCUMENTS, NAMES, expected
from harness.qemu import GOOD_EXIT, Qemu
from harness.sourcetree import VERSION, copy_tree, good, listing, make, once


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """Built once, for all test processes: make install only reads it then."""
    def build(directory):
        good("make", "-j2", cwd=copy_tree(directory / "tree"))
    return once(tmp_path_factory, "installed", build) / "tree"


def put(tree, root, *variables, verb="install"):
    good("sh", "-c", 'umask 077; exec make "$@"', "-", verb, "DESTDIR=%s" % root, *variables,
         cwd=tree)
    return sorted(listing(root))


def test_every_file_and_its_mode(tree, tmp_path):
    assert put(tree, tmp_path / "root") == expected()
    assert {oct(path.stat().st_mode & 0o777) for path in (tmp_path / "root/usr").rglob("*")
            if path.is_dir()} == {"0o755"}


def test_contents(tree, tmp_path):
    put(tree, tmp_path)
    share = tmp_path / "usr/local/share"
    assert (share / "qemu/pvh-boot.bin").read_bytes() == (tree / "build/pvh.bin").read_bytes()
    assert (share / "pvh-boot/pvh.bin").samefile(share / "qemu/pvh-boot.bin")
    for name in NAMES:
        installed = tmp_path / "usr/local/bin" / name
        assert installed.read_bytes() == (tree / "build/tools" / name).read_bytes()
    for name in DOCUMENTS:
        assert (share / "doc/pvh-boot" / name).read_bytes() == (tree / name).read_bytes()


def test_variables(tree, tmp_path):
    variables = ("prefix=/opt/pvh", "zshdir=/opt/pvh/lib/zsh")
    assert put(tree, tmp_path, *variables) == expected("opt/pvh", "lib/zsh")
    assert put(tree, tmp_path, *variables, verb="uninstall") == []


def test_datadir_apart(tree, tmp_path):
    names = put(tree, tmp_path, "prefix=/usr", "datadir=/data/all", "bindir=/programs")
    assert "755 programs/pvh-boot" in names
    assert {name.split(" -> ")[0].split()[-1].split("/")[0] for name in names} == {
        "programs", "data"}


def test_uninstall_leaves_what_others_have(tree, tmp_path):
    share = tmp_path / "usr/local/share"
    (share / "qemu").mkdir(parents=True)
    (share / "qemu/pvh.bin").write_text("QEMU's")
    before = listing(tmp_path)
    put(tree, tmp_path)
    assert put(tree, tmp_path, verb="uninstall") == before
    assert not (share / "pvh-boot").exists() and not (share / "doc/pvh-boot").exists()
    assert (share / "man/man1").is_dir()


def test_install_after_install_changes_nothing(tree, tmp_path):
    assert put(tree, tmp_path) == put(tree, tmp_path)


def test_only_what_is_built_is_installed(tree, tmp_path):
    """A root without compilers: the build went before, as its user."""
    put(tree, tmp_path)
    before = (tree / "build/pvh.bin").stat().st_mtime_ns
    put(tree, tmp_path)
    assert (tree / "build/pvh.bin").stat().st_mtime_ns == before


@pytest.fixture
def installed(tree, tmp_path):
    put(tree, tmp_path, "prefix=/p")
    return tmp_path / "p"


@pytest.mark.parametrize("name", ("pvh-boot", "pvh-extract"))
def test_programs_know_their_version(installed, name):
    done = processes.run([installed / "bin" / name, "--version"], text=True,
                         capture_output=True, cwd="/", check=True,
                         env={"PATH": os.environ["PATH"]})
    assert done.stdout == "%s %s\n" % (name, VERSION)


def test_the_version_of_pvh_qemu_is_qemu_s(installed):
    """Who asks wants to know what QEMU can do."""
    said = [good(program, "--version") for program in (installed / "bin/pvh-qemu", boot.X86_64)]
    assert said[0] == said[1] != ""


def test_pvh_boot_takes_the_rom_that_came_with_it(installed, kernel):
    (installed / "kernel").write_bytes(kernel.elf)
    done = processes.run([installed / "bin/pvh-boot", "--dry-run", installed / "kernel"],
                         text=True, capture_output=True, cwd="/", check=True,
                         env={"PATH": os.environ["PATH"], "HOME": str(installed)})
    assert " -L %s/share/pvh-boot " % installed in done.stdout


@pytest.mark.parametrize("deploy,options", [
    ("share/qemu", ["-option-rom", "pvh-boot.bin", "-fw_cfg", "name=opt/pvh/kernel,file=%s"]),
    ("share/pvh-boot", ["-kernel", "%s"])], ids=["bare-name", "stand-in"])
def test_qemu_finds_it(installed, kernel, deploy, options):
    (installed / "kernel").write_bytes(kernel.elf)
    options = [option.replace("%s", str(installed / "kernel")) for option in options]
    with Qemu([boot.X86_64, "-nodefaults", "-display", "none", "-m", "128M",
               "-L", str(installed / deploy), *options, "-device", "isa-debug-exit"]) as vm:
        vm.wait_exit(GOOD_EXIT)
        (report,) = vm.reports()
    assert kernel.violations(report, initrd=False) == []
    assert report.ebx >= 0x10000        # QEMU's own ROM has its tables lower


def test_install_without_a_build_says_what_is_missing(tmp_path):
    done = make(copy_tree(tmp_path / "tree"), "install", "CC=no-such-compiler",
                "DESTDIR=%s/root" % tmp_path)
    assert done.returncode == 2
    assert "make: not found: no-such-compiler; run scripts/setup.sh build" in done.stdout
    assert not Path(tmp_path, "root").exists()

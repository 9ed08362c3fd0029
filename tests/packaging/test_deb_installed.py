# SPDX-License-Identifier: GPL-2.0-or-later
"""The Debian packages installed, used and removed in a root that is thrown away."""
import os
import shutil

from tests.packaging import debs
from harness import linux, report
import pytest
from harness.bzimage import bzimage, payload
from harness.elfimage import Image, Segment
from tests.packaging.kernel_package import kernel_package
from tests.packaging.throwaway import Root

QEMU = ("qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none", "-m", "128M",
        "-device", "isa-debug-exit", "-debugcon", "file:/tmp/given/report")
GOOD_EXIT = 85
THEIRS = "/usr/share/qemu/pvh.bin"
DPKGS_OWN = {"var/log/dpkg.log", "var/lib/man-db/auto-update", *(
    "var/lib/dpkg/" + name for name in ("status", "status-old", "diversions", "diversions-old",
                                        "triggers/Lock", "lock", "lock-frontend"))}


@pytest.fixture
def given(tmp_path, tmp_path_factory, kernel):
    directory = tmp_path / "given"
    directory.mkdir()
    built = debs.built(tmp_path_factory)
    for package in (debs.ROM, debs.TOOLS):
        shutil.copy(debs.deb(built, package), directory / (package + ".deb"))
    (directory / "kernel").write_bytes(kernel.elf)
    return directory


@pytest.fixture
def bare(given, tmp_path):
    if os.geteuid() != 0:
        pytest.skip("not root: a root of one's own, where dpkg can install, cannot be had")
    if not shutil.which("dpkg"):
        pytest.skip("no dpkg here")
    with Root(tmp_path / "root", given) as root:
        yield root


@pytest.fixture
def root(bare):
    install(bare)
    return bare


def install(root):
    root.good("dpkg", "--install", *("/tmp/given/%s.deb" % name for name in (debs.ROM, debs.TOOLS)))


def told(root, given, *options):
    """What the reporting guest was handed."""
    done = root.run(*QEMU, *options)
    assert (done.returncode, done.stdout) == (GOOD_EXIT, "")
    text = (given / "report").read_text("latin-1")
    return report.parse(text[text.rindex("begin="):])


def by_our_rom(found):
    """QEMU's own has its tables below 64 KiB, ours above."""
    return found.registers["ebx"] >= 0x10000


def test_found_by_bare_name(root, given, kernel):
    found = told(root, given, "-option-rom", "pvh-boot.bin", "-fw_cfg",
                 "name=opt/pvh/kernel,file=/tmp/given/kernel")
    assert kernel.violations(found, initrd=False) == [] and by_our_rom(found)


def test_stands_in_by_directory(root, given, kernel):
    found = told(root, given, "-L", "/usr/share/pvh-boot", "-kernel", "/tmp/given/kernel")
    assert kernel.violations(found, initrd=False) == [] and by_our_rom(found)


def content(root, path):
    return root.good("sha256sum", path).split()[0]


def test_stands_in_for_everybody(root, given):
    plain = ("-kernel", "/tmp/given/kernel")
    original = content(root, THEIRS)
    assert not by_our_rom(told(root, given, *plain))
    root.good("/usr/share/pvh-boot/divert", "add")
    assert by_our_rom(told(root, given, *plain))
    assert content(root, THEIRS + ".qemu") == original
    install(root)                                   # an upgrade, say
    assert content(root, THEIRS) == content(root, "/usr/share/qemu/pvh-boot.bin") != original
    root.good("/usr/share/pvh-boot/divert", "add")      # is no harm
    root.good("/usr/share/pvh-boot/divert", "remove")
    assert content(root, THEIRS) == original
    assert root.run("test", "-e", THEIRS + ".qemu").returncode == 1
    root.good("/usr/share/pvh-boot/divert", "remove")
    assert content(root, THEIRS) == original


def test_divert_wants_a_word(root):
    done = root.run("/usr/share/pvh-boot/divert")
    assert (done.returncode, done.stdout) == (1, "usage: divert add|remove\n")


def test_debians_kernel_by_pvh_boot(root, given):
    shutil.copy(linux.vmlinuz(linux.CLOUD), given / "vmlinuz")
    linux.initramfs("amd64", given)
    said = root.good("pvh-boot", "--accel", "tcg", "--initrd", "/tmp/given/initramfs-amd64",
                     "--append", linux.CMDLINE, "/tmp/given/vmlinuz", "--", "-no-reboot")
    account = linux.account(said)
    assert account["boot loader type (176 means entered through PVH)"].strip() == "176"
    assert account["command line"].strip() == linux.CMDLINE


def cached(root):
    """Entries of the system's cache: link -> the kernel that they were made of."""
    return root.good("sh", "-c", """cd /var/cache/pvh-boot/kernels 2>/dev/null || exit 0
        for link in *.of; do [ ! -h $link ] || readlink $link; done""").split()


@pytest.mark.parametrize("way", ["--remove", "--purge"])
def test_a_kernel_that_is_installed_is_cached_for_all_users(root, given, kernel, way):
    """At once believed, though it has just been written; gone when it is."""
    package = kernel_package(given, "9.9-pvh", bzimage(payload(kernel.elf, "xz")))
    root.good("dpkg", "--install", "/tmp/given/" + package)
    assert "/boot/vmlinuz-9.9-pvh" in cached(root)
    said = root.good("setpriv", "--reuid=12345", "--clear-groups", "pvh-extract", "--cached",
                     "/boot/vmlinuz-9.9-pvh")
    assert said.startswith("/var/cache/pvh-boot/kernels/")
    root.good("dpkg", way, "linux-image-9.9-pvh")
    assert "/boot/vmlinuz-9.9-pvh" not in cached(root)


def test_a_kernel_without_pvh_is_passed_over_in_silence(root, given):
    plain = Image([Segment(data=b"\xf4", paddr=1 << 20)]).build()
    package = kernel_package(given, "9.9-plain", bzimage(payload(plain, "gzip")))
    before = cached(root)
    said = root.good("dpkg", "--install", "/tmp/given/" + package)
    assert "pvh" not in said and cached(root) == before


def test_what_is_wrong_with_a_kernel_is_said_and_stops_nothing(root, given, kernel):
    package = kernel_package(given, "9.9-cut", bzimage(payload(kernel.elf, "gzip"))[:-2000])
    said = root.good("dpkg", "--install", "/tmp/given/" + package)
    assert "pvh-extract: /boot/vmlinuz-9.9-cut: it is cut short" in said


def packages_known(root):
    return root.good("dpkg-query", "--show", "--showformat", "${Package} ${Version} ${Status}\n")


def test_nothing_is_left_behind(bare):
    before = packages_known(bare), bare.good("dpkg-divert", "--list")
    install(bare)
    bare.good("pvh-boot", "--version")
    bare.good("/usr/share/pvh-boot/divert", "add")
    bare.good("dpkg", "--remove", debs.TOOLS, debs.ROM)
    bare.run("dpkg", "--purge", debs.TOOLS, debs.ROM)
    written = bare.written()
    assert (packages_known(bare), bare.good("dpkg-divert", "--list")) == before
    # It was moved, and moved back.
    assert written.pop(THEIRS[1:]) == "f"
    assert content(bare, THEIRS) == debs.good("sha256sum", THEIRS).split()[0]
    assert set(written) <= DPKGS_OWN

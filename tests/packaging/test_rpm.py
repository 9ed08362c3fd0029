# SPDX-License-Identifier: GPL-2.0-or-later
"""make rpm: what is in the packages, what rpmlint says, and kernel-install's plugin at work."""
import os
import platform
import re
import shutil

import pytest
from harness import processes
from harness.bzimage import bzimage, payload
from harness.sourcetree import VERSION, copy_tree, good, image, listing, once
from tests.packaging.installed_files import expected
from tests.packaging.throwaway import Root

NAMES = ("pvh-boot", "pvh-boot-rom")
FIELDS = ("%{NAME} %{VERSION} %{RELEASE} %{ARCH} %{LICENSE}\n"
          "[%{REQUIRENAME} %{REQUIREFLAGS:depflags} %{REQUIREVERSION}\n]")
IN_MODULES, IN_BOOT = "/usr/lib/modules/9.9-pvh/vmlinuz", "/boot/vmlinuz-9.9-pvh"


def _build(directory):
    tree = copy_tree(directory / "tree")
    said = good("make", "-C", tree, "O=../out", "V=1", "rpm", cwd=tree)
    (directory / "said").write_text(said)


@pytest.fixture
def packages(tmp_path_factory):
    return once(tmp_path_factory, "rpms", _build)


def rpm(directory, name):
    machine = "noarch" if name.endswith("-rom") else platform.machine()
    return directory / "out/rpm" / ("%s-%s-1.%s.rpm" % (name, VERSION, machine))


def test_files(packages, tmp_path):
    for name in NAMES:
        archive = processes.run(["rpm2cpio", rpm(packages, name)], check=True,
                                stdout=processes.PIPE).stdout
        processes.run(["cpio", "--quiet", "-id"], input=archive, cwd=tmp_path, check=True)
    ours = [line.replace("doc/pvh-boot/LICENSE", "licenses/pvh-boot-rom-%s/LICENSE" % VERSION)
            for line in expected("usr")]
    # Whether rpmbuild compresses manuals is for the distribution's macros to say.
    found = [re.sub(r"(/man./.*)\.gz$", r"\1", line) for line in listing(tmp_path)
             if "usr/lib/.build-id/" not in line]
    assert sorted(found) == sorted([*ours, "755 usr/share/pvh-boot/kernel-hook",
                                    "755 usr/lib/kernel/install.d/90-pvh-boot.install"])
    assert (tmp_path / "var/cache/pvh-boot").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "usr/share/qemu/pvh-boot.bin").read_bytes() == image(packages / "tree")


@pytest.mark.parametrize("name,machine,needs", [
    ("pvh-boot", platform.machine(), ["pvh-boot-rom = %s-1" % VERSION, "qemu-system-x86-core  "]),
    ("pvh-boot-rom", "noarch", [])])
def test_fields(packages, name, machine, needs):
    first, *requires = good("rpm", "-qp", "--qf", FIELDS, rpm(packages, name)).splitlines()
    assert first == "%s %s 1 %s GPL-2.0-or-later" % (name, VERSION, machine)
    # rpmbuild adds libraries and scripts' interpreters.
    found = ("rpmlib(", "lib", "rtld(", "/bin/sh ")
    own = [line for line in requires if not line.startswith(found)]
    assert own == needs
    assert any(line.startswith("libarchive.so.") for line in requires) == bool(needs)


def test_rpmlint_has_nothing_to_say(packages):
    said = (packages / "said").read_text()
    assert "rpmlint --strict " in said
    # 4 where the debug information goes into a package of its own.
    assert re.search(r" [34] packages and 1 specfiles checked; 0 errors, 0 warnings,"
                     r"( \d+ filtered,)? 0 badness;", said)


@pytest.fixture
def root(packages, tmp_path, kernel):
    if os.geteuid() != 0:
        pytest.skip("not root: a root of one's own, where rpm can install, cannot be had")
    given = tmp_path / "given"
    given.mkdir()
    for name in NAMES:
        shutil.copy(rpm(packages, name), given / (name + ".rpm"))
    (given / "vmlinuz").write_bytes(bzimage(payload(kernel.elf, "xz")))
    with Root(tmp_path / "root", given) as root:
        root.good("rpm", "--install", "--nodeps", *("/tmp/given/%s.rpm" % name for name in NAMES))
        yield root


def cached(root):
    """The kernels that entries of the system's cache were made of, of this version."""
    listed = root.good("sh", "-c", "cd /var/cache/pvh-boot/kernels 2>/dev/null || exit 0; "
                                   "for link in *.of; do readlink $link || :; done").split()
    return [path for path in listed if "9.9-pvh" in path]


@pytest.mark.parametrize("where", [IN_MODULES, IN_BOOT])
def test_kernel_install_fills_the_cache(root, where):
    """With the kernel where distributions have it, and with a copy of it in /boot as well; what is
    removed has its image still, as packages remove that last."""
    for path in {IN_MODULES, where}:
        root.good("install", "-D", "/tmp/given/vmlinuz", path)
    root.good("kernel-install", "add", "9.9-pvh", IN_MODULES)
    assert cached(root) == [where]
    if where == IN_BOOT:
        root.good("rm", IN_BOOT)
    root.good("kernel-install", "remove", "9.9-pvh")
    assert cached(root) == []


def test_removing_the_packages_removes_the_cache(root):
    root.good("install", "-D", "/tmp/given/vmlinuz", IN_BOOT)
    root.good("/usr/share/pvh-boot/kernel-hook", "add", IN_BOOT)
    assert cached(root) == [IN_BOOT]
    root.good("rpm", "--erase", *NAMES)
    assert root.run("test", "-e", "/var/cache/pvh-boot").returncode == 1

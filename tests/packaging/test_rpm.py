# SPDX-License-Identifier: GPL-2.0-or-later
"""make rpm: what is in the packages, and that rpmlint is content."""

from harness import processes
import pytest
from tests.packaging.installed_files import expected
from harness.sourcetree import VERSION, copy_tree, good, image, listing, once

FIELDS = "%{NAME} %{VERSION} %{RELEASE} %{ARCH} %{LICENSE}\n[%{REQUIRENAME} %{REQUIREFLAGS:depflags} %{REQUIREVERSION}\n]"


def _build(directory):
    tree = copy_tree(directory / "tree")
    (directory / "said").write_text(good("make", "-C", tree, "O=../out", "V=1", "rpm", cwd=tree))


@pytest.fixture
def packages(tmp_path_factory):
    return once(tmp_path_factory, "rpms", _build)


def rpm(directory, name):
    return directory / "out/rpm" / ("%s-%s-1.noarch.rpm" % (name, VERSION))


def test_files(packages, tmp_path):
    for name in ("pvh-boot", "pvh-boot-rom"):
        archive = processes.run(["rpm2cpio", rpm(packages, name)], check=True,
                                stdout=processes.PIPE).stdout
        processes.run(["cpio", "--quiet", "-id"], input=archive, cwd=tmp_path, check=True)
    ours = [line.replace("doc/pvh-boot/LICENSE", "licenses/pvh-boot-rom-%s/LICENSE" % VERSION) for line in expected("usr")]
    assert sorted(listing(tmp_path)) == sorted(ours)
    assert (tmp_path / "usr/share/qemu/pvh-boot.bin").read_bytes() == image(packages / "tree")


@pytest.mark.parametrize("name,needs", [
    ("pvh-boot", ["/usr/bin/python3  ", "pvh-boot-rom = %s-1" % VERSION, "python3  ", "qemu-system-x86-core  "]),
    ("pvh-boot-rom", [])])
def test_fields(packages, name, needs):
    first, *requires = good("rpm", "-qp", "--qf", FIELDS, rpm(packages, name)).splitlines()
    assert first == "%s %s 1 noarch GPL-2.0-or-later" % (name, VERSION)
    assert [line for line in requires if not line.startswith("rpmlib(")] == needs


def test_rpmlint_has_nothing_to_say(packages):
    said = (packages / "said").read_text()
    assert "rpmlint --strict " in said
    assert " 3 packages and 1 specfiles checked; 0 errors, 0 warnings, 0 badness;" in said

# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/upstream.md: its damaged kernels exist, and this ROM says what is wrong with each."""
import re

import pytest
from harness import boot
from harness.damaged import SHAPES
from harness.paths import REPOSITORY
from harness.qemu import DISK_EXIT

TEXT = (REPOSITORY / "docs/upstream.md").read_text()
# The other two are good kernels; test_loader_shapes.py boots their like.
SAID = {
    "name-of-2-gib": "overruns segment",
    "file-size-over-memory-size": "p_filesz over p_memsz",
    "another-owner": "no PHYS32_ENTRY note",
}


def test_every_kernel_is_written_and_used():
    loop = re.search(r"for name in (.*); do", TEXT)[1].split()
    used = re.findall(r"-kernel /tmp/(\S+)", TEXT)
    assert loop == list(SHAPES) and sorted(used) == sorted(SHAPES)


def test_the_tests_of_qemus_rom():
    listed = re.findall(r"^\| `(test_\w+)`", TEXT, re.M)
    theirs = (REPOSITORY / "tests/rom/test_theirs.py").read_text()
    tests = re.findall(r"^def (test_\w+)", theirs, re.M)
    assert listed == tests


@pytest.mark.parametrize("name", SAID)
def test_this_rom_says_what_is_wrong(name, disk):
    with boot.start(boot.PC, kernel=SHAPES[name](), route="fwcfg", disk=disk,
                    exit_device=True) as vm:
        vm.wait_exit(DISK_EXIT)
        assert SAID[name] in vm.log

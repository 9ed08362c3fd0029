# SPDX-License-Identifier: GPL-2.0-or-later
"""bench/count_boot.py: what it cannot count it refuses, in a sentence."""
import os
import sys

from harness import processes
import pytest

from harness.paths import REPOSITORY, ROM


def count_boot(*arguments, **environment):
    """Status, what it prints, and what it complains about."""
    done = processes.run([sys.executable, "-B", "-m", "bench.count_boot", *arguments],
                         cwd=REPOSITORY, text=True, capture_output=True,
                         env={**os.environ, **environment})
    return done.returncode, done.stdout, done.stderr


def test_without_the_plugin(tmp_path):
    assert count_boot("--rom", ROM, BUILD=str(tmp_path)) == (
        1, "", f"count_boot: {tmp_path}/bench/plugin/count.so is missing: `make check` builds it\n")


@pytest.mark.parametrize("arguments, sentence", [
    (["--qemu", "no-such-qemu"], "no-such-qemu: No such file or directory"),
    (["--rom", "/no/rom"], "/no/rom: No such file or directory"),
    (["--kernel", "/dev/null"], "/dev/null: no ELF file with a PVH entry note"),
    (["--", "-device", "foo"],
     "QEMU ended with 1: qemu-system-x86_64: -device foo:"
     " 'foo' is not a valid device model name"),
    (["--machine", "microvm,foo=on"],
     "QEMU ended with 1: qemu-system-x86_64: Property 'microvm-machine.foo' not found"),
])
def test_what_cannot_be_counted(arguments, sentence):
    assert count_boot(*arguments) == (1, "", f"count_boot: {sentence}\n")


def test_the_built_rom_is_the_default():
    ours = count_boot()
    assert ours == count_boot("--rom", ROM)
    assert (ours[0], ours[2]) == (0, "") and ours[1].startswith("in all ")


def test_microvm_as_qemu_takes_it():
    status, said, complaint = count_boot("--machine", "microvm,x-option-roms=on")
    assert (status, complaint) == (0, "") and said.startswith("in all ")

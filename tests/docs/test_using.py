# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/using.md: every command line and unit in it boots, with a reporting guest for a kernel, and
hands over what it says."""
import re
from collections import Counter

from harness import boot, processes
import pytest
from harness.qemu import DEADLINE_S, GOOD_EXIT, Qemu
from harness.usingdoc import DOCUMENT, Files, examples, is_early, unit_command, words

# A unit has to name the whole path.
PROGRAMS = {"qemu-system-x86_64": boot.X86_64, "/usr/bin/qemu-system-x86_64": boot.X86_64}


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)


def boot_command(text: str, files: Files) -> None:
    command = [PROGRAMS.get(word, word) for word in words(files.replaced(text))]
    command[command.index("-accel") + 1] = "tcg"
    if "-serial" in command:
        at = command.index("-serial")
        del command[at:at + 2]          # the harness has one
    with Qemu([*command, "-device", "isa-debug-exit"]) as vm:
        vm.wait_exit(GOOD_EXIT)
        assert len(vm.reports()) == 1
        files.check(text, vm.reports()[0], vm.log)


@pytest.mark.parametrize("example", examples("sh"), ids=str)
def test_command_lines(example, files):
    boot_command(example.text, files)


@pytest.mark.parametrize("example", examples("sh")[:1], ids=str)
def test_the_hint_to_see_what_seabios_does(example, files, tmp_path):
    """The console is where the example has it."""
    hint, = re.findall(r"does the ROM run\? `(.*?)`", " ".join(DOCUMENT.read_text().split()))
    command = words(files.replaced(example.text))
    command[command.index("-accel") + 1] = "tcg"
    done = processes.run([*command, *hint.split(), "-device", "isa-debug-exit"], text=True,
                         cwd=tmp_path, capture_output=True,
                         limit_s=DEADLINE_S)
    assert done.returncode == GOOD_EXIT, done.stderr
    assert "Running option rom" in (tmp_path / "log").read_text(errors="replace")


@pytest.mark.parametrize("example", examples("ini"), ids=str)
def test_units(example, files, tmp_path):
    unit = tmp_path / "pvh@.service"
    unit.write_text(example.text)
    done = processes.run(["systemd-analyze", "verify", "--man=no", tmp_path / "pvh@guest.service"],
                         text=True, capture_output=True)
    assert (done.returncode, done.stderr) == (0, "")
    boot_command(unit_command(example.text), files)


def test_nothing_is_left_out():
    every = [example for language in ("sh", "ini", "xml", "toml") for example in examples(language)]
    assert Counter(one.language for one in every) == {"sh": 9, "ini": 1, "xml": 3, "toml": 1}
    early = {str(example) for example in every if is_early(example.text)}
    assert early == {"hand-4", "libvirt-1", "libvirt-3", "Nanos-1"}

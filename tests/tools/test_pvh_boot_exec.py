# SPDX-License-Identifier: GPL-2.0-or-later
"""tools/pvh-boot: how it becomes QEMU, and what it says where it cannot."""
import shutil
import signal
import sys

from harness import processes
import pytest
from harness.paths import ROM
from harness.toolrun import NOT_PVH, TOOLS, Tool


@pytest.fixture
def tool(tmp_path):
    return Tool(tmp_path)


def test_status_and_words_are_qemus(tool):
    qemu = tool.fake_qemu('printf "%s\\n" "$@"; echo complaint >&2; exit 42')
    words = ["--accel", "tcg", tool.kernel, "--", "-name", "a 'b' $c", ""]
    status, out, complaints = tool.boot("--qemu", qemu, *words)
    assert (status, complaints) == (42, "complaint\n")
    assert out.split("\n")[:-1] == tool.dry("--", *words[4:])[1:]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_are_qemus(tool, number):
    qemu = tool.fake_qemu("import signal\n"
                          f"signal.signal({int(number)}, lambda *_: exit('caught'))\n"
                          "print('ready', flush=True)\nsignal.pause()", sys.executable)
    process = tool.start("pvh-boot", "--rom", tool.rom, "--qemu", qemu, tool.kernel)
    assert process.stdout.readline() == "ready\n"
    process.send_signal(number)
    assert (*process.communicate(), process.returncode) == ("", "caught\n", 1)


def test_ignored_signals_are_those_of_the_caller(tool):
    what = "grep SigIgn /proc/$$/status"
    ours = processes.run(["sh", "-c", what], stdout=processes.PIPE, text=True, check=True).stdout
    assert tool.boot("--qemu", tool.fake_qemu(what), tool.kernel)[:2] == (0, ours)


def test_a_value_that_is_missing_is_qemus_to_miss(tool):
    assert tool.dry("--", "-device")[-1] == "-device"


def test_a_qemu_that_a_signal_ends(tool):
    assert tool.boot("--qemu", tool.fake_qemu("kill -KILL $$"), tool.kernel)[0] == -signal.SIGKILL


@pytest.mark.parametrize("words, sentence", [
    (["{path}/nowhere"], "cannot read {path}/nowhere: No such file or directory"),
    (["{path}"], "cannot read {path}: Is a directory"),
    (["{path}/rubbish"], "{path}/rubbish: it is neither a bzImage nor an ELF file"),
    (["{path}/not-pvh"],
     "{path}/not-pvh: it has no PVH entry point: it is not a kernel, or built without CONFIG_PVH"),
    (["-i", "{path}/nowhere", "{path}/kernel"],
     "cannot read {path}/nowhere: No such file or directory"),
    (["--rom", "{path}/nowhere", "{path}/kernel"],
     "cannot read {path}/nowhere: No such file or directory"),
    (["--qemu", "no-such-qemu", "{path}/kernel"],
     "cannot run no-such-qemu: No such file or directory"),
    (["--qemu", "{path}/kernel", "{path}/kernel"],
     "cannot run {path}/kernel: Permission denied"),
    (["{path}/kernel", "--", "-kernel", "x"],
     "-kernel after --: give it as KERNEL, before --"),
    (["{path}/kernel", "--", "--initrd", "x"],
     "-initrd after --: give it as --initrd, before --"),
    (["{path}/kernel", "--", "-nic", "user", "-append", "x"],
     "-append after --: give it as --append, before --"),
])
def test_what_cannot_be_booted(tool, words, sentence):
    (tool.path / "rubbish").write_bytes(b"rubbish")
    (tool.path / "not-pvh").write_bytes(NOT_PVH)
    status, out, said = tool.boot(*(word.format(path=tool.path) for word in words))
    assert (status, out, said) == (1, "", "pvh-boot: " + sentence.format(path=tool.path) + "\n")


@pytest.mark.parametrize("words, sentence", [
    ([], "the following arguments are required: KERNEL"),
    (["kernel", "-cpu", "max"], "-cpu is an option of QEMU's: put it after --"),
    (["kernel", "--device", "x"], "--device is an option of QEMU's: put it after --"),
    (["-nographic", "kernel"], "-nographic is an option of QEMU's: put it after --"),
    (["kernel", "-smp", "2"], "-smp is an option of QEMU's: write --smp"),
    (["-kernel", "vmlinuz"], "-kernel is an option of QEMU's: give it as KERNEL"),
    (["kernel", "--init", "x"], "unrecognized arguments: --init x"),
    (["kernel", "--", "-M", "pc"], "give the machine as --machine, before --"),
    ([""], "argument KERNEL: is empty"),
    (["kernel", "--memory", ""], "argument -m/--memory: is empty"),
    (["kernel", "--qemu", " "], "argument --qemu: names no program"),
    (["kernel", "--qemu", "'"], "argument --qemu: No closing quotation"),
])
def test_called_in_a_wrong_way(tool, words, sentence):
    status, out, said = tool.boot(*words)
    assert (status, out, said.splitlines()[-1]) == (2, "", "pvh-boot: error: " + sentence)


def test_the_rom_that_came_with_it(tool):
    """In the build directory, or where both are installed."""
    status, out, _ = tool.call("pvh-boot", "-n", tool.kernel)
    assert status == 0 and f" -L {ROM.parent.resolve()} " in out
    program, rom = tool.path / "bin/pvh-boot", tool.path / "share/pvh-boot/pvh.bin"
    program.parent.mkdir()
    shutil.copy(TOOLS / "pvh-boot", program)
    call = [program, "-n", tool.kernel]
    done = processes.run(call, text=True, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (
        1, "", "pvh-boot: there is no pvh.bin: `make` builds it, or name one with --rom\n")
    rom.parent.mkdir(parents=True)
    rom.touch()
    done = processes.run(call, text=True, capture_output=True)
    assert f" -L {rom.parent} " in done.stdout

# SPDX-License-Identifier: GPL-2.0-or-later
"""The shells' completion of the tools' options, driven as the shells drive it."""
import os
import shlex
import sys

from harness import processes, toolhelp
import pytest

from harness.paths import REPOSITORY
from harness.terminal import Terminal

ROOT = REPOSITORY
GENERATOR = ROOT / "completions" / "mkcompletion.py"
LIMIT = 30
PROGRAMS = ("pvh-boot", "pvh-extract", "pvh-qemu")
BOOTS = [*toolhelp.long_names("pvh-boot"), "--"]


@pytest.fixture(scope="module")
def completions(tmp_path_factory):
    directory = tmp_path_factory.mktemp("completions")
    for shell, prefix in (("bash", ""), ("zsh", "_")):
        (directory / shell).mkdir()
        for program in PROGRAMS:
            (directory / shell / (prefix + program)).write_bytes(processes.run(
                [sys.executable, GENERATOR, shell, program], stdout=processes.PIPE,
                check=True).stdout)
    return directory


def bash(completions, *words):
    """What is offered for the last word, as bash splits the line: at = as well."""
    script = (f"source {completions}/bash/{words[0]}; COMP_WORDS=({shlex.join(words)}); "
              f"COMP_CWORD={len(words) - 1}; _{words[0].replace('-', '_')}; "
              "printf '%s\\n' \"${COMPREPLY[@]}\"")
    done = processes.run(["bash", "--norc", "-uc", script], text=True, capture_output=True)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


@pytest.mark.parametrize("program, names", [
    ("pvh-boot", BOOTS), ("pvh-extract", toolhelp.long_names("pvh-extract"))])
def test_bash_offers_every_long_option(completions, program, names):
    assert sorted(bash(completions, program, "--")) == sorted(names)


def test_bash_offers_qemus_options(completions):
    assert bash(completions, "pvh-qemu", "-ker") == ["-kernel"]
    assert bash(completions, "pvh-qemu", "-kernel", "vm") == []


@pytest.mark.parametrize("words, offered", [
    (["--ma"], ["--machine"]),
    (["-"], None), (["-M", ""], ["q35", "pc", "isapc", "microvm"]),
    (["--machine", "mi"], ["microvm"]), (["--machine", "=", "mi"], ["microvm"]),
    (["--machine", "="], ["q35", "pc", "isapc", "microvm"]),
    (["--accel", "k"], ["kvm"]), (["--route", "f"], ["fw_cfg"]), (["--memory", ""], []),
    (["--initrd", "-"], []), (["--initrd", ""], []), ([""], []), (["kernel", "--", "-"], []),
    (["--append", "--", "-"], []), (["kernel", "--dry-run", "-"], None),
])
def test_bash_offers_values(completions, words, offered):
    """What is empty becomes the name of a file; None stands for all options."""
    found = bash(completions, "pvh-boot", *words)
    if offered is None:
        assert {*BOOTS, "-n", "-i"} <= set(found)
    else:
        assert found == offered


@pytest.mark.parametrize("program", PROGRAMS)
def test_bash_completes_files_where_nothing_is_offered(completions, program):
    done = processes.run(["bash", "--norc", "-c",
                           f"source {completions}/bash/{program}; complete -p {program}"],
                         text=True, capture_output=True)
    assert done.stdout.split() == ["complete", "-o", "bashdefault", "-o", "default", "-F",
                                   "_" + program.replace("-", "_"), program]


class Zsh(Terminal):
    """An interactive zsh that knows the tools."""

    def __init__(self, completions, cwd):
        super().__init__(["zsh", "-f", "-i"], {"PATH": os.environ["PATH"], "TERM": "dumb",
                                               "HOME": str(cwd), "COLUMNS": "200"}, LIMIT, cwd)
        self.send(f"fpath=({completions}/zsh $fpath); autoload -Uz compinit; compinit -D -u; "
                  "PS1=; unsetopt zle_bracketed_paste prompt_cr; echo re''ady\n")
        self.expect("ready\r\n")

    def completed(self, line):
        """What a tab makes of the line, which is then made the argument of a command."""
        self.send(f"{line}\t\x01print -r -- begin: \x05:end\n")
        self.expect("\r\nbegin: ")
        return self.expect(":end\r\n").strip()


@pytest.fixture
def zsh(completions, tmp_path):
    (tmp_path / "initrd.img").touch()
    session = Zsh(completions, tmp_path)
    yield session
    session.send("exit\n")
    assert session.status() == 0
    session.close()


def test_zsh(zsh):
    for line, completed in {
            "pvh-boot --no-ea": "pvh-boot --no-early", "pvh-boot --mach": "pvh-boot --machine",
            "pvh-boot --machine mi": "pvh-boot --machine microvm",
            "pvh-boot --route=f": "pvh-boot --route=fw_cfg",
            "pvh-boot --initrd ini": "pvh-boot --initrd initrd.img",
            "pvh-boot ini": "pvh-boot initrd.img",
            "pvh-extract --cac": "pvh-extract --cached",
            "pvh-qemu -ker": "pvh-qemu -kernel",
            "pvh-qemu -kernel ini": "pvh-qemu -kernel initrd.img",
            "pvh-extract -o ini": "pvh-extract -o initrd.img"}.items():
        assert zsh.completed(line) == completed

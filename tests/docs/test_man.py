# SPDX-License-Identifier: GPL-2.0-or-later
"""The man pages: made from one source, whole, and without a complaint of mandoc's."""
import re
import sys

from harness import processes, refusals, toolhelp
import pytest

from harness.paths import REPOSITORY

ROOT = REPOSITORY
PAGES = ["pvh-boot.1", "pvh-extract.1", "pvh-qemu.1", "pvh.bin.7"]
VERSION = (ROOT / "VERSION").read_text().strip()


def make(source):
    return processes.run([sys.executable, ROOT / "man" / "mkman.py", source], text=True,
                         capture_output=True)


@pytest.fixture(params=PAGES)
def page(request, tmp_path):
    done = make(ROOT / "man" / (request.param + ".md"))
    assert (done.returncode, done.stderr) == (0, "")
    path = tmp_path / request.param
    path.write_text(done.stdout)
    return path


def shown(path):
    """As a reader sees it, on one line and with a space where one or more are."""
    done = processes.run(["mandoc", "-T", "utf8", "-O", "width=500", path], text=True,
                         capture_output=True, check=True)
    return " ".join(re.sub(".\b", "", done.stdout).split())


def one(name, tmp_path):
    path = tmp_path / name
    path.write_text(make(ROOT / "man" / (name + ".md")).stdout)
    return shown(path)


def test_lint(page):
    done = processes.run(["mandoc", "-T", "lint", page], text=True, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_version_and_references(page):
    text = shown(page)
    assert f"pvh.bin {VERSION} " in text
    others = [other for other in PAGES if other != page.name]
    see_also = text[text.index("SEE ALSO"):]
    assert all(re.sub(r"\.(\d)$", r"(\1)", other) in see_also for other in others)


@pytest.mark.parametrize("program", ["pvh-boot", "pvh-extract"])
def test_every_option_is_there(program, tmp_path):
    text = one(program + ".1", tmp_path)
    assert text.count(toolhelp.usage(program)) == 1
    found = toolhelp.options(program)
    assert len(found) > 5
    for option in found:
        assert f" {option.title} {option.help} " in text


def test_every_refusal_is_there(tmp_path):
    text = one("pvh.bin.7", tmp_path)
    text = text[text.index("ERROR MESSAGES"):text.index("LIMITS")]
    for sentence in refusals.sentences().values():
        found = sentence.replace("%x", "x").replace("%u", "n").replace("%s", "word")
        assert text.count(f" {found} ") == 1, found


def test_every_fw_cfg_file_is_there(tmp_path):
    using = (ROOT / "docs/using.md").read_text()
    text = one("pvh.bin.7", tmp_path)
    table = using.split("| fw_cfg file |")[1].split("\n\n")[0].splitlines()[2:]
    names = [row.split("|")[1].replace("`", "").strip() for row in table]
    assert "opt/pvh/kernel" in names and all(f" {name} " in text for name in names)


def test_the_programs_are_called_as_they_are_installed(page):
    """Not as in the source tree."""
    assert not re.search(r"(tools|build|scripts)/", shown(page))


def test_limits_are_the_documentations(tmp_path):
    section = (ROOT / "docs/limits.md").read_text().split("\n## The ROM\n")[1].split("\n## ")[0]
    items = [" ".join(item.replace("`", "").split())
             for item in re.split(r"^- ", section, flags=re.M)]
    text = one("pvh.bin.7", tmp_path)
    assert len(items) > 5 and all(item in text for item in items)

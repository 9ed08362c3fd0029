# SPDX-License-Identifier: GPL-2.0-or-later
"""tools/pvh-extract: where it writes to. All of it or nothing, and nothing else harmed."""
import os

from harness import processes
import pytest
from harness.bzimage import bzimage, payload
from harness.paths import REPOSITORY
from harness.toolrun import TOOLS, VMLINUX, Tool

TOOL = TOOLS / "pvh-extract"
GOOD = VMLINUX + bytes(range(256)) * 40


@pytest.fixture
def extract(tmp_path):
    """Runs it with options; status, and what it complains about."""
    tool = Tool(tmp_path)

    def run(data, *options):
        tool.kernel.write_bytes(data)
        status, said, complaint = tool.call("pvh-extract", tool.kernel, *options)
        assert said == ""
        return status, complaint.removeprefix("pvh-extract: ").rstrip("\n")

    return run


@pytest.fixture
def out(tmp_path):
    """In a directory of its own."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "vmlinux"


def test_a_refusal_leaves_the_old_file(extract, out):
    assert extract(GOOD, "-o", out) == (0, "")
    assert extract(b"rubbish", "-o", out)[0] == 1
    assert out.read_bytes() == GOOD and os.listdir(out.parent) == ["vmlinux"]


def test_no_place_to_write(extract, out):
    missing = out.parent / "nowhere" / "vmlinux"
    assert extract(GOOD, "-o", missing) == (
        1, f"cannot write {missing}: No such file or directory")
    out.mkdir()
    assert extract(GOOD, "-o", out) == (1, f"cannot write {out}: Is a directory")
    assert os.listdir(out.parent) == ["vmlinux"] and os.listdir(out) == []


def test_the_root_directory_is_no_file(extract):
    assert extract(GOOD, "-o", "/") == (1, "cannot write /: Is a directory")


@pytest.mark.parametrize("mode", [0o600, 0o444, 0o755])
def test_the_mode_of_what_is_replaced_stays(extract, out, mode):
    out.touch()
    out.chmod(mode)
    assert extract(GOOD, "-o", out) == (0, "")
    assert (out.read_bytes(), out.stat().st_mode & 0o7777) == (GOOD, mode)


def test_no_room_to_write(tmp_path, out):
    (tmp_path / "vmlinux").write_bytes(GOOD)
    limit = ["sh", "-c", "ulimit -f 1; trap '' XFSZ; exec \"$@\"", "sh", TOOL]
    done = processes.run([*limit, tmp_path / "vmlinux", "-o", out], text=True, capture_output=True)
    assert (done.returncode, done.stderr) == (
        1, f"pvh-extract: cannot write {out}: File too large\n")
    assert os.listdir(out.parent) == []


def test_what_is_there_to_be_written_to_is_not_replaced(extract, tmp_path):
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to("target")
    assert extract(GOOD, "-o", link) == (0, "")
    assert link.is_symlink() and (tmp_path / "target").read_bytes() == GOOD
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    assert extract(GOOD, "-o", pipe) == (0, "")
    assert pipe.is_fifo() and os.read(reader, 1 << 16) == GOOD
    os.close(reader)


def test_to_standard_output(tmp_path):
    (tmp_path / "vmlinuz").write_bytes(bzimage(payload(GOOD, "gzip")))
    done = processes.run([TOOL, "-o", "-", tmp_path / "vmlinuz"],
                         capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, GOOD, b"")


@pytest.mark.parametrize("options", [["-o", "-"], ["--cached"], []])
def test_standard_output_that_is_full(tmp_path, options):
    (tmp_path / "vmlinux").write_bytes(GOOD)
    with open("/dev/full", "wb") as full:
        done = processes.run([TOOL, *options, tmp_path / "vmlinux"], text=True,
                             stdout=full, stderr=processes.PIPE,
                             env={**os.environ, "PYTHONUNBUFFERED": ""})
    assert (done.returncode, done.stderr) == (
        1, "pvh-extract: cannot write to standard output: No space left on device\n")


@pytest.mark.parametrize("program", ["pvh-extract", "pvh-boot"])
@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_to_a_disk_that_is_full(program, option):
    with open("/dev/full", "wb") as full:
        done = processes.run([TOOLS / program, option], text=True, stdout=full,
                             stderr=processes.PIPE)
    assert (done.returncode, done.stderr) == (
        1, f"{program}: cannot write to standard output: No space left on device\n")


@pytest.mark.parametrize("path, why", [
    ("nowhere", "No such file or directory"), (".", "Is a directory")])
def test_nothing_to_read(tmp_path, path, why):
    done = processes.run([TOOL, tmp_path / path], text=True, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (
        1, "", f"pvh-extract: cannot read {tmp_path / path}: {why}\n")


def test_version_is_the_one_of_the_file():
    done = processes.run([TOOL, "--version"], text=True, capture_output=True)
    version = (REPOSITORY / "VERSION").read_text()
    assert (done.returncode, done.stdout) == (0, f"pvh-extract {version}")

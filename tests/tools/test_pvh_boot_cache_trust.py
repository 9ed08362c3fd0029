# SPDX-License-Identifier: GPL-2.0-or-later
"""The cache of extracted kernels: only what its owner put there is believed, and it says where."""
import hashlib
import os

from harness import processes
import pytest
from harness.bzimage import bzimage, payload
from harness.toolrun import TOOLS, VMLINUX, Tool

STRANGER = 54321


@pytest.fixture
def tool(tmp_path):
    made = Tool(tmp_path)
    made.kernel.write_bytes(bzimage(payload(VMLINUX, "gzip")))
    return made


@pytest.fixture
def cached(tool):
    """The file in the cache, which is there now."""
    tool.dry()
    return tool.cached()[0]


def mode(path):
    return path.stat().st_mode & 0o7777


def is_root():
    return os.geteuid() == 0


def test_the_cache_is_private(tool):
    old = os.umask(0o002)
    try:
        tool.dry()
    finally:
        os.umask(old)
    directories = [tool.cache, tool.cache / "pvh-boot", tool.cache / "pvh-boot" / "vmlinux"]
    assert list(map(mode, directories)) == [0o700] * 3


def test_a_cache_that_is_not_becomes_so(tool, cached):
    cached.parent.chmod(0o775)
    tool.dry()
    assert mode(cached.parent) == 0o700


def test_a_pipe_is_not_opened(tool, cached):
    pipe = cached.with_name(cached.name[:65] + "0")
    cached.unlink()
    os.mkfifo(pipe)
    tool.dry()
    assert tool.cached() == [cached] and cached.read_bytes() == VMLINUX


def test_a_link_is_not_followed(tool, cached):
    elsewhere = tool.path / "elsewhere"
    cached.rename(elsewhere)
    cached.symlink_to(elsewhere)
    tool.dry()
    assert not cached.is_symlink() and cached.read_bytes() == VMLINUX


@pytest.mark.skipif(not is_root(), reason="only root can give a file away")
def test_a_strangers_file_is_not_believed(tool, cached):
    other = VMLINUX + b"other"
    planted = cached.with_name(cached.name[:65] + hashlib.sha256(other).hexdigest())
    planted.write_bytes(other)
    cached.unlink()
    os.chown(planted, STRANGER, STRANGER)
    tool.dry()
    assert tool.cached() == [cached] and cached.read_bytes() == VMLINUX


def as_stranger(tool, script, **environment):
    """The words of a shell as somebody else, who may go through the test's directories."""
    for directory in [tool.path, *tool.path.parents]:
        if directory.owner() == "root" and directory != directory.parent and not (
                mode(directory) & 1):
            directory.chmod(mode(directory) | 0o011)
    return processes.run(
        ["setpriv", f"--reuid={STRANGER}", "--clear-groups", "env", "-u", "HOME", "-u",
         "XDG_CACHE_HOME", *(f"{name}={value}" for name, value in environment.items()), "sh", "-c",
         script, "sh", TOOLS / "pvh-extract", tool.kernel],
        text=True, capture_output=True, cwd=tool.cwd)


@pytest.mark.skipif(not is_root(), reason="only root can become somebody else")
def test_a_time_that_cannot_be_set_does_no_harm(tool, cached):
    """Root's cache, which this user may read and nothing more."""
    for directory in (tool.cache, tool.cache / "pvh-boot", cached.parent):
        directory.chmod(0o755)
    cached.chmod(0o444)
    done = as_stranger(tool, '"$1" "$2" --cached "$3"', XDG_CACHE_HOME=tool.cache)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{cached}\n", "")


@pytest.mark.skipif(not is_root(), reason="only root can become somebody else")
def test_nowhere_to_write_to(tool, cached):
    """A directory that is there, but is another's."""
    cached.unlink()
    for directory in (tool.cache, tool.cache / "pvh-boot", cached.parent):
        directory.chmod(0o755)
    done = as_stranger(tool, '"$1" "$2" --cached "$3"', XDG_CACHE_HOME=tool.cache)
    assert (done.returncode, done.stdout, done.stderr) == (
        1, "", f"pvh-extract: {tool.kernel}: cannot write to the cache {cached.parent}"
               " (XDG_CACHE_HOME names another): Permission denied\n")


@pytest.mark.skipif(not is_root(), reason="only root can become somebody unknown")
def test_no_home(tool):
    """Nor an entry among the users, as in containers."""
    tool.cwd.chmod(0o777)
    done = as_stranger(tool, '"$1" "$2" --cached "$3"')
    assert (done.returncode, done.stdout, done.stderr, list(tool.cwd.iterdir())) == (
        1, "", f"pvh-extract: {tool.kernel}: there is no home directory to cache it in:"
               " set XDG_CACHE_HOME\n", [])

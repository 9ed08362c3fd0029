# SPDX-License-Identifier: GPL-2.0-or-later
"""The cache of packed kernels: only what its owner or root put there is believed."""
import os

from harness import processes
import pytest
from harness.bzimage import bzimage, payload
from harness.toolrun import TOOLS, VMLINUX, Tool

STRANGER = 54321
SYSTEM = "/var/cache/pvh-boot/kernels"
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def tool(tmp_path):
    made = Tool(tmp_path)
    made.kernel.write_bytes(bzimage(payload(VMLINUX, "gzip")))
    return made


def store(tool):
    status, out, said = tool.call("pvh-extract", "--cached", tool.kernel)
    assert (status, said) == (0, ""), said
    return out.rstrip("\n")


@pytest.fixture
def cached(tool):
    """The file in the cache, which is there now, and believed."""
    store(tool)
    tool.settle()
    return tool.cached()[0]


def mode(path):
    return path.stat().st_mode & 0o7777


def is_made_again(tool, cached):
    """Something else in its place is not believed: it is a new file, with the right content."""
    content = cached.read_bytes() if cached.is_file() and not cached.is_symlink() else None
    before = cached.lstat().st_mtime_ns
    assert store(tool) == str(cached)
    assert not cached.is_symlink() and cached.is_file()
    return cached.lstat().st_mtime_ns != before and cached.read_bytes() != content


def test_the_cache_is_private(tool):
    old = os.umask(0o002)
    try:
        store(tool)
    finally:
        os.umask(old)
    directories = [tool.cache, tool.cache / "pvh-boot", tool.cache / "pvh-boot/kernels"]
    assert list(map(mode, directories)) == [0o700] * 3


@pytest.mark.parametrize("given, kept", [
    (0o644, 0o644), (0o600, 0o600), (0o444, 0o644), (0o640, 0o640)])
def test_who_may_not_read_the_vmlinuz_may_not_read_the_entry(tool, given, kept):
    tool.kernel.chmod(given)
    store(tool)
    assert mode(tool.cached()[0]) == kept


def test_what_others_could_write_to_is_emptied(tool, cached):
    cached.parent.chmod(0o775)
    cached.write_bytes(b"planted")
    tool.settle()
    planted = cached.with_name("planted")
    planted.touch()
    assert is_made_again(tool, cached)
    assert mode(cached.parent) == 0o700 and not planted.exists()


def test_a_file_that_others_may_write_to(tool, cached):
    cached.write_bytes(b"planted")
    cached.chmod(0o666)
    tool.settle()
    assert is_made_again(tool, cached)


def test_a_pipe_is_not_opened(tool, cached):
    cached.unlink()
    os.mkfifo(cached)
    assert is_made_again(tool, cached)


def test_a_link_is_not_followed(tool, cached):
    elsewhere = tool.path / "elsewhere"
    cached.rename(elsewhere)
    cached.symlink_to(elsewhere)
    assert is_made_again(tool, cached)


@only_root
def test_a_strangers_file(tool, cached):
    cached.write_bytes(b"planted")
    tool.settle()
    os.chown(cached, STRANGER, STRANGER)
    assert is_made_again(tool, cached)


@only_root
def test_a_strangers_directory(tool, cached):
    os.chown(cached.parent, STRANGER, STRANGER)
    assert tool.call("pvh-extract", "--cached", tool.kernel) == (
        1, "", f"pvh-extract: {tool.kernel}: cannot write to the cache {cached.parent}"
               " (XDG_CACHE_HOME names another): Permission denied\n")


def as_stranger(tool, **environment):
    """pvh-extract --cached, as somebody else who may go through the test's directories."""
    for directory in [tool.path, *tool.path.parents, *TOOLS.parents]:
        is_closed = directory != directory.parent and not mode(directory) & 1
        if directory.owner() == "root" and is_closed:
            directory.chmod(mode(directory) | 0o011)
    variables = [f"{name}={value}" for name, value in environment.items()]
    done = processes.run(["setpriv", f"--reuid={STRANGER}", "--clear-groups", "env", "-u", "HOME",
                          "-u", "XDG_CACHE_HOME", *variables, TOOLS / "pvh-extract", "--cached",
                          tool.kernel], text=True, capture_output=True, cwd=tool.cwd)
    return done.returncode, done.stdout, done.stderr


@only_root
def test_roots_cache_serves_others(tool, cached):
    """Also where its time of use cannot be set."""
    for directory in (tool.cache, tool.cache / "pvh-boot", cached.parent):
        directory.chmod(0o755)
    assert as_stranger(tool, XDG_CACHE_HOME=tool.cache) == (0, f"{cached}\n", "")


@only_root
def test_nowhere_to_write_to(tool, cached):
    """A directory that is there, but is another's."""
    cached.unlink()
    for directory in (tool.cache, tool.cache / "pvh-boot", cached.parent):
        directory.chmod(0o755)
    assert as_stranger(tool, XDG_CACHE_HOME=tool.cache) == (
        1, "", f"pvh-extract: {tool.kernel}: cannot write to the cache {cached.parent}"
               " (XDG_CACHE_HOME names another): Permission denied\n")


@only_root
def test_no_home(tool):
    """Nor an entry among the users, as in containers."""
    tool.cwd.chmod(0o777)
    assert (*as_stranger(tool), list(tool.cwd.iterdir())) == (
        1, "", f"pvh-extract: {tool.kernel}: there is no home directory to cache it in:"
               " set XDG_CACHE_HOME\n", [])


def in_own_var_cache(tool, script, size="1m"):
    """A shell's words, /var/cache being new and seen by them alone."""
    mount = f"mount -t tmpfs -o size={size},mode=755 none /var/cache && "
    done = processes.run(["unshare", "--mount", "sh", "-c", mount + script, "sh",
                          TOOLS / "pvh-extract", tool.kernel], text=True, capture_output=True,
                         env={**os.environ, "XDG_CACHE_HOME": str(tool.cache)})
    if done.stderr.startswith("unshare: "):
        pytest.skip("no mounts of one's own here: " + done.stderr.strip())
    assert done.stderr == ""
    return done.stdout.split()


@only_root
def test_the_systems_cache_comes_first(tool):
    """What is made for all users is sure, also of a vmlinuz that has just been installed."""
    first, second, directory, owner, others = in_own_var_cache(
        tool, f'''"$1" --cached --system "$2"; "$1" --cached "$2"
        stat -c "%a %u" {SYSTEM}; ls "$XDG_CACHE_HOME" 2>&1 | wc -l''')
    assert first == second and first.startswith(SYSTEM + "/")
    assert (directory, owner, others) == ("755", "0", "0") or others == "1"
    assert tool.cached() == []


@only_root
def test_in_the_systems_cache_a_new_owner_does_not_matter(tool):
    """libvirt gives a domain's kernel to the user that QEMU runs as. A new mtime does matter."""
    first, owned, changed = in_own_var_cache(
        tool, '"$1" --cached --system "$2"; chown 1:1 "$2"; "$1" --cached "$2"; '
              'touch -d @1000000000 "$2"; "$1" --cached "$2"')
    assert first == owned and first.startswith(SYSTEM + "/")
    assert changed == str(tool.cached()[0])


@only_root
def test_a_full_disk(tool):
    """Nothing is half-written, and what was asked for is where -o says."""
    out = tool.path / "out"
    words = in_own_var_cache(tool, f'''XDG_CACHE_HOME=/var/cache "$1" --cached -o {out} "$2" 2>&1
        ls -A {SYSTEM}''', "4k")
    assert words[-1] == str(out) and "No space left on device" in " ".join(words)
    assert out.read_bytes()[:4] == b"\x7fELF"

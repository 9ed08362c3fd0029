# SPDX-License-Identifier: GPL-2.0-or-later
"""The cache of packed kernels: found by what the vmlinuz is, not read, never half written."""
import os
import signal

import pytest
from harness.bzimage import COMPRESSORS, bzimage, payload
from harness.elf import patch
from harness.toolrun import NOT_PVH, VMLINUX, Tool


def with_tail(tail):
    """A vmlinux that has sections, the last thing in an ELF file, and in a payload what follows."""
    elf = VMLINUX + bytes(64)
    for name, value in (("e_shoff", len(VMLINUX)), ("e_shentsize", 64), ("e_shnum", 1)):
        elf = patch(elf, name, value)
    return elf + tail


@pytest.fixture
def tool(tmp_path):
    made = Tool(tmp_path)
    made.kernel.write_bytes(bzimage(payload(VMLINUX, "gzip")))
    return made


def store(tool, *words, **environment):
    """What pvh-extract --cached answers for the kernel."""
    status, out, said = tool.call("pvh-extract", "--cached", tool.kernel, *words, **environment)
    assert (status, said) == (0, ""), said
    return out.rstrip("\n")


def packed(tool):
    out = tool.path / "packed"
    assert tool.call("pvh-extract", "--packed", "-o", out, tool.kernel) == (0, "", "")
    return out.read_bytes()


def identity(path):
    status = os.stat(path)
    return status.st_ino, status.st_mtime_ns


@pytest.mark.parametrize("compression", COMPRESSORS)
def test_what_is_cached_is_the_packed_kernel(tool, compression):
    tool.kernel.write_bytes(bzimage(payload(VMLINUX, compression)))
    path = store(tool)
    assert [path] == list(map(str, tool.cached()))
    assert tool.cached()[0].read_bytes() == packed(tool)


def test_made_once(tool):
    path = store(tool)
    tool.settle()
    before = identity(path)
    assert (store(tool), identity(path)) == (path, before)


def test_what_was_young_when_it_was_read_is_read_again(tool):
    path = store(tool)
    before = identity(path)
    assert store(tool) == path and identity(path) != before


def test_neither_vmlinuz_nor_entry_is_read(tool):
    """Beyond the setup header: what lies there is not what it was, and nothing notices."""
    path = store(tool)
    tool.settle()
    marked = os.stat(path)
    with open(path, "r+b") as file:
        file.seek(8192)
        file.write(b"another")
    os.utime(path, ns=(marked.st_atime_ns, marked.st_mtime_ns))
    before = identity(path)
    assert (store(tool), identity(path)) == (path, before)


@pytest.mark.parametrize("change", [
    lambda path: os.utime(path, ns=(0, path.stat().st_mtime_ns + 1)),
    lambda path: path.write_bytes(path.read_bytes()),
    lambda path: path.chmod(0o640)], ids=["mtime", "written", "ctime"])
def test_a_vmlinuz_that_is_another_has_another_entry(tool, change):
    path = store(tool)
    tool.settle()
    change(tool.kernel)
    assert store(tool) != path
    assert len(tool.cached()) == 1      # the other is stale


def test_what_is_no_list_of_relocations_is_not_kept(tool):
    tool.kernel.write_bytes(bzimage(payload(with_tail(b"relocations"), "xz")))
    assert not os.path.exists(store(tool) + ".relocs")


def test_what_was_made_of_a_kernel_that_is_gone_goes(tool):
    tool.kernel.write_bytes(bzimage(payload(with_tail(b"relocations"), "gzip")))
    store(tool)
    tool.kernel.unlink()
    tool.kernel = tool.path / "other"
    tool.kernel.write_bytes(bzimage(payload(VMLINUX, "gzip")))
    path = store(tool)
    kernels = tool.cache / "pvh-boot/kernels"
    assert {str(entry) for entry in kernels.iterdir()} == {path, path + ".of"}
    assert os.readlink(path + ".of") == str(tool.kernel)


def test_the_eight_used_last_are_kept(tool):
    left_behind = tool.cache / "pvh-boot/kernels/.pvh-1-0"
    left_behind.parent.mkdir(parents=True)
    left_behind.touch()
    os.utime(left_behind, (0, 0))
    paths = []
    for i in range(9):
        tool.kernel = tool.path / f"kernel{i}"
        tool.kernel.write_bytes(bzimage(payload(VMLINUX, "gzip")))
        paths.append(store(tool))
        os.utime(paths[i], (i, os.stat(paths[i]).st_mtime + 3600))
        if i == 7:
            tool.kernel = tool.path / "kernel0"
            store(tool)         # so that the first is not the one used longest ago any more
    assert sorted(map(str, tool.cached())) == sorted(paths[:1] + paths[2:])
    assert not left_behind.exists()


def test_many_at_once(tool):
    running = [tool.start("pvh-extract", "--cached", tool.kernel) for _ in range(8)]
    answers = {(*process.communicate(), process.returncode) for process in running}
    assert answers == {(f"{tool.cached()[0]}\n", "", 0)}
    assert tool.cached()[0].read_bytes() == packed(tool)
    assert len(list((tool.cache / "pvh-boot/kernels").iterdir())) == 2      # and the link


def test_a_vmlinux_is_not_copied(tool):
    tool.kernel.write_bytes(VMLINUX)
    assert store(tool) == str(tool.kernel) and tool.cached() == []


@pytest.mark.parametrize("content", [VMLINUX, bzimage(payload(VMLINUX, "gzip"))],
                         ids=["vmlinux", "vmlinuz"])
def test_what_comes_through_a_pipe_is(tool, content):
    tool.kernel.unlink()
    os.mkfifo(tool.kernel)
    process = tool.start("pvh-extract", "--cached", tool.kernel)
    tool.kernel.write_bytes(content)
    out, said = process.communicate()
    assert (process.returncode, said, out) == (0, "", f"{tool.cached()[0]}\n")
    assert len(tool.cached()) == 1


@pytest.mark.parametrize("content", [
    bzimage(payload(VMLINUX, "gzip"))[:-2000], bzimage(payload(NOT_PVH, "gzip")), b"rubbish"],
    ids=["cut", "not PVH", "rubbish"])
def test_nothing_is_kept_of_what_cannot_be_booted(tool, content):
    tool.kernel.write_bytes(content)
    assert tool.call("pvh-extract", "--cached", tool.kernel)[:2] == (1, "")
    assert tool.cached() == []


def test_any_is_no_way_around_the_check(tool):
    tool.kernel.write_bytes(bzimage(payload(NOT_PVH, "gzip")))
    store(tool, "--any")
    tool.settle()
    assert tool.call("pvh-extract", "--cached", tool.kernel) == (
        1, "", f"pvh-extract: {tool.kernel}: it has no PVH entry point: it is not a kernel, or"
               " built without CONFIG_PVH\n")


def test_no_place_for_the_cache(tool):
    tool.cache.write_bytes(b"a file")
    complaint = (f"pvh-extract: {tool.kernel}: cannot write to the cache {tool.cache}/pvh-boot/"
                 "kernels (XDG_CACHE_HOME names another): Not a directory\n")
    assert tool.call("pvh-extract", "--cached", tool.kernel) == (1, "", complaint)
    out = tool.path / "out"
    assert tool.call("pvh-extract", "--cached", "-o", out, tool.kernel) == (
        0, f"{out}\n", complaint)
    assert out.read_bytes() == packed(tool)


def test_out_is_not_written_where_the_cache_is(tool):
    out = tool.path / "out"
    assert store(tool, "-o", out) == str(tool.cached()[0])
    assert not out.exists()


def test_a_relative_cache_is_none(tool):
    home = tool.path / "home"
    path = store(tool, XDG_CACHE_HOME="cache", HOME=str(home))
    assert path.startswith(f"{home}/.cache/pvh-boot/kernels/")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_interrupted(tool, number):
    """While it writes a pipe that nobody empties."""
    tool.kernel.write_bytes(bzimage(payload(VMLINUX + bytes(1 << 20), "gzip")))
    out = tool.path / "out"
    os.mkfifo(out)
    process = tool.start("pvh-extract", "-o", out, tool.kernel)
    with open(out, "rb") as reader:
        reader.read(1)
        process.send_signal(number)
        assert (*process.communicate(), process.returncode) == ("", "", 128 + number)

# SPDX-License-Identifier: GPL-2.0-or-later
"""The cache of extracted kernels: found by content, never booted damaged, never half written."""
import os
import signal
import struct

from harness import processes
import pytest
from harness.bzimage import COMPRESSORS, bzimage, payload
from harness.toolrun import NOT_PVH, VMLINUX, Tool

NO_TOOLS = {"PATH": "/nonexistent"}     # lz4 is needed to extract, not to find


@pytest.fixture
def tool(tmp_path):
    made = Tool(tmp_path)
    made.kernel.write_bytes(bzimage(payload(VMLINUX, "lz4")))
    return made


def kernel_of(words):
    return words[words.index("-kernel") + 1]


def test_extracted_once(tool):
    first = tool.dry()
    [cached] = tool.cached()
    assert kernel_of(first) == str(cached) and cached.read_bytes() == VMLINUX
    assert tool.dry(**NO_TOOLS) == first


def test_found_by_content_whatever_its_name(tool):
    first = tool.dry()
    tool.kernel = tool.kernel.rename(tool.path / "renamed")
    assert tool.dry(**NO_TOOLS) == first
    tool.kernel.write_bytes(bzimage(payload(VMLINUX + b"new", "gzip")))
    assert kernel_of(tool.dry()) != kernel_of(first)
    assert len(tool.cached()) == 2


@pytest.mark.parametrize("damage", [
    lambda data: data[:-1], lambda data: b"", lambda data: data + b"\0",
    lambda data: data[:-1] + bytes([data[-1] ^ 1])], ids=["cut", "empty", "longer", "bit"])
def test_a_damaged_file_is_not_booted(tool, damage):
    first = tool.dry()
    [cached] = tool.cached()
    cached.write_bytes(damage(VMLINUX))
    assert tool.dry() == first
    assert cached.read_bytes() == VMLINUX


def test_a_damaged_file_that_cannot_be_made_again(tool):
    tool.dry()
    tool.cached()[0].write_bytes(b"damaged")
    assert tool.boot("-n", tool.kernel, **NO_TOOLS) == (
        1, "", f"pvh-boot: {tool.kernel}: its vmlinux is compressed with lz4, which is not"
               " installed\n")
    assert tool.cached() == []


def test_a_vmlinux_is_not_copied(tool):
    tool.kernel.write_bytes(VMLINUX)
    assert kernel_of(tool.dry()) == str(tool.kernel) and tool.cached() == []


def test_a_vmlinux_from_a_pipe_is(tool):
    pipe = tool.path / "pipe"
    os.mkfifo(pipe)
    tool.kernel = pipe
    with processes.Process(["dd", f"of={pipe}", "status=none"], stdin=processes.PIPE) as writer:
        writer.stdin.write(VMLINUX)
        writer.stdin.close()
        assert [kernel_of(tool.dry())] == list(map(str, tool.cached()))
    assert tool.cached()[0].read_bytes() == VMLINUX


@pytest.mark.parametrize("content", [
    bzimage(payload(VMLINUX, "gzip"))[:-2000], bzimage(payload(NOT_PVH, "gzip")), b"rubbish"],
    ids=["cut", "not PVH", "rubbish"])
def test_nothing_is_kept_of_what_cannot_be_booted(tool, content):
    tool.kernel.write_bytes(content)
    assert tool.boot("-n", tool.kernel)[0] == 1
    assert tool.cached() == []


def test_the_eight_used_last_are_kept(tool):
    kernels, left_behind = [], tool.cache / "pvh-boot" / "vmlinux" / ".pvh-killed"
    left_behind.parent.mkdir(parents=True)
    left_behind.touch()
    os.utime(left_behind, (0, 0))
    for i in range(9):
        tool.kernel.write_bytes(bzimage(payload(VMLINUX + bytes([i]), "xz")))
        kernels.append(kernel_of(tool.dry()))
        os.utime(kernels[i], (i, i))
        if i == 7:
            tool.kernel.write_bytes(bzimage(payload(VMLINUX + b"\0", "xz")))
            tool.dry()      # so that the first is not the oldest any more
    assert sorted(map(str, tool.cached())) == sorted(kernels[:1] + kernels[2:])
    assert not left_behind.exists()


def test_no_place_for_the_cache(tool):
    tool.cache.write_bytes(b"a file")
    status, out, said = tool.boot("-n", tool.kernel)
    assert (status, out, said) == (
        1, "", f"pvh-boot: {tool.kernel}: cannot write to the cache {tool.cache}/pvh-boot/vmlinux"
               " (XDG_CACHE_HOME names another): Not a directory\n")


def test_a_relative_cache_is_none(tool):
    home = tool.path / "home"
    kernel = kernel_of(tool.dry(XDG_CACHE_HOME="cache", HOME=str(home)))
    assert kernel.startswith(f"{home}/.cache/pvh-boot/vmlinux/")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(tool, number):
    """While a decompressor runs that comes to no end: it ends with us, and leaves nothing."""
    alive = tool.path / "alive"
    os.mkfifo(alive)
    (tool.path / "lz4").write_text(f"#!/bin/sh\nexec 3>{alive}\nexec cat /dev/zero\n")
    (tool.path / "lz4").chmod(0o755)
    huge = payload(VMLINUX, "lz4")[:-4] + struct.pack("<I", 0x3ffffff0)
    tool.kernel.write_bytes(bzimage(huge))
    process = tool.start("pvh-boot", "--rom", tool.rom, "-n", tool.kernel,
                         PATH=f"{tool.path}:{os.environ['PATH']}")
    with open(alive, "rb") as until_it_ends:
        process.send_signal(number)
        assert (*process.communicate(), process.returncode) == ("", "", 128 + number)
        assert until_it_ends.read() == b""
    assert tool.cached() == []


@pytest.mark.parametrize("compression", COMPRESSORS)
def test_extract_writes_to_the_same_cache(tool, compression):
    tool.kernel.write_bytes(bzimage(payload(VMLINUX, compression)))
    status, out, said = tool.call("pvh-extract", "--cached", tool.kernel)
    assert (status, out, said) == (0, f"{tool.cached()[0]}\n", "")
    assert kernel_of(tool.dry()) == out.strip() and len(tool.cached()) == 1


def test_extract_leaves_a_vmlinux_where_it_is(tool):
    tool.kernel.write_bytes(VMLINUX)
    assert tool.call("pvh-extract", "--cached", tool.kernel) == (0, f"{tool.kernel}\n", "")

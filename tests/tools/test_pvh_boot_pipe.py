# SPDX-License-Identifier: GPL-2.0-or-later
"""tools/pvh-boot: an initrd from a pipe reaches QEMU whole, and paths that QEMU would misread."""
import os
import threading

from harness import boot, processes, report, shapes
from harness.limits import COMMAND_S
import pytest
from harness.qemu import GOOD_EXIT
from harness.toolrun import TOOLS, Tool

INITRD = bytes(range(256)) * 1200


@pytest.fixture
def tool(tmp_path):
    return Tool(tmp_path)


@pytest.fixture
def pipe():
    """A path that leads to it, as a shell's <(…) does."""
    reader, writer = os.pipe()
    os.set_inheritable(reader, True)

    def fill():
        try:
            with os.fdopen(writer, "wb") as file:
                file.write(INITRD)
        except BrokenPipeError:
            pass        # a refusal

    thread = threading.Thread(target=fill)
    thread.start()
    yield f"/proc/self/fd/{reader}", reader
    os.close(reader)
    thread.join(COMMAND_S)
    assert not thread.is_alive()


def run(tool, reader, *words):
    program = [TOOLS / "pvh-boot", "--rom", tool.rom, "--accel", "tcg"]
    return processes.run([*program, *words], text=True, capture_output=True, cwd=tool.cwd,
                         pass_fds=[reader])


def test_an_initrd_from_a_pipe(tool, pipe):
    """All of it arrives, by the one route that can take it."""
    path, reader = pipe
    tool.rom.unlink()
    tool.rom.symlink_to(boot.ROM.resolve())
    tool.kernel.write_bytes(shapes.debian_amd64().elf)
    done = run(tool, reader, "-i", path, "-m", "128M", tool.kernel, "--", "-device",
               "isa-debug-exit", "-debugcon", f"file:{tool.path}/report")
    assert done.returncode == GOOD_EXIT, done.stderr
    [module] = report.parse((tool.path / "report").read_text(encoding="latin-1")).modules
    assert module.entry.size == len(INITRD)


def test_not_by_qemu(tool, pipe):
    path, reader = pipe
    done = run(tool, reader, "-n", "-i", path, "--route", "kernel", tool.kernel)
    assert (done.returncode, done.stdout, done.stderr) == (
        1, "", "pvh-boot: --route kernel is not possible:"
               " QEMU needs a regular file as initrd\n")


def test_a_rom_from_a_pipe(tool, pipe):
    path, reader = pipe
    done = run(tool, reader, "-n", "--rom", path, tool.kernel)
    assert (done.returncode, done.stdout, done.stderr) == (
        1, "", f"pvh-boot: {path}: a ROM must be a regular file\n")


def test_an_initrd_that_may_not_be_read(tool):
    """Said before QEMU says it; for root there is no such file."""
    initrd = tool.path / "initrd"
    initrd.touch(mode=0)
    if os.access(initrd, os.R_OK):
        initrd = tool.path      # a directory, then
    why = "Is a directory" if initrd.is_dir() else "Permission denied"
    assert tool.boot("-n", tool.kernel, "-i", initrd) == (
        1, "", f"pvh-boot: cannot read {initrd}: {why}\n")


@pytest.mark.parametrize("name", ["a=b", "a,b", "help", "?", "a b"])
@pytest.mark.parametrize("route", ["kernel", "fw_cfg"])
def test_directories_of_any_name(tool, name, route):
    """A relative path to the ROM, as QEMU would misread it."""
    (tool.cwd / name).mkdir()
    (tool.cwd / name / "pvh.bin").symlink_to(boot.ROM.resolve())
    tool.kernel.write_bytes(shapes.debian_amd64().elf)
    status, _, said = tool.call("pvh-boot", "--rom", f"{name}/pvh.bin", "--accel", "tcg", "-m",
                                "128M", "--route", route, tool.kernel, "--", "-device",
                                "isa-debug-exit", "-debugcon", f"file:{tool.path}/report")
    assert status == GOOD_EXIT, said


def test_a_route_that_cannot_serve_the_rom(tool):
    tool.rom = tool.rom.rename(tool.rom.parent / "my.bin")
    assert tool.boot("-n", "--route", "kernel", tool.kernel) == (
        1, "", "pvh-boot: --route kernel is not possible:"
               " QEMU needs a ROM called pvh.bin\n")

# SPDX-License-Identifier: GPL-2.0-or-later
"""KASLR by pvh-boot and pvh-qemu: what QEMU is handed, byte by byte; and kernels that cannot be
moved, which are booted where they are."""
import struct

import pytest
from harness import kaslr
from harness.kaslr import MIB
from harness.toolrun import VMLINUX, Tool

# Stands in for QEMU: copies what it is given as a kernel, and tries to change a copy in memory.
TAKE = r"""
import fcntl, os, re, sys
path = re.search(r"(?:-kernel |opt/pvh/kernel,file=)(\S+)", " ".join(sys.argv))[1]
with open(path, "rb") as file, open(os.environ["TAKEN"], "wb") as taken:
    taken.write(file.read())
if "/fd/" not in path:
    sys.exit(print(path))
with open(path, "r+b", buffering=0) as file:
    changes = [lambda: file.write(b"x"), lambda: file.truncate(9), lambda: file.truncate(1 << 30),
               lambda: fcntl.fcntl(file, fcntl.F_ADD_SEALS, 0)]
    for change in changes:
        try:
            change()
            print("changed", end=" ")
        except PermissionError:
            print("sealed", end=" ")
print(path)
"""
SEALED = "sealed sealed sealed sealed /proc/self/fd/"


@pytest.fixture
def tool(tmp_path):
    tool = Tool(tmp_path)
    tool.fake_qemu(TAKE, "/usr/bin/env python3")
    return tool


def boot(tool, *words, program="pvh-boot", **environment):
    """What QEMU got, and what was said of KASLR."""
    taken = tool.path / "taken"
    environment = {"TAKEN": str(taken), "PVH_QEMU": str(tool.path / "qemu"), "PVH_VERBOSE": "on",
                   **environment}
    if program == "pvh-boot":
        words = ("--rom", tool.rom, "--accel", "tcg", "--qemu", tool.path / "qemu", "-v",
                 tool.kernel, *words)
    status, out, said = tool.call(program, *words, **environment)
    assert status == 0, said
    return out, taken.read_bytes(), said


def broken(number: int, word: int):
    """One word of the relocations is another."""
    elf, relocs = kaslr.vmlinux()
    return elf, relocs[:4 * number] + struct.pack("<I", word) + relocs[4 * number + 4:]


def swapped():
    """The 32-bit places where the 64-bit ones belong, and the other way round."""
    elf, relocs = kaslr.vmlinux()
    zeros = [at for at in range(0, len(relocs), 4) if relocs[at:at + 4] == bytes(4)]
    one, two, three = (relocs[a:b] for a, b in zip(zeros, zeros[1:] + [len(relocs)]))
    return elf, three + two + one


UNMOVABLE = {
    "none": (lambda: (kaslr.vmlinux()[0], b""),
             "it has no relocations: it was built without CONFIG_RANDOMIZE_BASE"),
    "cut in front": (lambda: (kaslr.vmlinux()[0], kaslr.vmlinux()[1][4:]),
                     "the 204 bytes behind its ELF file are not relocations"),
    "cut within a word": (lambda: (kaslr.vmlinux()[0], kaslr.vmlinux()[1][:-1]),
                          "the 207 bytes behind its ELF file are not relocations"),
    "cut within the first list": (lambda: (kaslr.vmlinux()[0], kaslr.vmlinux()[1][:40]),
                                  "its relocations have an unknown form"),
    "a signature": (lambda: (kaslr.vmlinux()[0], b"signature" * 8),
                    "the 72 bytes behind its ELF file are not relocations"),
    "zeros": (lambda: (kaslr.vmlinux()[0], bytes(64)), "its relocations have an unknown form"),
    "32 bits": (lambda: (kaslr.vmlinux()[0], kaslr.vmlinux(32)[1]),
                "its relocations have an unknown form"),
    "64 bits": (lambda: (kaslr.vmlinux(32)[0], kaslr.vmlinux()[1]),
                "its relocations have an unknown form"),
    "swapped": (swapped, "8 of 8 of its relocations are for values that are no addresses of the"
                " kernel"),
    "wild": (lambda: broken(3, 0x91400000), "its relocation at 0x91400000 lies in no segment"),
    "out of order": (lambda: broken(2, 0x81400100),
                     "its relocations are out of order at 0x81400100"),
}


@pytest.mark.parametrize("kind", UNMOVABLE)
def test_what_cannot_be_moved_is_booted_without(tool, kind):
    make, why = UNMOVABLE[kind]
    tool.kernel.write_bytes(kaslr.vmlinuz(*make()))
    status, said, _ = tool.call("pvh-extract", tool.kernel)
    assert (status, said.splitlines()[1]) == (
        0, f"{tool.kernel}: it cannot be moved (KASLR): {why}")
    out, taken, said = boot(tool, "-m", "128M")
    assert "without KASLR: it cannot be moved (pvh-extract says why)" in said
    assert out == f"{tool.cached()[0]}\n"
    assert taken == tool.cached()[0].read_bytes()


@pytest.mark.parametrize("setup, why", [
    (dict(kernel_alignment=0), "its kernel_alignment of 0x0 is not a power of 2, 4096 or more"),
    (dict(kernel_alignment=0x300000),
     "its kernel_alignment of 0x300000 is not a power of 2, 4096 or more"),
    (dict(pref_address=0x2000000), "it begins at 0x1000000, its pref_address is 0x2000000")])
def test_a_setup_header_of_another_kernel(tool, setup, why):
    tool.kernel.write_bytes(kaslr.vmlinuz(*kaslr.vmlinux(), **setup))
    _, said, _ = tool.call("pvh-extract", tool.kernel)
    assert said.splitlines()[1] == f"{tool.kernel}: it cannot be moved (KASLR): {why}"


@pytest.mark.parametrize("bits", [64, 32])
@pytest.mark.parametrize("route", ["kernel", "fw_cfg"])
def test_what_qemu_gets(tool, bits, route):
    """A sealed copy of the packed kernel, moved, whether the kernel was cached or not."""
    elf, relocs = kaslr.vmlinux(bits)
    tool.kernel.write_bytes(kaslr.vmlinuz(elf, relocs))
    for _ in range(2):
        out, taken, said = boot(tool, "-m", "128M", "--route", route)
        assert f"with KASLR, at one of {kaslr.choices(128 * MIB)} places" in said
        assert out.startswith(SEALED)
        packed = tool.cached()[0].read_bytes()
        assert taken in kaslr.possible(packed, relocs, 128 * MIB)
        tool.settle()


@pytest.mark.parametrize("words, why", [
    (["--no-kaslr"], "without KASLR"),
    (["-a", "quiet nokaslr"], "without KASLR: its command line has nokaslr"),
    (["-a", "mem=64M"], "without KASLR: its command line changes the memory map"),
    (["-a", "memmap=1M$32M"], "without KASLR: its command line changes the memory map"),
    (["-m", "32M"], "without KASLR: the guest's memory has no other place for it"),
    (["-M", "q35,max-ram-below-4g=64M"],
     "without KASLR: the machine's memory is not described by -m alone"),
    (["--", "-fw_cfg", "name=opt/pvh/module1,string=x"],
     "without KASLR: more files are passed to the ROM"),
    (["--", "-device", "loader,file=x,addr=0x2000000"],
     "without KASLR: QEMU loads another file into memory")])
def test_objections(tool, words, why):
    tool.kernel.write_bytes(kaslr.vmlinuz(*kaslr.vmlinux()))
    out, taken, said = boot(tool, *words)
    assert why in said.splitlines()[0]
    assert taken == tool.cached()[0].read_bytes() and "/fd/" not in out


@pytest.mark.parametrize("append", ["nokaslrx", "xnokaslr", "a.mem=1", "nokaslr=1"])
def test_words_that_only_look_like_objections(tool, append):
    tool.kernel.write_bytes(kaslr.vmlinuz(*kaslr.vmlinux()))
    assert "with KASLR" in boot(tool, "-a", append)[2]


def test_the_environment_objects(tool):
    tool.kernel.write_bytes(kaslr.vmlinuz(*kaslr.vmlinux()))
    out, _, said = boot(tool, PVH_KASLR="off")
    assert "without KASLR: PVH_KASLR=off" in said and "/fd/" not in out


def test_a_vmlinux_has_none(tool):
    tool.kernel.write_bytes(VMLINUX)
    out, taken, said = boot(tool)
    assert "without KASLR: its relocations are in a vmlinuz only" in said
    assert taken == VMLINUX and str(tool.kernel) in out


def test_nothing_is_copied_for_a_dry_run(tool):
    tool.kernel.write_bytes(kaslr.vmlinuz(*kaslr.vmlinux()))
    assert str(tool.cached()[0] if tool.cached() else "/kernels/") in " ".join(tool.dry())


def test_without_a_cache(tool):
    """The relocations stand behind the packed kernel then, which QEMU does not look at."""
    elf, relocs = kaslr.vmlinux()
    tool.kernel.write_bytes(kaslr.vmlinuz(elf, relocs))
    tool.call("pvh-extract", "--packed", "-o", tool.path / "packed", tool.kernel)
    tool.cache.write_bytes(b"a file")
    out, taken, said = boot(tool, "-m", "128M")
    assert "with KASLR" in said and out.startswith(SEALED)
    packed = (tool.path / "packed").read_bytes()
    assert taken[:len(packed)] in kaslr.possible(packed, relocs, 128 * MIB)
    assert taken[len(packed):] == relocs


def test_pvh_qemu(tool):
    elf, relocs = kaslr.vmlinux()
    tool.kernel.write_bytes(kaslr.vmlinuz(elf, relocs))
    words = ["-nographic", "-m", "128M", "-append", "console=ttyS0", "-kernel", tool.kernel]
    out, taken, said = boot(tool, *words, program="pvh-qemu")
    assert f"with KASLR, at one of {kaslr.choices(128 * MIB)} places" in said
    assert out.startswith(SEALED)
    packed = tool.cached()[0].read_bytes()
    assert taken in kaslr.possible(packed, relocs, 128 * MIB)
    out, taken, said = boot(tool, *words, program="pvh-qemu", PVH_KASLR="off")
    assert "without KASLR: PVH_KASLR=off" in said
    assert taken == packed and out == f"{tool.cached()[0]}\n"

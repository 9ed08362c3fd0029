# SPDX-License-Identifier: GPL-2.0-or-later
"""pvh-qemu: QEMU's command line with a vmlinux in the place of the vmlinuz, or as it was."""
import os

import pytest
from harness import boot, kaslr, processes
from harness.bzimage import bzimage, payload
from harness.elf import patch
from harness.toolrun import NOT_PVH, TOOLS, VMLINUX, Tool

VMLINUZ = bzimage(payload(VMLINUX, "gzip"))
REPLACED = "the vmlinux is booted through pvh.bin, without KASLR"
QUIET = ["-nographic", "-m", "1G"]
ROM = boot.ROM.resolve()
ON_SCREEN = "entered by PVH, Linux has no text console on a VGA screen"


class QemuTool(Tool):
    """What a QEMU that prints its words is called with."""

    def __init__(self, path):
        super().__init__(path)
        self.kernel.write_bytes(VMLINUZ)
        self.qemu = self.fake_qemu('printf "%s\\n" "$@"')

    def words(self, *words, **environment):
        """Its words, and what pvh-qemu says about them."""
        done = processes.run([TOOLS / "pvh-qemu", *words], text=True, capture_output=True,
                              cwd=self.cwd,
                              env={**os.environ, "XDG_CACHE_HOME": str(self.cache),
                                   "PVH_QEMU": str(self.qemu), "PVH_VERBOSE": "on", **environment})
        assert done.returncode == 0, done.stderr
        said = done.stderr.replace("pvh-qemu: ", "", 1).strip()
        return done.stdout.splitlines(), said.split(": ")[0] if "without KASLR" in said else said

    def assert_unchanged(self, why, *words, **environment):
        assert self.words(*words, **environment) == (list(words), f"unchanged: {why}")

    def ours(self, *more, early=True):
        """The words that take the place of -kernel, -initrd and -append."""
        rom = ["-fw_cfg", f"name=vgaroms/pvh.bin,file={ROM}"] if early else []
        return ["-L", str(ROM.parent), "-kernel", str(self.cached()[0]), *more, *rom]


@pytest.fixture
def tool(tmp_path):
    return QemuTool(tmp_path)


def test_the_vmlinux_takes_the_place_of_the_vmlinuz(tool):
    (tool.path / "initrd").write_bytes(b"i" * 5000)
    more = ["-initrd", f"{tool.path}/initrd", "-append", "console=ttyS0 quiet"]
    found, said = tool.words("-M", "q35", *QUIET, "-kernel", str(tool.kernel), *more, "-name", "x")
    assert found == ["-M", "q35", *QUIET, "-name", "x", *tool.ours(*more)]
    assert said == REPLACED
    assert b"\x7fELF" == tool.cached()[0].read_bytes()[:4]


@pytest.mark.parametrize("words", [
    ["-version"], ["-M", "help"], ["-machine", "none", "-qmp", "stdio"], ["-name", "-kernel"],
    ["-append", "-kernel", "disk"], ["--kernel=x"], ["-kernel=x"], ["-S", "-nodefaults"]])
def test_what_names_no_kernel_is_not_touched(tool, words):
    tool.assert_unchanged("there is no -kernel", *words)


LEFT_ALONE = "it has an option that pvh-qemu does not handle"
NO_PC = "the machine is not a PC that boots by PVH"


@pytest.mark.parametrize("words, why", [
    (["-version"], LEFT_ALONE), (["-h"], LEFT_ALONE), (["-incoming", "defer"], LEFT_ALONE),
    (["-readconfig", "x"], LEFT_ALONE), (["-bios", "x"], LEFT_ALONE),
    (["-pflash", "x"], LEFT_ALONE), (["-loadvm", "x"], LEFT_ALONE), (["-dtb", "x"], LEFT_ALONE),
    (["-M", "microvm"], NO_PC), (["-machine", "none"], NO_PC), (["-M", "help"], NO_PC),
    (["-M", "isapc"], NO_PC), (["-M", "pc-q35-3.1"], NO_PC), (["-machine", "type=xenfv"], NO_PC),
    (["-M", "pc-i440fx-2.12,usb=off"], NO_PC), (["-M", "pc-q35-rhel7.6.0"], NO_PC),
    (["-M", "q35,pflash0=x"], "the machine has a kernel, firmware or encryption of its own"),
    (["-object", "sev-guest,id=a"], "the guest's memory is measured or encrypted"),
    (["-fw_cfg", "name=opt/pvh/early,string=on"], "it already passes files to a ROM"),
    (["-option-rom", "pvh.bin"], "it already has a PVH ROM"),
    (["-brand-new"], "it has an unknown option"), (["-m"], "an option has no value"),
    (["-cpu", "486"], "the processor has 32 bits"),
    (["-m", "32M"], "the guest has too little memory"),
    (["-cpu", "max,lm=off"], "the processor has 32 bits"),
    (["-initrd", "/nonexistent"], "the initrd is not a regular file"),
    (["-initrd", "/dev/null"], "QEMU needs a regular file as initrd"),
    (["-vnc", ":1"], ON_SCREEN)])
def test_in_doubt_nothing_changes(tool, words, why):
    tool.assert_unchanged(why, *QUIET, "-kernel", str(tool.kernel), *words)


@pytest.mark.parametrize("machine", [
    "pc", "q35", "type=q35,accel=tcg", "pc-q35-4.0", "pc-i440fx-10.1", "pc-q35-4.0.1",
    "pc-q35-noble", "pc-q35-rhel9.4.0"])
def test_machines_that_boot_by_pvh(tool, machine):
    words = ["-machine", machine, *QUIET]
    assert tool.words(*words, "-kernel", str(tool.kernel))[0] == [*words, *tool.ours()]


@pytest.mark.parametrize("words, is_changed", [
    ([], False), (["-append", "quiet"], False), (["-append", "console=tty1"], False),
    (["-append", "console=tty0 console=ttyS0"], True), (["-append", "console=hvc0"], True),
    (["-display", "none"], True), (["-nographic"], True), (["-nographic", "-vnc", ":1"], False),
    (["-nodefaults"], True), (["-nodefaults", "-vga", "std"], False), (["-vga", "none"], True),
    (["-nodefaults", "-device", "virtio-vga"], False)])
def test_a_console_on_the_screen_is_kept(tool, words, is_changed):
    """Entered through PVH, Linux has no text mode."""
    found, said = tool.words("-m", "1G", "-kernel", str(tool.kernel), *words)
    assert ("-L" in found) == is_changed and (said == f"unchanged: {ON_SCREEN}") != is_changed


@pytest.mark.parametrize("content, why", [
    (VMLINUX, "QEMU boots the kernel by PVH itself"),
    (NOT_PVH, "the kernel is not one that boots by PVH"),
    (bzimage(payload(NOT_PVH, "gzip")), "the kernel is not one that boots by PVH"),
    (VMLINUZ[:-1500], "the kernel is not one that boots by PVH"),
    (b"rubbish", "the kernel is not one that boots by PVH")],
    ids=["PVH", "not PVH", "packed not PVH", "cut", "rubbish"])
def test_kernels_that_are_qemus(tool, content, why):
    tool.kernel.write_bytes(content)
    tool.assert_unchanged(why, *QUIET, "-kernel", str(tool.kernel))


@pytest.mark.parametrize("path", ["/nonexistent", "/dev/null", "/"])
def test_files_that_are_no_kernels(tool, path):
    tool.assert_unchanged("the kernel is not one that boots by PVH", *QUIET, "-kernel", path)


def test_an_elf_that_qemu_would_not_take_goes_by_the_rom(tool):
    tool.kernel.write_bytes(patch(VMLINUX, "e_flags", 0x10000))
    found, _ = tool.words(*QUIET, "-kernel", str(tool.kernel), "-append", "a,b")
    assert found == [*QUIET, "-option-rom", f"romfile={ROM}",
                     "-fw_cfg", f"name=opt/pvh/kernel,file={tool.kernel}",
                     "-fw_cfg", "name=opt/pvh/cmdline,string=a,,b",
                     "-fw_cfg", f"name=vgaroms/pvh.bin,file={ROM}"]


@pytest.mark.parametrize("words, environment", [
    ([], {"PVH_EARLY": "off"}), (["-boot", "menu=on"], {}), (["-boot", "order=c,menu=on"], {}),
    (["-tpmdev", "emulator,id=t,chardev=c"], {})])
def test_not_early(tool, words, environment):
    found, _ = tool.words(*QUIET, *words, "-kernel", str(tool.kernel), **environment)
    assert found == [*QUIET, *words, *tool.ours(early=False)]


def test_the_boot_order_stays_qemus(tool):
    """-kernel comes first, and a device that wants to be is QEMU's error. Where the ROM loads the
    kernel itself, it looks into the order before it takes over early."""
    second = [*QUIET, "-device", "virtio-blk-pci,drive=d,bootindex=1"]
    found, _ = tool.words(*second, "-kernel", str(tool.kernel))
    assert found == [*second, *tool.ours()]
    disk = tool.path / "disk"
    disk.write_bytes(bytes(512))
    first = ["-display", "none", "-drive", f"if=none,id=d,format=raw,file={disk}", "-device",
             "virtio-blk-pci,drive=d,bootindex=0", "-kernel", str(tool.kernel)]
    for program in ("qemu-system-x86_64", TOOLS / "pvh-qemu"):
        done = processes.run([program, *first], text=True, capture_output=True, cwd=tool.cwd,
                             env={**os.environ, "XDG_CACHE_HOME": str(tool.cache)})
        assert done.returncode == 1
        assert done.stderr.endswith(": The bootindex 0 has already been used\n")


def test_a_pvh_bin_that_qemu_would_take_first(tool):
    (tool.cwd / "pvh.bin").write_bytes(b"another")
    words = [*QUIET, "-kernel", str(tool.kernel)]
    tool.assert_unchanged("QEMU would use the pvh.bin in the working directory", *words)
    tool.assert_unchanged("-L has a pvh.bin of its own", *words, "-L", str(tool.cwd))


def test_too_long_a_command_line_is_left_to_the_bzimage(tool):
    limited = bytearray(VMLINUZ)
    limited[0x238:0x23c] = (100).to_bytes(4, "little")
    tool.kernel.write_bytes(limited)
    words = [*QUIET, "-kernel", str(tool.kernel), "-append"]
    tool.assert_unchanged("the command line is too long", *words, "x" * 101)
    assert tool.words(*words, "x" * 100)[1] == REPLACED


def test_without_a_cache(tool):
    """The kernel is in memory that QEMU inherits, and nothing is said of it."""
    tool.fake_qemu('while [ $# -gt 1 ]; do [ "$1" != -kernel ] || head -c 4 "$2"; shift; done')
    tool.cache.write_bytes(b"a file")
    found, said = tool.words(*QUIET, "-kernel", str(tool.kernel))
    assert (found, said) == (["\x7fELF"], REPLACED)


def test_which_qemu(tool):
    """The one on PATH, of the name that it is called by, and never itself."""
    directories = [tool.path / name for name in ("a", "b")]
    for directory in directories:
        directory.mkdir()
    (directories[0] / "qemu-system-i386").symlink_to(TOOLS / "pvh-qemu")
    for name in ("qemu-system-i386", "qemu-system-x86_64"):
        (directories[1] / name).write_text(f"#!/bin/sh\necho {name}\n")
        (directories[1] / name).chmod(0o755)
    path = ":".join(map(str, directories)) + ":" + os.environ["PATH"]
    environment = {"PATH": path, "HOME": str(tool.path)}
    for program, name in ((directories[0] / "qemu-system-i386", "qemu-system-i386"),
                          (TOOLS / "pvh-qemu", "qemu-system-x86_64")):
        done = processes.run([program, "-version"], text=True, capture_output=True, env=environment)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"{name}\n", "")


def test_no_qemu(tool):
    done = processes.run([TOOLS / "pvh-qemu", "-version"], text=True, capture_output=True,
                          env={"PATH": str(tool.path / "nowhere")})
    assert (done.returncode, done.stdout, done.stderr) == (
        1, "", "pvh-qemu: there is no qemu-system-x86_64 on PATH: name one in PVH_QEMU\n")


@pytest.mark.parametrize("size, is_moved", [(["-m", "size=1048576k"], True), ([], False)])
def test_a_memory_backend_is_as_large_as_m(tool, size, is_moved):
    """libvirt writes one for every domain. Without -m the size is not known."""
    tool.kernel.write_bytes(kaslr.vmlinuz(*kaslr.vmlinux()))
    words = ["-machine", "pc-q35-7.2,usb=off,memory-backend=pc.ram", "-nographic", *size,
             "-object", '{"qom-type":"memory-backend-ram","id":"pc.ram","size":1073741824}']
    found, said = tool.words(*words, "-kernel", str(tool.kernel))
    assert ("/proc/self/fd/" in " ".join(found), "with KASLR" in said) == (is_moved, is_moved)

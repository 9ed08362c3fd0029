# SPDX-License-Identifier: GPL-2.0-or-later
"""tools/pvh-boot: the command line that it makes of what it is given."""
import pytest
from harness.bzimage import bzimage, payload
from harness.elfimage import Image, Note, entry_note, note_segment
from harness.toolrun import ENTRY, TEXT, VMLINUX, Tool

GUEST_OS = Note(6, b"linux\0\0\0")
LINUX = Image([TEXT, note_segment(entry_note(ENTRY), GUEST_OS)]).build()
LEAN = ["-nodefaults", "-M", "q35,sata=off,smbus=off"]
TCG, CONSOLE = ["-accel", "tcg"], ["-display", "none", "-serial", "mon:stdio"]
SIZE = ["-m", "1G", "-smp", "1"]


@pytest.fixture
def tool(tmp_path):
    return Tool(tmp_path)


def early(tool):
    return ["-fw_cfg", f"name=vgaroms/pvh.bin,file={tool.rom}"]


def test_the_least(tool):
    assert tool.dry() == ["qemu-system-x86_64", *LEAN, *TCG, *CONSOLE, *SIZE, *tool.by_kernel(),
                          *early(tool)]


def test_everything(tool):
    initrd = tool.path / "initrd"
    initrd.touch()
    assert tool.dry("--initrd", initrd, "--append", "a=1 b", "--append", "'c", "--no-early",
                    "--machine", "pc", "--memory", "2G", "--smp", "4",
                    "--qemu", "/x/qemu -cpu max", "--", "-nic", "user") == [
        "/x/qemu", "-cpu", "max", "-nodefaults", "-M", "pc", *TCG, *CONSOLE, "-m", "2G",
        "-smp", "4", *tool.by_kernel(), "-initrd", str(initrd), "-append", "a=1 b 'c",
        "-nic", "user"]


def test_everything_from_fw_cfg(tool):
    initrd = tool.path / "initrd,1"
    initrd.touch()
    found = tool.dry("--route", "fw_cfg", "--early", "-i", initrd, "-a", "a,b")
    assert found[found.index("1") + 1:] == [
        *tool.by_fw_cfg(), "-fw_cfg", f"name=opt/pvh/initrd,file={tool.path}/initrd,,1",
        "-fw_cfg", "name=opt/pvh/cmdline,string=a,,b", *early(tool)]


@pytest.mark.parametrize("words, append", [
    ([], ["-append", "console=ttyS0"]), (["--append", ""], []),
    (["--append", "quiet"], ["-append", "quiet"])])
def test_linux_has_a_console_unless_told_otherwise(tool, words, append):
    tool.kernel.write_bytes(LINUX)
    assert tool.dry(*words) == ["qemu-system-x86_64", *LEAN, *TCG, *CONSOLE, *SIZE,
                                *tool.by_kernel(), *append, *early(tool)]


def test_linux_is_told_by_its_note_or_setup_header_not_by_what_it_says(tool):
    tool.kernel.write_bytes(VMLINUX + b"Linux version 6.1")
    assert "-append" not in tool.dry()
    tool.kernel.write_bytes(bzimage(payload(VMLINUX, "gzip")))
    found = tool.dry()
    assert found[found.index("-append") + 1] == "console=ttyS0"


@pytest.mark.parametrize("machine, options", [
    ("q35", ["-M", "q35,sata=off,smbus=off"]),
    ("q35,sata=on", ["-M", "q35,sata=on,smbus=off"]),
    ("q35,smbus=on,sata=off", ["-M", "q35,smbus=on,sata=off"]),
    ("pc-q35-7.2", ["-M", "pc-q35-7.2,sata=off,smbus=off"]),
    ("pc", ["-M", "pc"]),
    ("isapc", ["-M", "isapc", "-cpu", "max"]),
])
def test_machines(tool, machine, options):
    found = tool.dry("--machine", machine)
    assert [word for word in found[2:found.index("-display")] if word not in TCG] == options


def test_microvm(tool):
    found = tool.dry("-M", "microvm")
    bios = found[found.index("-bios") + 1]
    assert found[1:-10] == ["-nodefaults", "-M", "microvm,x-option-roms=on", *TCG, "-bios", bios,
                           "-icount", "shift=auto", *CONSOLE]
    with open(bios, "rb") as file:
        assert b"SeaBIOS" in file.read()


def test_microvm_under_kvm(tool):
    found = tool.dry("-M", "microvm", "--accel", "kvm")
    assert "-icount" not in found and found[found.index("-cpu") + 1] == "max"


@pytest.mark.parametrize("own, gone", [
    (["-m", "64M"], ["-m", "1G"]), (["-smp", "2"], ["-smp", "1"]),
    (["-accel", "hax"], TCG), (["--accel", "hax"], TCG), (["-enable-kvm"], TCG),
    (["-serial", "null"], ["-serial", "mon:stdio"]),
    (["-monitor", "stdio"], ["-serial", "mon:stdio"]),
    (["-daemonize"], ["-serial", "mon:stdio"]),
    (["-chardev", "stdio,id=log"], ["-serial", "mon:stdio"]),
    (["-chardev", "id=log,backend=stdio"], ["-serial", "mon:stdio"]),
    (["-nographic"], ["-display", "none"]), (["-vnc", ":1"], ["-display", "none"]),
])
def test_what_qemu_is_told_goes_before_what_would_be_chosen(tool, own, gone):
    expected = tool.dry()
    at = next(i for i in range(len(expected)) if expected[i:i + 2] == gone)
    del expected[at:at + 2]
    found = tool.dry("--", *own)
    assert [word for word in found if word not in ("-cpu", "max")] == expected + own


@pytest.mark.parametrize("own, machine", [
    (["-hda", "d"], "q35,smbus=off"), (["-cdrom", "d"], "q35,smbus=off"),
    (["-drive", "file=d"], "q35,smbus=off"), (["-drive", "if=ide,file=d"], "q35,smbus=off"),
    (["-drive", "file=d,if=virtio"], "q35,sata=off,smbus=off"),
    (["-drive", "if=none,id=d", "-device", "ide-hd,drive=d"], "q35,smbus=off"),
    (["-device", '{"driver": "ide-hd", "drive": "d"}'], "q35,smbus=off"),
    (["-device", "id=x,driver=ide-cd"], "q35,smbus=off"),
    (["-device", '{"driver": "virtio-blk", "drive": "ide-1"}'], "q35,sata=off,smbus=off"),
    (["-device", "virtio-blk,drive=d"], "q35,sata=off,smbus=off"),
])
def test_a_disk_has_a_controller(tool, own, machine):
    found = tool.dry("--", *own)
    assert found[found.index("-M") + 1] == machine

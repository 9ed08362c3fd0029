# SPDX-License-Identifier: GPL-2.0-or-later
"""scripts/run.sh with a QEMU that only plays one: what it is asked for, and which endings count as
good."""
import os
from pathlib import Path

import pytest
from harness.elfimage import Image, entry_note, note_segment
from harness.toolbench import Bench

DONE = "pvh-run: account complete"
VMLINUX = Image([note_segment(entry_note(0x1000000))]).build()
VMLINUX32 = Image([note_segment(entry_note(0x1000000))], bits=32).build()
NOT_PVH = Image([note_segment(entry_note(0x1000000, owner=b"nuttx\0"))]).build()


class RunBench(Bench):
    def __init__(self, path: Path):
        super().__init__(path)
        (self.build / "pvh.bin").touch()
        self.kernel = path / "kernel"
        self.kernel.write_bytes(VMLINUX)

    def run(self, output: str = DONE, status: int = 0, **environment):
        """Status, last line of run.sh, and what it asked of QEMU, option by option."""
        qemu, asked = self.path / "qemu", self.path / "asked"
        qemu.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" >{asked}\n"
                        f"echo '{output}' >{self.build}/run.log\nexit {status}\n")
        qemu.chmod(0o755)
        done = self.call("run.sh", **{"QEMU": f"'{qemu}'", "KERNEL": str(self.kernel),
                                      "BUILD": str(self.build), "ACCEL": "tcg", **environment})
        said = (done.stdout + done.stderr).splitlines()[-1]
        return done.returncode, said, asked.read_text().splitlines() if asked.exists() else None


@pytest.fixture
def bench(tmp_path):
    return RunBench(tmp_path)


def values(asked, option):
    return [asked[i + 1] for i, word in enumerate(asked) if word == option]


def test_what_qemu_is_asked_for(bench):
    status, said, asked = bench.run()
    assert status == 0
    assert said == (f"pvh-boot: booting {bench.kernel} on q35 (tcg, 512M, 1 CPU)"
                    f" through {bench.build}/pvh.bin,"
                    " without KASLR: its relocations are in a vmlinuz only")
    expected = {"-L": str(bench.build), "-M": "q35,sata=off,smbus=off", "-m": "512M", "-smp": "1",
                "-accel": "tcg",
                "-kernel": str(bench.kernel), "-initrd": f"{bench.build}/initramfs-amd64",
                "-append": "console=ttyS0 panic=-1 no_timer_check quiet"}
    assert {option: values(asked, option) for option in expected} == \
        {option: [value] for option, value in expected.items()}
    assert {"-nodefaults", "-no-reboot"} <= set(asked)


def test_everything_can_be_chosen(bench):
    initrd = bench.path / "initrd"
    initrd.touch()
    status, _, asked = bench.run("", MACHINE="pc,usb=off", MEMORY="1G", SMP="4", ACCEL="kvm",
                                 INITRD=str(initrd), CMDLINE="root=/dev/vda ro")
    assert status == 0
    expected = {"-M": "pc,usb=off", "-m": "1G", "-smp": "4", "-accel": "kvm",
                "-initrd": str(initrd),
                "-append": "console=ttyS0 panic=-1 no_timer_check quiet root=/dev/vda ro"}
    assert {option: values(asked, option) for option in expected} == \
        {option: [value] for option, value in expected.items()}


def test_without_debian_the_newest_kernel_of_this_machine(bench):
    for version in ("6.9.1", "6.10.0"):
        (bench.path / f"vmlinuz-{version}").write_bytes(VMLINUX)
    (bench.path / "vmlinuz-7.0").symlink_to("cannot be read")
    asked = bench.run(KERNEL="", BOOT=str(bench.path), PATH=without_a_mirror(bench))[2]
    assert values(asked, "-kernel") == [f"{bench.path}/vmlinuz-6.10.0"]


def without_a_mirror(bench) -> str:
    """The PATH of a machine whose apt has no sources."""
    (bench.path / "bin").mkdir()
    (bench.path / "bin/apt-get").write_text("#!/bin/sh\n")
    (bench.path / "bin/apt-get").chmod(0o755)
    return f"{bench.path}/bin:{os.environ['PATH']}"


def test_a_32_bit_kernel_gets_a_32_bit_initramfs(bench):
    bench.kernel.write_bytes(VMLINUX32)
    asked = bench.run()[2]
    assert values(asked, "-initrd") == [f"{bench.build}/initramfs-i386"]
    packed = Path(values(asked, "-initrd")[0]).read_bytes()
    assert b"i386" * 1000 in packed and b"amd64" not in packed


@pytest.mark.parametrize("output, status, environment, sentence", [
    ("", 0, {}, "the guest ended before our initramfs was done;"
                " CMDLINE=ignore_loglevel shows more"),
    (DONE, 3, {}, "QEMU ended with status 3"),
    (DONE, 124, {"LIMIT": "7"}, "the guest did not end within 7 seconds"
                                " (its output is in {build}/run.log)"),
    ("pvh: no room", 0, {}, "the ROM refused to boot it (its reason stands above)"),
    ("pvh: no room", 0, {"INITRD": ""}, "the ROM refused to boot it (its reason stands above)"),
    ("Kernel panic - not syncing", 0, {"INITRD": ""},
     "the kernel panicked; CMDLINE=ignore_loglevel shows more"),
])
def test_bad_endings(bench, output, status, environment, sentence):
    assert bench.run(output, status, **environment)[:2] == (
        1, "pvh-run: " + sentence.format(build=bench.build))


@pytest.mark.parametrize("prepare, environment, sentence", [
    (lambda b: (b.build / "pvh.bin").unlink(), {},
     "pvh-run: there is no {build}/pvh.bin: run make first"),
    (lambda b: None, {"KERNEL": "/nonexistent"}, "pvh-run: cannot read KERNEL=/nonexistent"),
    (lambda b: None, {"INITRD": "/nonexistent"}, "pvh-run: cannot read INITRD=/nonexistent"),
    (lambda b: b.kernel.write_bytes(b"rubbish"), {},
     "pvh-extract: {kernel}: it is neither a bzImage nor an ELF file"),
    (lambda b: b.kernel.write_bytes(NOT_PVH), {},
     "pvh-extract: {kernel}: it has no PVH entry point: it is not a kernel, or built without"
     " CONFIG_PVH"),
], ids=["no ROM", "no kernel", "no initrd", "rubbish", "not PVH"])
def test_qemu_is_not_even_started(bench, prepare, environment, sentence):
    prepare(bench)
    assert bench.run(**environment) == (
        1, sentence.format(build=bench.build, kernel=bench.kernel), None)

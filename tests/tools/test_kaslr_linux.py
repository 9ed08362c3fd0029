# SPDX-License-Identifier: GPL-2.0-or-later
"""Debian's kernels at the place that the seed says: by both routes and early, through QEMU's own
pvh.bin and qboot, after a reset, after S3, and kexec from there.

PVH_SEEDS=20 tries as many seeds of each.
"""
import os
import re

import pytest
from harness import boot, cpio, drivers, early, linux, processes
from harness.paths import BUILD, REPOSITORY, THEIR_ROM

MIB = 1 << 20
MEMORY = 512 * MIB
SEEDS = range(int(os.environ.get("PVH_SEEDS", "1")))
NEWEST = linux.Package("linux-image-cloud-amd64", suite="sid")
CMDLINE = "console=ttyS0 panic=-1 quiet no_timer_check tsc=reliable "
TOLD = "pvh-test: told"
# Linux, Documentation/arch/x86/x86_64/mm.rst: what has no random place without KASLR_FLAG.
FIXED = {"page_offset_base": 0xffff888000000000, "vmalloc_base": 0xffffc90000000000,
         "vmemmap_base": 0xffffea0000000000}
# The first of them; BPF's 2 MiB and a guard page may lie before it.
MODULES = (0xffffffffc0000000, 0xffffffffc0201000)
LINKED = 0x1000000      # pref_address of all of them
BASE = {"amd64": 0x80000000, "i386": 0xc0000000}


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return tmp_path_factory.mktemp("linux")


def initramfs(package, directory, folder="modules", files=()):
    path = directory / f"initramfs-{folder}-{package}"
    init = (REPOSITORY / "tests/guests/kaslr.sh").read_bytes()
    path.write_bytes(linux.initramfs(package.arch, directory).read_bytes() +
                     cpio.archive([folder], [("init", init), *files]))
    return path


def places(image, initrd):
    """How many there are, by the setup header and the documentation's rule."""
    header = image.read_bytes()[:1024]
    alignment = int.from_bytes(header[0x230:0x234], "little")
    size = int.from_bytes(header[0x260:0x264], "little")
    end = (MEMORY - 24 * MIB - initrd.stat().st_size) // 4096 * 4096
    return alignment, (end - LINKED - size) // alignment + 1


def moved(package, seed, directory, initrd, *fetch):
    """The kernel, and where it has to be."""
    image, out = linux.vmlinuz(package, *fetch), directory / f"moved-{package}"
    processes.run([BUILD / "tools/pvh-extract", image, "-o", out, f"--kaslr={seed}",
                   "-m", str(MEMORY // MIB), "-i", initrd], check=True, capture_output=True)
    alignment, count = places(image, initrd)
    return out, LINKED + seed % count * alignment


def check_fixed(vm, said):
    """As docs/kaslr.md says: only the kernel's image has a random place."""
    for name, value in FIXED.items():
        at = int(re.search(rf"^([0-9a-f]+) \S {name}$", said, re.M)[1], 16)
        assert int.from_bytes(vm.memory(at - 0xffffffff80000000, 8), "little") == value
    modules = [int(at, 16) for at in re.findall(r"^module at ([0-9a-f]+)", said, re.M)]
    assert not modules or min(modules) in MODULES


def check_told(vm, package, place, number=1):
    vm.wait_text("com1", TOLD, number)
    said = vm.text("com1").replace("\r", "").split(TOLD)[number - 1]
    link = place + BASE[package.arch]
    assert int(re.search(r"^([0-9a-f]+) [Tt] _text$", said, re.M)[1], 16) & 0xffffffff == link
    assert int(re.search(r"([0-9a-f]+)-[0-9a-f]+ : Kernel code", said)[1], 16) == place
    note = re.search(r"vmcoreinfo: (?:0x)?([0-9a-f]+) ([0-9a-f]+)", said)
    dump = vm.memory(int(note[1], 16), int(note[2], 16))
    assert b"VMCOREINFO" in dump
    # Linux has no such line on i386.
    if package.arch == "amd64":
        assert b"\nKERNELOFFSET=%x\n" % (place - LINKED) in dump
        check_fixed(vm, said)
    assert "cannot load" not in said
    return said


def start(machine, kernel, initrd, way, append="", **more):
    return boot.start(machine, kernel=kernel, initrd=initrd, memory=str(MEMORY // MIB),
                      append=CMDLINE + append, **way, **more)


# A large prime, so that seeds that follow each other are far apart.
def number(seed):
    return 7 + 104729 * seed


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("package, way", [
    (linux.CLOUD, dict(route="kernel")), (linux.AMD64_RELOC, dict(route="vgaroms")),
    (linux.I386_PAE, dict(route="fwcfg")), (NEWEST, early.KERNEL_DEPLOYED.what)],
    ids=["6.1 cloud, -kernel", "6.12, early from fw_cfg", "i386, fw_cfg", "newest, early"])
def test_where_the_seed_says(package, way, seed, directory):
    """A reset, as by the machine's button, changes nothing."""
    initrd = initramfs(package, directory)
    kernel, place = moved(package, number(seed), directory, initrd)
    with start(boot.Q35, kernel, initrd, way) as vm:
        check_told(vm, package, place)
        vm.reset()
        check_told(vm, package, place, 2)


@pytest.mark.parametrize("seed", SEEDS)
def test_modules_sleep_and_restart(seed, directory):
    """Debian's default kernel with its drivers; S3 not with -kernel, which QEMU loads again."""
    package = linux.AMD64
    root = linux.unpacked(package, "--modules")
    files = [file for file in drivers._files(root) if file[0] != "init"]
    initrd = initramfs(package, directory, files=files)
    kernel, place = moved(package, number(seed + 40), directory, initrd, "--modules")
    with start(boot.PC, kernel, initrd, dict(route="vgaroms"), "pvh.do=sleep") as vm:
        vm.allow_resets()
        said = check_told(vm, package, place)
        assert int(re.search(r"modules: (\d+)", said)[1]) >= len(files)
        vm.wait_event("SUSPEND")
        vm.qmp("system_wakeup")
        vm.wait_text("com1", "pvh-test: awake again")
        check_told(vm, package, place, 2)


def test_kexec(directory):
    """The bzImage that comes next unpacks itself, as on every machine."""
    package = linux.CLOUD
    files = {"kexec": BUILD / "guests/kexec", "vmlinuz": linux.vmlinuz(package),
             "initrd": initramfs(package, directory)}
    initrd = initramfs(package, directory, "kexec", [
        ("kexec/" + name, path.read_bytes()) for name, path in files.items()])
    kernel, place = moved(package, 99, directory, initrd)
    with start(boot.Q35, kernel, initrd, dict(route="kernel"), "pvh.do=kexec") as vm:
        check_told(vm, package, place)
        vm.wait_text("com1", TOLD, 2)
        assert "tsc=reliable pvh.by=kexec\n" in vm.text("com1").replace("\r", "").split(TOLD)[1]


@pytest.mark.parametrize("more", [dict(rom=THEIR_ROM), dict(extra=["-bios", "qboot.rom"])],
                         ids=["QEMU's pvh.bin", "qboot"])
def test_other_loaders(more, directory):
    initrd = initramfs(linux.CLOUD, directory)
    kernel, place = moved(linux.CLOUD, 123, directory, initrd)
    with start(boot.Q35, kernel, initrd, dict(route="kernel"), **more) as vm:
        check_told(vm, linux.CLOUD, place)

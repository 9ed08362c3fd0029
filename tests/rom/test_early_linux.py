# SPDX-License-Identifier: GPL-2.0-or-later
"""Linux comes up early as it does at INT 19h: the same devices, tables and log, and they work."""
import re

from harness import boot, drivers, early, inventory, linux
import pytest

BOOKWORM, TRIXIE = "bookworm", "trixie"         # Linux 6.1 and 6.12
# A busy host makes Linux suspect the timer; both boots are spared the doubt.
CMDLINE = "console=ttyS0 panic=-1 quiet no_timer_check tsc=reliable pvh.do=%s pvh.has=%s"
DISK = "driver=null-co,read-zeroes=on,size=1048576,node-name="
DEVICES = ["-smp", "4", "-device", "VGA", "-rtc", "base=2024-01-01T00:00:00",
           "-blockdev", DISK + "v", "-device", "virtio-blk-pci,drive=v",
           "-netdev", "user,id=n", "-device", "virtio-net-pci,netdev=n,mac=52:54:00:12:34:56",
           "-blockdev", DISK + "s", "-device", "ide-hd,drive=s",
           "-device", "qemu-xhci", "-device", "usb-tablet"]
EMPTY_MIB = "b6d81b360a5672d80c27430f39153e2c"  # MD5 of 1048576 zeros
INT19 = early.Way("int19", "kernel")


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return tmp_path_factory.mktemp("linux")


def run(machine, system, way, what="inventory", has="", **more):
    more = {"append": CMDLINE % (what, has), "memory": "512M", "kernel": system.kernel,
            "initrd": system.initramfs, **way.what, **more}
    return boot.start(machine, **more)


def type_word(vm) -> None:
    vm.wait_text("com1", "pvh-test: type a word")
    for name in ("p", "v", "h", "ret"):
        vm.qmp("send-key", keys=[{"type": "qcode", "data": name}])


def take_inventory(machine, system, way, **more) -> dict:
    with run(machine, system, way, has="virtio,disk,keyboard", extra=DEVICES, **more) as vm:
        type_word(vm)
        vm.wait_exit(0)
        assert early.is_at_int19(vm.log) if way is INT19 else way.is_early(vm.log)
        return inventory.found(vm.text("com1"))


def check_works(seen) -> None:
    """Each device was used once."""
    assert "typed: pvh" in seen["keyboard"]
    assert "1 packets transmitted, 1 packets received, 0% packet loss" in seen["network"]
    assert [line.split()[0] for line in seen["disks"] if "/dev/" in line] == [EMPTY_MIB] * 2
    assert sum(line.startswith("processor") for line in seen["CPUs"]) == 4
    assert any("xHCI Host Controller" in line for line in seen["USB"])
    assert any("QEMU USB Tablet" in line for line in seen["USB"])
    assert "/sys/class/rtc/rtc0/name: rtc_cmos 00:" in "\n".join(seen["clocks"])
    assert "2024-01-01" in seen["clocks"]


def compare(machine, system, way, **more) -> None:
    later, now = (take_inventory(machine, system, each, **more) for each in (INT19, way))
    check_works(later)
    check_works(now)
    assert inventory.differences(later, now) == []


@pytest.mark.parametrize("machine_,suite,way", [
    (boot.Q35, BOOKWORM, early.KERNEL_DEPLOYED), (boot.PC, TRIXIE, early.KERNEL_DEPLOYED)],
    ids=str)
def test_same_as_at_int19(machine_, suite, way, directory):
    compare(machine_, drivers.system(suite, directory), way)


def test_kvmclock_same_as_at_int19(directory, linux_kvm):
    more = {"accel": linux_kvm, "append": CMDLINE % ("inventory", "virtio,disk,keyboard")}
    compare(boot.Q35, drivers.system(BOOKWORM, directory), early.KERNEL_DEPLOYED, **more)


@pytest.fixture
def linux_kvm():
    with open("/proc/cpuinfo") as info:
        if not re.search(r"^flags.*\b(vmx|svm)\b", info.read(), re.M):
            pytest.skip("neither vmx nor svm here: on the KVM that is left Linux does not run")
    return "kvm"


def account(way, directory) -> dict:
    """The cloud kernel's own, with the small initramfs: no modules, no devices."""
    # A fast machine: the timer has not ticked once when Linux starts. Counted instructions keep
    # Linux from misjudging microvm's TSC, too.
    with boot.start(boot.MICROVM, kernel=linux.vmlinux(linux.CLOUD, directory), memory="512M",
                    initrd=linux.initramfs("amd64", directory), append=linux.CMDLINE,
                    extra=["-icount", "shift=1,sleep=off"], **way.what) as vm:
        vm.wait_exit(0)
        assert way is INT19 or way.is_early(vm.log)
        return linux.account(vm.text("com1"))


def test_same_account_on_microvm(directory):
    later, now = account(INT19, directory), account(early.KERNEL_DEPLOYED, directory)
    assert later.keys() == now.keys()
    assert [name for name in now if now[name] != later[name]] == \
        ["memory map", "system RAM in /proc/iomem"]


def test_guest_reboots(directory):
    """Rebooting is the guest's doing, and early every time."""
    system = drivers.system(BOOKWORM, directory)
    with run(boot.Q35, system, early.KERNEL_DEPLOYED, "reboot") as vm:
        vm.allow_resets()
        vm.wait_text("com1", "pvh-test: rebooting", 3)
        assert vm.log.count("pmm call arg1=0") == 3 and not early.is_at_int19(vm.log)


def test_reset_in_the_middle(directory):
    """While SeaBIOS works, while Linux starts, and while it loads drivers."""
    system = drivers.system(BOOKWORM, directory)
    append = (CMDLINE % ("inventory", "")).replace("quiet", "earlyprintk=ttyS0")
    with run(boot.PC, system, early.KERNEL_DEPLOYED, append=append) as vm:
        for stream, text in (("log", "PCI device probing"), ("log", "pmm call arg1=0"),
                             ("com1", "Linux version"), ("com1", "Run /init")):
            vm.wait_text(stream, text)
            vm.reset()
        vm.wait_exit(0)
        assert linux.COMPLETE in vm.text("com1")
        assert vm.log.count("pmm call arg1=0") == 4 and not early.is_at_int19(vm.log)


@pytest.mark.parametrize("machine_,suite,way", [
    (boot.PC, BOOKWORM, early.FWCFG_ASKED), (boot.Q35, TRIXIE, early.FWCFG_DEPLOYED)], ids=str)
def test_sleeps_and_wakes(machine_, suite, way, directory):
    """S3. Not with -kernel: QEMU loads that again at every reset, and waking is one."""
    with run(machine_, drivers.system(suite, directory), way, "sleep") as vm:
        vm.wait_event("SUSPEND")
        vm.qmp("system_wakeup")
        # Not its exit: on q35 no power-off works any more after this, early or not.
        vm.wait_text("com1", linux.COMPLETE)
        assert "pvh-test: awake again" in vm.text("com1")
        assert way.is_early(vm.log[:vm.log.index("In resume")])

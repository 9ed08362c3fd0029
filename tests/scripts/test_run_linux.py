# SPDX-License-Identifier: GPL-2.0-or-later
"""`make run` for real: Debian's kernel and our initramfs through the ROM, with and without a
terminal. The first run downloads both."""
import os
import re

from harness import boot, processes
import pytest

from harness.paths import REPOSITORY
from harness.terminal import Terminal
from harness.toolrun import FAST_TOOLS

RUN = REPOSITORY / "scripts" / "run.sh"
LIMIT = 120
# For vgaroms/, and QEMU 11's for a 64-bit CPU of isapc.
EXPECTED_WARNING = r'should be prefixed with "opt/"|cpu type \S+ is deprecated for isapc'


@pytest.fixture
def environment(tmp_path):
    (tmp_path / "pvh.bin").symlink_to(boot.ROM.resolve())
    (tmp_path / "tools").symlink_to(FAST_TOOLS.resolve())
    chosen = {"BUILD": str(tmp_path), "ACCEL": "tcg", "LIMIT": str(LIMIT)}
    untouched = {k: v for k, v in os.environ.items()
                 if k not in ("KERNEL", "INITRD", "CMDLINE", "MACHINE", "MEMORY", "SMP", "QEMU")}
    return {**untouched, **chosen}


def account(text):
    """Heading: lines."""
    parts = re.split(r"^== (.*) ==$", text.replace("\r", ""), flags=re.MULTILINE)
    return {head: body.strip().splitlines() for head, body in zip(parts[1::2], parts[2::2])}


@pytest.mark.parametrize("machine, memory, cpus", [
    ("pc", "1G", "4 CPUs"), ("q35", "512M", "1 CPU"), ("isapc", "512M", "1 CPU"),
    ("microvm", "512M", "1 CPU")])
def test_the_kernels_own_account(environment, machine, memory, cpus):
    done = processes.run([RUN], text=True, capture_output=True,
                         env={**environment, "MACHINE": machine, "CMDLINE": "pvh.test=here",
                              "MEMORY": memory, "SMP": cpus[0]})
    said = account(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    ours, *qemus = done.stderr.splitlines()
    assert re.fullmatch(rf"pvh-boot: booting \S+/vmlinuz\S* on {machine} \(tcg, {memory}, {cpus}\)"
                        r" through \S+/pvh.bin, with KASLR, at one of \d+ places", ours)
    assert all(re.search(EXPECTED_WARNING, line) for line in qemus)
    assert said["boot loader type (176 means entered through PVH)"] == ["176"]
    assert said["command line"] == ["console=ttyS0 panic=-1 no_timer_check quiet pvh.test=here"]
    assert said["kernel version"][0].startswith(("Linux version 6.", "Linux version 7."))
    assert said["memory map"][0].replace("]  System RAM", "] usable") == \
        "BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable"     # as Linux 6 has it
    assert said["CPUs"] == [cpus[0]]
    assert said["ACPI"][:1] == [] if machine == "isapc" else "RSDP" in said["ACPI"][0]
    assert len(said["DMI"]) >= 1
    assert said["system RAM in /proc/iomem"][0] == "00001000-0009fbff : System RAM"
    assert said["initramfs"] == ["initramfs ok", "", "pvh-run: account complete"]


@pytest.fixture
def terminal(environment):
    session = Terminal([RUN], environment, LIMIT)
    yield session
    session.close()


def test_a_shell_on_a_terminal(terminal):
    terminal.expect("through ")
    terminal.expect(" places (Ctrl-A x ends QEMU)")
    terminal.expect("a shell on the serial console")
    terminal.expect("# ")
    terminal.send("sh -c 'echo $((6 * 7)) now; sleep 1000'\r")
    terminal.expect("42 now")
    terminal.send("\x03")       # Ctrl-C is for the guest
    terminal.expect("# ")
    terminal.send("echo $((7 * 7)) $(tty)\r")
    terminal.expect("49 /dev/ttyS0")
    terminal.send("stty size\r")      # the terminal itself has none
    terminal.expect("24 80")
    terminal.send("exit\r")
    assert terminal.status() == 0


def test_ctrl_a_x_leaves(terminal):
    terminal.expect("a shell on the serial console")
    terminal.expect("# ")
    terminal.send("\x01x")
    assert terminal.status() == 0

# SPDX-License-Identifier: GPL-2.0-or-later
"""What the boot tests share: the ROM under test, the machines, a kernel and a disk."""
import os
import signal

from harness import boot, command, guestblob, offers, shapes
import pytest


# A shell's background job ignores the first two, and what nohup starts the third; so would
# everything that we start.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGQUIT, signal.SIG_DFL)
signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(scope="session", autouse=True)
def _rom_is_there():
    assert boot.ROM.exists(), "%s is missing: `make` builds it" % boot.ROM


@pytest.fixture(scope="session")
def kernel():
    """A reporting guest in the shape of Debian's kernel."""
    return shapes.debian_amd64()


@pytest.fixture(scope="session")
def disk():
    return guestblob.disk()


@pytest.fixture(params=boot.MACHINES, ids=str)
def machine(request):
    return request.param


@pytest.fixture(params=["kernel", "fwcfg"])
def route(request):
    """How the kernel reaches the ROM: placed by QEMU, or from fw_cfg files."""
    return request.param


@pytest.fixture
def old_machine(name):
    """The versioned machine type of the test's name, where QEMU still has it."""
    if name not in offers.machine_types():
        pytest.skip("this QEMU has no machine type " + name)
    return boot.Machine(name, command.machine_options(name))


@pytest.fixture
def memory_is_offered(machine, memory):
    if not offers.starts((*machine.options, "-m", memory)):
        pytest.skip("this QEMU gives no %s of memory to %s" % (memory, machine))


@pytest.fixture
def kvm():
    try:
        os.close(os.open("/dev/kvm", os.O_RDWR))
    except OSError as error:
        pytest.skip("KVM cannot be had: %s" % error)
    return "kvm"

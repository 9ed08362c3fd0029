# SPDX-License-Identifier: GPL-2.0-or-later
"""Boots that the ROM must refuse: with one exact sentence, after which the disk boots."""
import re
from typing import Dict

from harness import boot
from harness.paths import REPOSITORY
from harness.qemu import DISK_EXIT, Qemu

_REFUSAL = re.compile(r'^ERROR\((\w+), "(.*)"\)$', re.M)
_FORMS = {"%x": hex, "%u": str, "%s": str}


def sentences() -> Dict[str, str]:
    """Name -> sentence, as the ROM's own table has them."""
    texts = _REFUSAL.findall((REPOSITORY / "optionrom/errors.def").read_text())
    return {name: text.replace('\\"', '"') for name, text in texts}


def sentence(name: str, *args) -> str:
    """What the ROM prints, given the arguments of a refusal."""
    template = sentences()[name]
    forms = re.findall("%.", template)
    assert len(forms) == len(args), (template, args)
    for form, arg in zip(forms, args):
        template = template.replace(form, _FORMS[form](arg), 1)
    return "pvh: " + template


def needed_mib(last: int) -> int:
    """The -m that NO_MEMORY recommends for a kernel up to the address `last`: SeaBIOS works in the
    last 17 MiB."""
    return (last + (17 << 20)) // (1 << 20) + 1


def check_said_once(vm: Qemu, expected: str) -> None:
    """On debug port and COM1, there exactly once, and nothing else of ours."""
    said = [line for line in vm.log.splitlines() if "pvh: " in line]
    if said != [expected] or vm.text("com1") != expected + "\r\n":
        vm.fail("expected once on log and com1: %s\nlog: %s\ncom1: %r"
                % (expected, said, vm.text("com1")))


def check_refused(expected: str, machine: boot.Machine, disk: bytes, before_disk: str = "",
                  **what) -> None:
    """Boots (arguments as for boot.start), sees the sentence, and the disk booting after it."""
    with boot.start(machine, disk=disk, exit_device=True, **what) as vm:
        vm.wait_exit(DISK_EXIT)
        check_said_once(vm, expected)
        assert vm.text("report") == before_disk + "disk\n"

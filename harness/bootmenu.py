# SPDX-License-Identifier: GPL-2.0-or-later
"""SeaBIOS's boot menu: the options that show it, and a choice in it by keyboard."""
import re

from harness.qemu import Qemu

PRODUCT = "PVH kernel"
MENU = ["-boot", "menu=on,splash-time=1"]
MENU_WAITS = ["-boot", "menu=on,splash-time=60000"]


def key(name: str):
    return [{"type": "qcode", "data": name}]


def choose(vm: Qemu, name: str) -> None:
    """In SeaBIOS's boot menu."""
    vm.wait_text("log", "for boot menu")
    vm.qmp("send-key", keys=key("esc"))
    wanted = re.compile(r"^(\d)\. .*%s.*\n" % re.escape(name), re.M)
    vm.wait_until(lambda: wanted.search(vm.log) is not None, "the menu showed " + name)
    vm.qmp("send-key", keys=key(wanted.search(vm.log)[1]))

# SPDX-License-Identifier: GPL-2.0-or-later
"""The early takeover: the ways to ask for it, and how SeaBIOS's log tells whether it happened."""
import re
from dataclasses import dataclass
from typing import List, Tuple

from harness import boot, note_shapes, seabios, shapes
from harness.refusals import sentence

ASKED = ("opt/pvh/early", b"on")
DEPLOYED = ("vgaroms/pvh.bin", boot.ROM)

# The call of our init, what PMM allocates to it, and not a word more.
_LAST_WORDS = re.compile(r"^Running option rom at [0-9a-f]{4}:0003\n(pmm call arg1=0\n)+\Z", re.M)
_PREPARED_TO_BOOT = re.compile(r"^e820 map has \d+ items:$", re.M)


@dataclass(frozen=True)
class Way:
    """Who places the kernel, and what asks the ROM to be early."""
    name: str
    route: str
    items: Tuple[Tuple[str, boot.Content], ...] = ()

    def __str__(self) -> str:
        return self.name

    @property
    def what(self) -> dict:
        """Arguments of boot.start."""
        return {"route": self.route, "items": list(self.items)}

    def is_early(self, log: str) -> bool:
        """From its init, and among the VGA ROMs if it was deployed there."""
        before_the_others = "Scan for option roms" not in log
        return bool(_LAST_WORDS.search(log)) and before_the_others == (ASKED not in self.items)

    def was_early(self, vm) -> bool:
        """The same of a machine, also of one whose SeaBIOS writes no log."""
        if seabios.writes(vm.log):
            return self.is_early(vm.log)
        return seabios.offers_pmm(vm) and seabios.has_started_drivers(vm) == (ASKED in self.items)


KERNEL_DEPLOYED = Way("kernel-vgaroms", "kernel", (DEPLOYED,))
KERNEL_ASKED = Way("kernel-file", "kernel", (ASKED,))
FWCFG_DEPLOYED = Way("fwcfg-vgaroms", "vgaroms")
FWCFG_ASKED = Way("fwcfg-file", "fwcfg", (ASKED,))
WAYS = (KERNEL_DEPLOYED, KERNEL_ASKED, FWCFG_DEPLOYED, FWCFG_ASKED)


def is_at_int19(log: str) -> bool:
    return bool(_PREPARED_TO_BOOT.search(log))


def was_at_int19(vm) -> bool:
    """The same of a machine, also of one whose SeaBIOS writes no log."""
    return is_at_int19(vm.log) if seabios.writes(vm.log) else not seabios.offers_pmm(vm)


def bad_kernel(way: Way) -> Tuple[bytes, str]:
    """A kernel that is refused, and why. QEMU looks at no note's owner, the ROM does."""
    if way.route == "kernel":
        return note_shapes.other_owner_before().elf, sentence("ENTRY_OUT_OF_RANGE", 0x1234)
    return shapes.nuttx().elf, sentence("NO_ENTRY_NOTE")


def said(text: str) -> List[str]:
    """The ROM's own lines of a log or a screen."""
    return [line for line in text.splitlines() if "pvh: " in line]

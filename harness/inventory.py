# SPDX-License-Identifier: GPL-2.0-or-later
"""What Linux found on two boots of a machine (tests/guests/inventory.sh), line by line."""
import re
from collections import Counter
from typing import Dict, List, Tuple

from harness import linux

LOG = "kernel's log"
_TIMESTAMP = re.compile(r"^\[ *\d+\.\d+\] ", re.M)
# Drivers that probe side by side number what they find in the order of arrival.
_ARRIVAL = re.compile(r"\b(input|event|hidraw|mouse|js)\d+\b")

_TIME = "the host's clock, and how busy it is"
_TOP = ("RAM ends half a MiB lower, and what Linux puts below its end moves along; part of what"
        " SeaBIOS keeps below may stay reserved, so entries are numbered otherwise"
        " (test_early_memmap.py)")
_ROM = "our image lies where SeaBIOS had got to when it was called"
_DUMMY_ROM = ("SeaBIOS puts a ROM header without a checksum before its low memory when it boots"
              " (malloc_prepboot); Linux takes it for a ROM if the bytes' sum happens to be 0")
_KEYBOARD = "no driver of SeaBIOS has made the keyboard controller translate"
_WRITABLE = "SeaBIOS makes the BIOS's memory read-only when it boots, not before"

# Where a difference may be, what it looks like, and why.
ALLOWED: List[Tuple[str, str, str]] = [
    (LOG, r"tsc: |clocksource: |[Cc]alibrat|APIC delta|BogoMIPS|sched_clock: ", _TIME),
    (LOG, r"lpj=|hrtimer: |hpet: Lost \d+ RTC interrupts", _TIME),
    (LOG, r"setting system clock|audit: type=2000|^audit: |took \d+ usecs|initialised in", _TIME),
    (LOG, r"^Unstable clock|^random: |^rcu: |hogged CPU|interrupt took too long", _TIME),
    (LOG, r"^node \d+ def|^\.\.\.\. node +#0, CPUs:|^ +(#\d+ *)+$", _TIME),  # others come between
    (LOG, r"ata\d+: SATA link down|^Freeing initrd memory|^kworker", _TIME),
    (LOG, r"^BIOS-e820: .* (usable|reserved)$|^last_pfn|^RAMDISK|^Faking a node|NODE_DATA", _TOP),
    (LOG, r"^  DMA32 |^  node   0:|^Initmem setup|in unavailable ranges|^Built 1 zonelists", _TOP),
    (LOG, r"^Memory: |reserve RAM buffer|^PM: hibernation: Registered nosave", _TOP),
    ("memory map", r"/(start|end|type): ", _TOP),
    ("memory", r"System RAM|Reserved|Kernel ", _TOP),
    ("memory", r"^  000c[0-9a-f]{4}-000[cd][0-9a-f]{4} : Adapter ROM", _ROM),
    ("memory", r"^  000e8000-000effff : Adapter ROM", _DUMMY_ROM),
    ("input", r"^[IN]: .*(Vendor=0001 Product=000[12]|AT (Raw|Translated) Set 2)", _KEYBOARD),
    (LOG, r"^input: AT (Raw|Translated) Set 2 keyboard", _KEYBOARD),
    ("PCI", r"^000000(50|90) ", _WRITABLE),             # the host bridge's PAM registers
]


def found(com1: str) -> Dict[str, List[str]]:
    """Heading -> lines, without what differs between any two boots."""
    text = _ARRIVAL.sub(r"\1#", _TIMESTAMP.sub("", com1.replace("\r", "")))
    return {name: body.splitlines() for name, body in linux.account(text).items()}


def _unexplained(section: str, line: str) -> bool:
    return not any(section == where and re.search(what, line) for where, what, _why in ALLOWED)


def differences(one: Dict[str, List[str]], other: Dict[str, List[str]]) -> List[str]:
    """Lines of only one of the two for which ALLOWED has no reason."""
    assert one.keys() == other.keys()
    lines = []
    for section in one:
        mine, theirs = Counter(one[section]), Counter(other[section])
        for sign, extra in (("-", mine - theirs), ("+", theirs - mine)):
            lines += ["%s: %s %s" % (section, sign, line) for line in extra.elements()
                      if _unexplained(section, line)]
    return lines

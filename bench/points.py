# SPDX-License-Identifier: GPL-2.0-or-later
"""The points of a boot, in order. Their names are those of the published tables, which
qemu-boot-time's perf-script made."""

from typing import Collection, Dict, List

IN_QEMU = ("qemu_init_end", "fw_start", "fw_do_boot", "linux_startup_64", "linux_start_kernel",
           "linux_start_user")
POINTS = ("launcher_end", *IN_QEMU)  # the first is pvh-boot's and pvh-qemu's: they execute QEMU
LAST = POINTS[-1]
UNTIL_KERNEL = POINTS[:-1]  # where a loader's work shows; what follows is Linux's own

# What the time before a point is spent on.
PHASES = {
    "launcher_end": "launcher",
    "qemu_init_end": "QEMU starts",
    "fw_start": "first instruction",
    "fw_do_boot": "firmware",
    "linux_startup_64": "loading, unpacking",
    "linux_start_kernel": "Linux's assembly",
    "linux_start_user": "Linux",
}

# Linear addresses.
RESET_VECTOR = 0xFFFFFFF0
FIRST_OPTION_ROM = 0xC0000
ROM_INIT = 3           # offset of init in any option ROM
USER_ENTRY = 0x70000000  # bench/build.mk links init there

# What begins to boot, by its machine code: SeaBIOS's 16-bit side has one INT 19h, whoever hooked
# it; the first thing that qboot's boot_from_fwcfg does is to ask for fw_cfg item 0x14, the size
# of the command line.
INT_19 = "cd19"
MOV_0X14_EAX = "b814000000"


def steps(points: Dict[str, int]) -> Dict[str, int]:
    """How far each point is from the one before that was reached; the first from 0."""
    found, before = {}, 0
    for name in POINTS:
        if name in points:
            found[name] = points[name] - before
            before = points[name]
    return found


def reached(names: Collection[str]) -> List[str]:
    return [name for name in POINTS if name in names]

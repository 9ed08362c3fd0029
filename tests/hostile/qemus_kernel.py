# SPDX-License-Identifier: GPL-2.0-or-later
"""What QEMU's own loader made of -kernel, asked of a paused QEMU."""
from pathlib import Path

from harness.qtest import Qtest

from tests.hostile.outcome import Qemu

_SELECTOR, _DATA = 0x510, 0x511
_KEYS = (0x10, 0x07, 0x08, 0x0a)        # fw_cfg: entry, address, size, the initrd's address


def _number(device: Qtest, key: int) -> int:
    device.out(_SELECTOR, 2, key)
    return sum(device.inb(_DATA) << 8 * i for i in range(4))


def read(directory: Path) -> Qemu:
    with Qtest(directory) as device:
        return Qemu(*(_number(device, key) for key in _KEYS))

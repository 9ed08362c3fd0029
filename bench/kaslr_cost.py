# SPDX-License-Identifier: GPL-2.0-or-later
"""What KASLR costs: pvh-boot's processor time with it and without, in pairs, QEMU left out.

    python3 -m bench.kaslr_cost [VMLINUZ]      without one, Debian's cloud kernel
"""

import os
import statistics
import sys
from pathlib import Path

from harness import linux
from harness.paths import BUILD

PAIRS = 21


def processor_ms(*words: str) -> float:
    """Of one pvh-boot, up to where it would become QEMU."""
    command = [str(BUILD / "tools/pvh-boot"), "--rom", str(BUILD / "pvh.bin"),
               "--qemu", "/bin/true", *words]
    _, status, usage = os.wait4(os.posix_spawn(command[0], command, os.environ), 0)
    if status:
        sys.exit("pvh-boot has failed (the reason stands above)")
    return 1000 * (usage.ru_utime + usage.ru_stime)


def main() -> None:
    kernel = str(Path(sys.argv[1]) if sys.argv[1:] else linux.vmlinuz(linux.CLOUD))
    processor_ms(kernel)  # into the cache
    pairs = [(processor_ms(kernel), processor_ms("--no-kaslr", kernel)) for _ in range(PAIRS)]
    more = [one - other for one, other in pairs]
    print(f"{kernel}: {statistics.median(more):.1f} ms more with KASLR, medians of {PAIRS} pairs"
          f" ({statistics.median(one for one, _ in pairs):.1f} and"
          f" {statistics.median(other for _, other in pairs):.1f}; least {min(more):.1f};"
          f" load {os.getloadavg()[0]:.1f})")


if __name__ == "__main__":
    main()

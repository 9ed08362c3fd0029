# SPDX-License-Identifier: GPL-2.0-or-later
"""How long anything that a test starts may take.

Limits are stated in seconds of an idle machine. Where more tasks want a processor than there are
processors, a limit grows by that ratio (the load of the last minute over the number of processors),
at most tenfold. Load counts tasks that wait for a disk as well. A limit that is reached while the
load rises is looked at again, so nothing fails because of what else the machine was doing; and as
the growth is bounded, nothing waits for ever.
"""
import os
import time

COMMAND_S = 120         # a tool, a compiler, a script
BOOT_S = 60             # from QEMU's start to the guest's end
BUILD_S = 600           # make, or a package's build
MOST_GROWTH = 10.0


def growth() -> float:
    """By what limits are to be multiplied now: 1 on an idle machine."""
    per_processor = os.getloadavg()[0] / len(os.sched_getaffinity(0))
    return min(max(per_processor, 1.0), MOST_GROWTH)


def longest(seconds: float) -> float:
    """For waits that cannot be looked at again, such as a socket's."""
    return seconds * MOST_GROWTH


class Deadline:
    """`seconds` of an idle machine from now on."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self._start = time.monotonic()

    def left(self) -> float:
        """Seconds by the clock until it has passed, as far as can be said now; 0 when it has."""
        end = self._start + self.seconds * growth()
        return max(end - time.monotonic(), 0.0)

    def __str__(self) -> str:
        return "%g s (an idle machine's; %d s by the clock)" % (
            self.seconds, time.monotonic() - self._start)

# SPDX-License-Identifier: GPL-2.0-or-later
"""Kills process groups whose time is up, and all that are left when its own parent has gone.

A program, started once by each process that starts others (processes.py). A line of its input is
`+PID SECONDS`, a group to watch, `-PID`, one that has ended, or empty. The end of the input is the
parent's end, however that came about: no other process has the writing end.
"""
import os
import selectors
import signal
import sys
from typing import Dict

if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from harness.limits import Deadline


def kill_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass            # it has ended, or has become another user's


def obey(line: str, watched: Dict[int, Deadline]) -> None:
    if line.startswith("+"):
        group, seconds = line[1:].split()
        watched[int(group)] = Deadline(float(seconds))
    elif line:
        watched.pop(int(line[1:]), None)


def kill_late(watched: Dict[int, Deadline]) -> None:
    for group in [group for group, deadline in watched.items() if not deadline.left()]:
        kill_group(group)
        del watched[group]


def watch(stream: int) -> None:
    watched: Dict[int, Deadline] = {}
    rest = b""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while True:
            wait = min((deadline.left() for deadline in watched.values()), default=None)
            if selector.select(wait):
                data = os.read(stream, 1 << 16)
                if not data:
                    break
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    obey(line.decode(), watched)
            kill_late(watched)
    for group in watched:
        kill_group(group)


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    watch(sys.stdin.fileno())

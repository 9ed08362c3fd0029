# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs a command and, when it has ended, kills what it left: daemons of other sessions as well.

usage: guard.py SECONDS COMMAND...     SECONDS are its limit (limits.py)

A program beside processes.py. Orphans below it become its children (prctl(2), a subreaper's), so it
sees them all. At the limit, on SIGTERM and when its parent dies, the command is killed.
"""
import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import List

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from harness.limits import Deadline

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36        # linux/prctl.h


def children() -> List[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = stat.read_text(errors="replace").rpartition(")")[2].split()[1]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(parent) == os.getpid():
            found.append(int(stat.parent.name))
    return found


def kill_children() -> None:
    """A killed one's children become ours in turn."""
    while found := children():
        for pid in found:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def reap(command: subprocess.Popen) -> None:
    """All children that have ended, whoever started them."""
    pid = 1
    while pid and command.returncode is None:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == command.pid:
            command.returncode = os.waitstatus_to_exitcode(status)


def wait(command: subprocess.Popen, deadline: Deadline) -> int:
    """Its status. Orphans must not stay as zombies: libvirt waits until what it killed is gone."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    while deadline.left():
        reap(command)
        if command.returncode is not None:
            return command.returncode
        signal.sigtimedwait({signal.SIGCHLD}, deadline.left())
    return -signal.SIGKILL


def stop(*_signal) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)       # another would break off kill_children
    raise SystemExit(128 + signal.SIGTERM)


def main() -> int:
    signal.signal(signal.SIGTERM, stop)
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    try:
        status = wait(subprocess.Popen(sys.argv[2:]), Deadline(float(sys.argv[1])))
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        kill_children()
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main())

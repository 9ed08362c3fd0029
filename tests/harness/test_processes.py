# SPDX-License-Identifier: GPL-2.0-or-later
"""What a test starts ends with it: at its deadline, at its end, and when the test runner dies."""
import os
import select
import signal
import sys

import pytest
from harness import processes
from harness.paths import REPOSITORY
from harness.limits import COMMAND_S

# A shell with a child, which writes the child's id and ignores whatever can be ignored.
FAMILY = ["sh", "-c", "trap '' TERM INT HUP; sleep 1000 & echo $!; wait; wait"]
# A child in a session of its own.
DAEMON = ["sh", "-c", "setsid sh -c 'echo $$; exec sleep 1000' & read end"]
# An orphan that ends when its parent is gone: its id is free once it has been reaped.
ORPHAN = ["sh", "-c", "orphan=$(sh -c '(while kill -0 $$; do :; done) >&2 & echo $!');"
          " [ $orphan ] && while kill -0 $orphan; do :; done; [ $orphan ]"]
STARTED = pytest.mark.parametrize("command, daemons", [(FAMILY, False), (DAEMON, True)],
                                  ids=["family", "daemon"])


def is_gone(pid: int) -> bool:
    """Ended, once the kernel has come to its kill. A zombie is its new parent's affair."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return select.select([process], [], [], COMMAND_S)[0] == [process]
    finally:
        os.close(process)


@STARTED
def test_the_limit_ends_it_with_its_children(command, daemons):
    with processes.Process(command, stdin=processes.PIPE, stdout=processes.PIPE, text=True,
                           daemons=daemons, limit_s=0.3) as family:
        child = int(family.stdout.readline())
        assert family.stdout.read() == "" and is_gone(child)


@STARTED
def test_the_runner_s_death_ends_it(command, daemons):
    """The pipe has no reader left but us, so its end is theirs."""
    runner = ("import sys, time; from harness import processes\n"
              "process = processes.Process(%r, daemons=%r, stdin=processes.PIPE)\n"
              "print('started', flush=True); time.sleep(1000)" % (command, daemons))
    with processes.Process([sys.executable, "-B", "-c", runner], stdout=processes.PIPE, text=True,
                           cwd=REPOSITORY, stderr=processes.STDOUT) as started:
        lines = {started.stdout.readline(), started.stdout.readline()}
        (child,) = map(int, lines - {"started\n"})
        os.kill(started.pid, signal.SIGKILL)
        assert started.stdout.read() == "" and is_gone(child)


def test_an_orphan_that_has_ended_is_reaped():
    """Libvirt waits for that."""
    done = processes.run(ORPHAN, daemons=True, stderr=processes.DEVNULL, limit_s=COMMAND_S)
    assert done.returncode == 0

# SPDX-License-Identifier: GPL-2.0-or-later
"""What a test starts ends with it: at its deadline, at its end, and when the test runner dies."""
import os
import re
import select
import signal
import sys
import threading

import pytest
from harness import pool, processes
from harness.paths import REPOSITORY
from harness.limits import COMMAND_S

# A shell with a child, which writes the child's id and ignores whatever can be ignored.
FAMILY = ["sh", "-c", "trap '' TERM INT HUP; sleep 1000 & echo $!; wait; wait"]
# A child in a session of its own.
DAEMON = ["sh", "-c", "setsid sh -c 'echo $$; exec sleep 1000' & read end"]


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


def test_streams_and_status():
    done = processes.run(["sh", "-c", "cat; echo error >&2; exit 3"], input="text", text=True,
                         capture_output=True)
    assert (done.stdout, done.stderr, done.returncode) == ("text", "error\n", 3)


def test_nothing_on_standard_input():
    assert processes.run(["cat"], capture_output=True).stdout == b""


def test_the_limit_ends_it_with_its_children():
    with pytest.raises(processes.TooLong) as late:
        processes.run(FAMILY, text=True, capture_output=True, limit_s=0.3)
    assert is_gone(int(late.value.output))
    assert late.value.output in str(late.value) and "was killed after 0.3 s" in str(late.value)


def test_the_limit_ends_a_read():
    with processes.Process(FAMILY, stdout=processes.PIPE, text=True, limit_s=0.3) as family:
        child = int(family.stdout.readline())
        assert family.stdout.readline() == ""
        with pytest.raises(processes.TooLong):
            family.wait()
        assert family.returncode == -signal.SIGKILL and is_gone(child)


def test_children_do_not_outlive_it():
    with processes.Process(["sh", "-c", "sleep 1000 & echo $!"], stdout=processes.PIPE,
                           text=True) as family:
        child = int(family.stdout.readline())
        assert family.wait() == 0
        assert family.stdout.read() == "" and is_gone(child)


def test_the_block_ends_it():
    with processes.Process(FAMILY, stdout=processes.PIPE, text=True) as family:
        child = int(family.stdout.readline())
    assert family.returncode == -signal.SIGKILL and is_gone(child)


def test_the_block_ends_daemons():
    with processes.Process(DAEMON, stdin=processes.PIPE, stdout=processes.PIPE, text=True,
                           daemons=True) as family:
        daemon = int(family.stdout.readline())
    assert is_gone(daemon)


def test_daemons_do_not_outlive_it():
    with processes.Process(DAEMON, stdin=processes.PIPE, stdout=processes.PIPE, text=True,
                           daemons=True) as family:
        daemon = int(family.stdout.readline())
        family.stdin.close()
        assert family.wait() == 1 and is_gone(daemon)


def test_the_limit_ends_daemons():
    with processes.Process(DAEMON, stdin=processes.PIPE, stdout=processes.PIPE, text=True,
                           daemons=True, limit_s=0.3) as family:
        daemon = int(family.stdout.readline())
        assert family.stdout.read() == "" and is_gone(daemon)


def test_ctrl_c_ends_a_pool(tmp_path):
    """Its tasks end, though the terminal's signal does not reach what they run."""
    os.mkfifo(tmp_path / "started")

    def interrupt() -> None:
        with open(tmp_path / "started", "rb") as started:
            started.read()
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    tasks = [["sh", "-c", ": >%s/started; exec sleep 1000" % tmp_path]]
    with pytest.raises(pool.Interrupted):
        list(pool.each(processes.run, tasks, 1))
    thread.join(COMMAND_S)


@pytest.mark.parametrize("command, daemons", [(FAMILY, False), (DAEMON, True)],
                         ids=["family", "daemon"])
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


def test_nothing_else_starts_programs():
    """In what tests run there is one way, the one with a limit."""
    others = re.compile(r"^\s*(import subprocess|from subprocess|.*\bos\.(system|popen|fork|spawn))")
    found = ["%s: %s" % (path.relative_to(REPOSITORY), line)
             for room in ("harness", "tests", "bench", "conformance")
             for path in sorted((REPOSITORY / room).rglob("*.py"))
             for line in path.read_text().splitlines() if others.match(line)]
    assert found == ["harness/guard.py: import subprocess", "harness/processes.py: import subprocess"]

# SPDX-License-Identifier: GPL-2.0-or-later
"""Starts programs that cannot hang or be left behind. Nothing else here starts any.

Every program is in a session and process group of its own, with a deadline (limits.py). The group
is killed when the deadline passes, when the program has ended or is no longer wanted, and when the
process that started it dies, even by SIGKILL. A program whose children leave the group (daemons) is
started with daemons=True: then they are killed as well.
"""
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import List, Optional, Sequence, Set

from harness.limits import COMMAND_S, Deadline, longest
from harness.warden import kill_group

DEVNULL, PIPE, STDOUT = subprocess.DEVNULL, subprocess.PIPE, subprocess.STDOUT
CompletedProcess = subprocess.CompletedProcess
HERE = Path(__file__).resolve().parent
_GRACE_S = 10       # for the end of what was killed, and for output that it left in its pipes


class TooLong(subprocess.TimeoutExpired, AssertionError):
    """A program that was killed because its time was up; shows what it had written."""

    def __str__(self) -> str:
        said = [text if isinstance(text, str) else (text or b"").decode(errors="replace")
                for text in (self.output, self.stderr)]
        return "%s\nwas killed after %s. It wrote:\n%s" % (
            " ".join(map(str, self.cmd)), self.timeout, "\n".join(said)[-6000:])


class _Warden:
    """The one of this process, which starts with the first program."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owner: Optional[int] = None
        self._stdin = None

    def tell(self, line: str) -> None:
        """An empty line only starts it: ahead, so that no program runs unwatched meanwhile."""
        with self._lock:
            if self._owner != os.getpid():
                self._owner, self._stdin = os.getpid(), self._start()
            self._stdin.write(line + "\n")
            self._stdin.flush()

    @staticmethod
    def _start():
        return subprocess.Popen([sys.executable, "-B", HERE / "warden.py"], stdin=PIPE, text=True,
                                stdout=DEVNULL, start_new_session=True).stdin


_warden = _Warden()
_watched: Set[int] = set()


def watch(group: int, limit_s: float) -> None:
    """For a group that is not a Process: it is killed after limit_s, or when this process dies."""
    _watched.add(group)
    _warden.tell("+%d %r" % (group, limit_s))


def end(group: int) -> None:
    """Kills all that is left of a group, and forgets it."""
    kill_group(group)
    _watched.discard(group)
    _warden.tell("-%d" % group)


def kill_all() -> None:
    """All groups of this process: for Ctrl-C, of which a terminal tells them nothing."""
    for group in list(_watched):
        kill_group(group)


class Process(subprocess.Popen):
    """A Popen with a deadline, and nothing on its standard input unless that is given.

    Reads from its pipes end at the deadline too, because it is killed then. As a context manager it
    is killed at the end of the block.
    """

    def __init__(self, command: Sequence, *, limit_s: float = COMMAND_S, daemons: bool = False,
                 **options):
        guard: List = [sys.executable, "-B", HERE / "guard.py", str(limit_s)] if daemons else []
        options.setdefault("stdin", DEVNULL)
        self._deadline = Deadline(limit_s)
        self._guarded, self._ended = daemons, False
        _warden.tell("")
        super().__init__([*guard, *command], start_new_session=True, **options)
        if not daemons:
            watch(self.pid, limit_s)

    def __exit__(self, *exception) -> None:
        self.end()
        super().__exit__(*exception)

    def end(self) -> None:
        """Kills it and its children, if they are there still. Its status is known then."""
        self._kill()
        self.wait(longest(_GRACE_S))

    def _kill(self) -> None:
        if self._ended:
            return
        if self._guarded and self.returncode is None:
            self.terminate()        # the guard kills all others, which SIGKILL would keep it from
        else:
            self._ended = True
            end(self.pid)

    def _has_ended(self) -> None:
        """Takes its children along."""
        if self.returncode is not None:
            self._kill()

    def poll(self) -> Optional[int]:
        super().poll()
        self._has_ended()
        return self.returncode

    def wait(self, timeout: Optional[float] = None) -> int:
        """Its status; TooLong at its deadline. With a timeout as Popen's."""
        if timeout is not None:
            super().wait(timeout)
        elif self.returncode is None:
            self._wait_to_the_deadline()
        self._has_ended()
        return self.returncode

    def _wait_to_the_deadline(self) -> None:
        while self._deadline.left() and self.returncode is None:
            try:
                super().wait(self._deadline.left())
            except subprocess.TimeoutExpired:
                pass
        if not self._deadline.left():
            self.end()
            raise TooLong(self.args, self._deadline)

    def communicate(self, input=None, timeout=None):
        """As Popen's, but for its own deadline. TooLong shows what was written."""
        assert timeout is None, "the limit is an argument of Process"
        streams = None
        while streams is None and self._deadline.left():
            try:
                streams = super().communicate(input, self._deadline.left())
            except subprocess.TimeoutExpired:
                pass
        if not self._deadline.left():
            raise TooLong(self.args, self._deadline, *(streams or self._rest()))
        return streams

    def _rest(self):
        """What the pipes hold after the kill. A stray that keeps them open is not waited for."""
        self._kill()
        try:
            return super().communicate(timeout=longest(_GRACE_S))
        except subprocess.TimeoutExpired as held:
            return held.output, held.stderr


def run(command: Sequence, *, input=None, capture_output: bool = False, check: bool = False,
        limit_s: float = COMMAND_S, **options) -> CompletedProcess:
    """As subprocess.run, with a deadline (TooLong) and without its children outliving it."""
    if capture_output:
        options.update(stdout=PIPE, stderr=PIPE)
    if input is not None:
        options["stdin"] = PIPE
    with Process(command, limit_s=limit_s, **options) as process:
        out, err = process.communicate(input)
    done = CompletedProcess(process.args, process.returncode, out, err)
    if check:
        done.check_returncode()
    return done

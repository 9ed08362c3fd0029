# SPDX-License-Identifier: GPL-2.0-or-later
"""A program as the session on a terminal of its own, which has no size."""
import os
import pty
import select

from harness import processes
from harness.limits import Deadline


class Terminal:
    def __init__(self, command, environment, limit_s, cwd="."):
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.chdir(cwd)
            os.execvpe(command[0], [str(word) for word in command], environment)
        processes.watch(self._pid, limit_s)
        self.seen, self._deadline = "", Deadline(limit_s)

    def _read(self):
        while not select.select([self._fd], [], [], self._deadline.left())[0]:
            assert self._deadline.left(), "no more within %s:\n%s" % (self._deadline, self.seen)
        try:
            self.seen += os.read(self._fd, 65536).decode(errors="replace")
            return True
        except OSError:     # EIO: nobody has the terminal open any more
            return False

    def expect(self, text):
        """What came before it."""
        while text not in self.seen:
            assert self._read(), "ended without %r:\n%s" % (text, self.seen)
        before, self.seen = self.seen.split(text, 1)
        return before

    def send(self, text):
        os.write(self._fd, text.encode())

    def status(self):
        """Of the program, once it has ended."""
        while self._read():
            pass
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])

    def close(self):
        """A program that is there still is killed."""
        os.close(self._fd)
        processes.end(self._pid)

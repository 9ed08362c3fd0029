# SPDX-License-Identifier: GPL-2.0-or-later
"""QEMU's machine protocol over a socket pair: one JSON message a line, answers and events."""
import json
import socket
from typing import List


class Channel:
    """Our end of the socket; `child_fd` is QEMU's, to be closed here once QEMU has it.

    The first answer is to qmp_capabilities, which goes out ahead: without it no events come.
    """

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        self.child_fd = theirs.detach()
        self.is_open = True
        self.answers: List[dict] = []
        self.events: List[dict] = []
        self._rest = b""
        self.send("qmp_capabilities", {})

    def options(self) -> List[str]:
        return ["-chardev", "socket,id=qmp,fd=%d" % self.child_fd,
                "-mon", "chardev=qmp,mode=control"]

    def fileno(self) -> int:
        return self._socket.fileno()

    def close(self) -> None:
        self._socket.close()
        self.is_open = False

    def send(self, name: str, arguments: dict) -> None:
        request = {"execute": name, "arguments": arguments}
        self._socket.sendall(json.dumps(request).encode() + b"\n")

    def read(self) -> None:
        """Sort what has arrived; to be called when there is something."""
        try:
            data = self._socket.recv(1 << 16)
        except ConnectionResetError:
            data = b""
        if not data:
            self.close()
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        for message in map(json.loads, lines):
            if "QMP" not in message:        # the greeting
                (self.events if "event" in message else self.answers).append(message)

# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads and writes a machine's ports from outside, through QEMU's qtest channel."""
import socket
from pathlib import Path
from typing import List

from harness.limits import BOOT_S, longest


def options(directory: Path) -> List[str]:
    """QEMU's, to be given before a Qtest of the same directory is made."""
    return ["-qtest", "unix:%s,server=on,wait=off" % (directory / "qtest"),
            "-qtest-log", "/dev/null"]


class Qtest:
    """To be made once QEMU has answered something, and best used while the machine stands still."""

    def __init__(self, directory: Path):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(longest(BOOT_S))
        self._socket.connect(str(directory / "qtest"))
        self._stream = self._socket.makefile("rw")

    def __enter__(self) -> "Qtest":
        return self

    def __exit__(self, *_exception) -> None:
        self._stream.close()
        self._socket.close()

    def _ask(self, command: str) -> str:
        self._stream.write(command + "\n")
        self._stream.flush()
        status, *answer = self._stream.readline().split()
        assert status == "OK", (command, status, answer)
        return answer[0] if answer else ""

    def inb(self, port: int) -> int:
        return int(self._ask("inb %#x" % port), 16)

    def out(self, port: int, size: int, value: int) -> None:
        self._ask("out%s %#x %#x" % ({1: "b", 2: "w", 4: "l"}[size], port, value))

# SPDX-License-Identifier: GPL-2.0-or-later
"""QEMU's gdb server, as far as breakpoints need it (GDB's manual, Remote Serial Protocol)."""

import socket
import struct
from types import TracebackType
from typing import Optional, Type

RIP = slice(16 * 8, 17 * 8)  # where it is among all registers, in bytes
ACK = b"+"


class Closed(Exception):
    """QEMU has hung up."""


class Gdb:
    def __init__(self, connection: socket.socket):
        self.connection = connection
        self.received = b""

    def __enter__(self) -> "Gdb":
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.connection.close()

    def send(self, packet: str) -> None:
        data = packet.encode()
        self.connection.sendall(b"$%s#%02x" % (data, sum(data) % 256))

    def _more(self) -> None:
        data = self.connection.recv(4096)
        if not data:
            raise Closed
        self.received += data

    def receive(self) -> str:
        while b"#" not in self.received or len(self.received.partition(b"#")[2]) < 2:
            self._more()
        packet, _, rest = self.received.partition(b"#")
        self.received = rest[2:]
        try:
            self.connection.sendall(ACK)
        except BrokenPipeError:
            pass    # a machine that was let go may have ended QEMU by now
        return packet.partition(b"$")[2].decode()

    def ask(self, packet: str) -> str:
        self.send(packet)
        return self.receive()

    def _breakpoint(self, verb: str, address: int) -> None:
        """In hardware, by linear address: nothing in the guest's memory changes."""
        answer = self.ask(f"{verb}1,{address:x},1")
        if answer != "OK":
            raise Closed(f"a breakpoint at {address:#x} is refused: {answer or 'unsupported'}")

    def set_breakpoint(self, address: int) -> None:
        self._breakpoint("Z", address)

    def clear_breakpoint(self, address: int) -> None:
        self._breakpoint("z", address)

    def rip(self) -> int:
        """Without the code segment's base, which it is relative to."""
        return struct.unpack("<Q", bytes.fromhex(self.ask("g"))[RIP])[0]

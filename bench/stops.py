# SPDX-License-Identifier: GPL-2.0-or-later
"""Times one boot by hardware breakpoints, where no plugin can look on: under KVM.

Four breakpoints are all that a processor has. The guest stands still while one is dealt with;
that time is taken off again, but for the way of the message, some hundredths of a millisecond."""

import socket
import tempfile
import time
from pathlib import Path
from typing import Dict, List, Optional

from harness import processes
from harness.limits import longest
from harness.gdb import Closed, Gdb
from bench.host import firmware_file
from bench.measure import TIME_LIMIT, Failed
from bench.points import FIRST_OPTION_ROM, INT_19, LAST, MOV_0X14_EAX, ROM_INIT
from bench.rows import Files, Row, command, environment, launcher_end

MIB, F_SEGMENT = 0x100000, 0x10000
POLL = 0.1  # seconds between two looks whether QEMU is still there
KVM = ["-accel", "kvm", "-cpu", "host"]


def in_firmware(image: bytes, code: str) -> Optional[int]:
    """Where this instruction is in the last 64 KiB, which the firmware keeps below 1 MiB."""
    segment = image[-F_SEGMENT:]
    at = segment.find(bytes.fromhex(code))
    return None if at < 0 else MIB - len(segment) + at


def _firmware(arguments: List[str], qemu: str) -> Path:
    name = arguments[arguments.index("-bios") + 1] if "-bios" in arguments else "bios-256k.bin"
    return Path(name) if Path(name).exists() else firmware_file(qemu, name)


def _do_boot(row: Row, qemu: str, arguments: List[str]) -> Optional[int]:
    if row.way.is_early:
        return FIRST_OPTION_ROM + ROM_INIT
    path = _firmware(arguments, qemu)
    image = path.read_bytes() if path.exists() else b""
    return in_firmware(image, MOV_0X14_EAX if row.way.firmware == "qboot" else INT_19)


def _addresses(row: Row, files: Files, arguments: List[str]) -> Dict[str, int]:
    found = {"fw_do_boot": _do_boot(row, files.qemu, arguments),
             "linux_startup_64": files.startup_64, "linux_start_kernel": files.start_kernel,
             LAST: files.user}
    return {name: address for name, address in found.items() if address is not None}


def _run(gdb: Gdb, addresses: Dict[str, int], start: int) -> Dict[str, int]:
    left = dict(addresses)
    gdb.ask("?")  # answered as soon as QEMU has done with its own start
    stopped = time.monotonic_ns()
    found = {"qemu_init_end": stopped - start, "fw_start": stopped - start}
    for address in left.values():
        gdb.set_breakpoint(address)
    while left:
        start += time.monotonic_ns() - stopped
        gdb.ask("c")
        stopped = time.monotonic_ns()
        rip = gdb.rip()
        # In real mode RIP is not the address, and the firmware is the only one there.
        name = next((name for name, address in left.items() if address == rip), "fw_do_boot")
        if name not in left:
            raise Failed(f"the guest stopped at {rip:#x}, where nothing should stop it")
        found[name] = stopped - start
        gdb.clear_breakpoint(left.pop(name))
    return found


def _accept(server: socket.socket, qemu: processes.Process) -> Gdb:
    server.settimeout(POLL)
    while qemu.poll() is None:
        try:
            connection, _ = server.accept()
        except socket.timeout:
            continue
        connection.settimeout(longest(TIME_LIMIT))
        return Gdb(connection)
    raise Closed(f"it ended with {qemu.returncode}")


def time_boot(row: Row, files: Files, accel: Optional[List[str]] = None) -> Dict[str, int]:
    """Nanoseconds from the moment before QEMU is started to each point."""
    arguments = command(row, files, KVM if accel is None else accel)
    addresses = _addresses(row, files, arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as name, \
            socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{name}/gdb")
        server.listen()
        stamp = Path(name, "launcher")
        start = time.monotonic_ns()
        qemu = processes.Process([*arguments, "-S", "-gdb", f"unix:{name}/gdb"], cwd=name,
                                 limit_s=TIME_LIMIT, stdout=processes.DEVNULL,
                                 env=environment(files, stamp),
                                 stderr=processes.DEVNULL)
        try:
            with _accept(server, qemu) as gdb:
                return {**launcher_end(stamp, start), **_run(gdb, addresses, start)}
        except (Closed, OSError) as error:
            raise Failed(f"QEMU: {error}") from error
        finally:
            qemu.end()

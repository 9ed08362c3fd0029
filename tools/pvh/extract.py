# SPDX-License-Identifier: GPL-2.0-or-later
"""pvh-extract: the vmlinux in a vmlinuz, checked for a PVH entry point."""

from __future__ import annotations

import os

from . import cache
from .bzimage import check_start, vmlinux_of
from .command import given, parser
from .files import BadFile, about, is_device, read, write_stdout, write_whole
from .xen_note import ELF_MAGIC, machine_name, pvh_entry

PARSER = parser(
    "pvh-extract", "%(prog)s [-o OUT | --cached] [--any] VMLINUZ",
    "Take the vmlinux out of a Linux bzImage and check that it can boot through PVH.")
PARSER.add_argument("vmlinuz", metavar="VMLINUZ", type=given,
                    help="A bzImage. A vmlinux is checked the same way and passed through.")
_where = PARSER.add_mutually_exclusive_group()
_where.add_argument("-o", "--output", metavar="OUT", type=given,
                    help="Write the vmlinux to this file, or to standard output for a dash. "
                         "Without it, only say what it is.")
_where.add_argument("--cached", action="store_true",
                    help="Write it to the cache, unless it is there, and print its path. "
                         "A vmlinux stays where it is.")
PARSER.add_argument("--any", action="store_true",
                    help="Accept a kernel without a PVH entry point.")


def describe(vmlinux: bytes, compression: str, entry: int | None) -> str:
    where = "no PVH entry" if entry is None else f"PVH entry at 0x{entry:x}"
    return f"{machine_name(vmlinux)} vmlinux of {len(vmlinux)} bytes, {compression}, {where}"


def checked_entry(vmlinux: bytes, accept_none: bool = False) -> int | None:
    entry = pvh_entry(vmlinux)
    if entry is None and not accept_none:
        raise BadFile("it has no PVH entry point: it is no kernel, or built without CONFIG_PVH")
    return entry


def cached(path: str, accept_none: bool = False) -> tuple[str, bytes]:
    """Path and content of the vmlinux in `path`: in the cache, or itself if it is one."""

    def bootable(data: bytes) -> bytes:
        vmlinux, _ = vmlinux_of(data)
        checked_entry(vmlinux, accept_none)
        return vmlinux

    data = read(path, check_start)
    with about(path):
        if data.startswith(ELF_MAGIC) and not is_device(path):
            return path, bootable(data)
        found, vmlinux = cache.extracted(data, bootable)
        checked_entry(vmlinux, accept_none)     # one that is there may have come by --any
        return found, vmlinux


def extract(path: str, output: str | None, accept_none: bool) -> None:
    """To output, or to a line about it."""
    data = read(path, check_start)
    with about(path):
        vmlinux, compression = vmlinux_of(data)
        entry = checked_entry(vmlinux, accept_none)
        line = f"{path}: {describe(vmlinux, compression, entry)}"
    if output is None:
        write_stdout(os.fsencode(line) + b"\n")
    elif output == "-":
        write_stdout(vmlinux)
    else:
        write_whole(output, vmlinux)


def main(words: list[str]) -> int:
    arguments = PARSER.parse_args(words)
    if arguments.cached:
        path, _ = cached(arguments.vmlinuz, arguments.any)
        write_stdout(os.fsencode(path) + b"\n")
    else:
        extract(arguments.vmlinuz, arguments.output, arguments.any)
    return 0

# SPDX-License-Identifier: GPL-2.0-or-later
"""Extracted kernels, kept below the user's cache directory (XDG Base Directory Specification).

A file's name is two SHA-256 sums: of the vmlinuz, to find it, and of the vmlinux in it, to see that
it is still what was written.
"""

from __future__ import annotations

import glob
import hashlib
import os
import stat
from contextlib import suppress
from typing import Callable

from .files import BadFile, explained, write_beside

KEPT = 8    # so many of the files used last


def root() -> str:
    """Where all that belongs to pvh-boot is cached; a relative XDG_CACHE_HOME is to be ignored."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(home):
        home = os.path.join(os.path.expanduser("~"), ".cache")
    if not os.path.isabs(home):
        raise BadFile("there is no home directory to cache it in: set XDG_CACHE_HOME")
    return os.path.join(home, "pvh-boot")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_own(path: str) -> bytes | None:
    """A regular file that nobody but this user and root can have put here."""
    with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        status = os.fstat(file.fileno())
        if stat.S_ISREG(status.st_mode) and status.st_uid in (os.geteuid(), 0):
            return file.read()
    return None


def make_private(directory: str) -> None:
    """Nobody else is to choose what lies in it, also where an older umask let them."""
    mask = os.umask(0o077)
    try:
        os.makedirs(directory, exist_ok=True)
    finally:
        os.umask(mask)
    with suppress(OSError):
        os.chmod(directory, 0o700)


def find(directory: str, key: str) -> tuple[str, bytes] | None:
    """The file of this key and its content; files that are not as they were written are removed."""
    for path in glob.glob(os.path.join(glob.escape(directory), key + "-*")):
        with suppress(OSError):
            content = read_own(path)
            if content is not None and path.endswith("-" + digest(content)):
                with suppress(OSError):
                    os.utime(path)
                return path, content
            os.unlink(path)
    return None


def prune(directory: str) -> None:
    """Whatever lies here, and was used longest ago. Another pvh-boot may do the same."""
    ages = []
    for name in os.listdir(directory):
        path = os.path.join(directory, name)
        with suppress(OSError):
            ages.append((os.stat(path).st_mtime_ns, path))
    for _, path in sorted(ages)[:-KEPT]:
        with suppress(OSError):
            os.unlink(path)


def extracted(source: bytes, extract: Callable[[bytes], bytes]) -> tuple[str, bytes]:
    """Path and content of the vmlinux that extract() makes of source, from the cache if there."""
    directory, key = os.path.join(root(), "vmlinux"), digest(source)
    hint = f"write to the cache {directory} (XDG_CACHE_HOME names another)"
    with explained(hint):
        make_private(directory)
    found = find(directory, key)
    if found:
        return found
    vmlinux = extract(source)
    path = os.path.join(directory, f"{key}-{digest(vmlinux)}")
    with explained(hint):
        write_beside(path, vmlinux)
    prune(directory)
    return path, vmlinux

# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading and writing files whole, and the one exception for a file that is of no use."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import contextmanager, suppress
from typing import Callable, Iterator

CHUNK = 1 << 20
READ_MAX = 2 << 30


class BadFile(Exception):
    """Why a file is of no use, in one sentence."""


@contextmanager
def explained(what: str) -> Iterator[None]:
    """OSErrors within become a BadFile: "cannot WHAT: reason"."""
    try:
        yield
    except OSError as error:
        raise BadFile(f"cannot {what}: {error.strerror or error}") from error


@contextmanager
def about(path: str) -> Iterator[None]:
    """A BadFile within is about the content of this file, and names it."""
    try:
        yield
    except BadFile as error:
        raise BadFile(f"{path}: {error}") from error


def read(path: str, check_start: Callable[[bytes], None]) -> bytes:
    """All of it, unless check_start() objects to its first piece."""
    content = bytearray()
    with explained(f"read {path}"), about(path), open(path, "rb") as file:
        while piece := file.read(CHUNK):
            content += piece
            if len(content) == len(piece):
                check_start(piece)
            if len(content) > READ_MAX:
                raise BadFile(f"it has more than {READ_MAX} bytes")
    return content


def check_readable(path: str) -> None:
    """Without opening it: what is read from a pipe here would be missing later."""
    with explained(f"read {path}"):
        if stat.S_ISDIR(os.stat(path).st_mode):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not os.access(path, os.R_OK):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))


def is_device(path: str) -> bool:
    """Something that is there to be written to, and not to be replaced: /dev/null, a pipe."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _mode(path: str) -> int:
    """Of the file that is replaced; else of any new one."""
    with suppress(FileNotFoundError):
        return stat.S_IMODE(os.stat(path).st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_beside(path: str, data: bytes) -> None:
    """A file beside it takes the name once it is complete."""
    if os.path.isdir(path):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    handle, temporary = tempfile.mkstemp(prefix=".pvh-", dir=os.path.dirname(path) or ".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def write_whole(path: str, data: bytes) -> None:
    """All of it or nothing."""
    with explained(f"write {path}"):
        if is_device(path):
            with open(path, "wb") as file:
                file.write(data)
        else:
            write_beside(os.path.realpath(path), data)


def write_stdout(data: bytes) -> None:
    """Past Python's buffer, which would be tried again at the end if it cannot be written."""
    rest = memoryview(data)
    with explained("write to standard output"):
        while rest:
            rest = rest[os.write(1, rest):]

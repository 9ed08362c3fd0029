# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading and writing files whole, and the one exception for a file that is of no use."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import contextmanager
from typing import Iterator


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


def read(path: str) -> bytes:
    with explained(f"read {path}"), open(path, "rb") as file:
        return file.read()


def is_device(path: str) -> bool:
    """Something that is there to be written to, and not to be replaced: /dev/null, a pipe."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _write_beside(path: str, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(prefix=".pvh-", dir=os.path.dirname(path) or ".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def write_whole(path: str, data: bytes) -> None:
    """All of it or nothing: a file beside it takes the name once it is complete."""
    with explained(f"write {path}"):
        if is_device(path):
            with open(path, "wb") as file:
                file.write(data)
        else:
            _write_beside(os.path.realpath(path), data)


def write_stdout(data: bytes) -> None:
    """Past Python's buffer, which would be tried again at the end if it cannot be written."""
    rest = memoryview(data)
    with explained("write to standard output"):
        while rest:
            rest = rest[os.write(1, rest):]

# SPDX-License-Identifier: GPL-2.0-or-later
"""Our own pvh-extract, for kernels of any kind."""

from pathlib import Path

from harness import processes
from harness.paths import BUILD


class BadKernel(Exception):
    """What pvh-extract says of a file that is of no use."""


def extract(kernel: Path, *options: str) -> str:
    """What it prints."""
    done = processes.run([BUILD / "tools/pvh-extract", *options, kernel], text=True,
                         stdout=processes.PIPE, stderr=processes.PIPE)
    if done.returncode:
        raise BadKernel(done.stderr.strip())
    return done.stdout

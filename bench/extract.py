# SPDX-License-Identifier: GPL-2.0-or-later
"""Our own pvh-extract, for kernels of any kind."""

import subprocess
from pathlib import Path

from bench import BUILD


class BadKernel(Exception):
    """What pvh-extract says of a file that is of no use."""


def extract(kernel: Path, *options: str) -> str:
    """What it prints."""
    done = subprocess.run([BUILD / "tools/pvh-extract", *options, kernel], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        raise BadKernel(done.stderr.strip())
    return done.stdout

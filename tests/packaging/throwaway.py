# SPDX-License-Identifier: GPL-2.0-or-later
"""A root directory like this machine's: a layer in memory above it, which takes all changes."""
from pathlib import Path
from typing import Dict

from harness import processes
import pytest

DEADLINE_S = 120        # a command in the root
ROOT_S = 1800           # the root

# `upper` holds what was written since. Nothing of it outlives the namespace.
_MOUNTS = """
mount --make-rprivate / && mount -t tmpfs none "$0" && cd "$0" && mkdir upper work root
mount -t overlay -o lowerdir=/,upperdir=upper,workdir=work none root
mount --bind /proc root/proc && mount --bind /dev root/dev
mount -t tmpfs none root/tmp && mount -t tmpfs none root/run
mkdir root/tmp/given && mount --bind "$1" root/tmp/given
# man-db's index takes longer than all else here.
rm -f root/var/lib/man-db/auto-update
echo ready && exec cat
"""


class Root:
    """A context: a root directory of its own, where `given` is /tmp/given."""

    def __init__(self, directory: Path, given: Path):
        self._directory, self._given = directory, given

    def __enter__(self) -> "Root":
        self._directory.mkdir()
        self._keeper = processes.Process(
            ["unshare", "--mount", "sh", "-e", "-c", _MOUNTS, self._directory, self._given],
            text=True, stdin=processes.PIPE, stdout=processes.PIPE, stderr=processes.PIPE,
            limit_s=ROOT_S)
        if self._keeper.stdout.readline() != "ready\n":
            pytest.skip("no root of one's own here: " + self._keeper.communicate()[1].strip())
        return self

    def __exit__(self, *_exception) -> None:
        self._keeper.communicate()

    def _enter(self, *command: str) -> processes.CompletedProcess:
        return processes.run(["nsenter", "--mount", "--root", "--target",
                              str(self._keeper.pid), *command],
                             text=True, stdout=processes.PIPE, stderr=processes.STDOUT,
                             limit_s=DEADLINE_S)

    def run(self, *command) -> processes.CompletedProcess:
        """In a new user's environment; both streams are in its stdout. Status 124 is a time-out."""
        return self._enter("chroot", str(self._directory / "root"), "env", "-i", "HOME=/root",
                           "TERM=dumb",
                           "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                           "timeout", str(DEADLINE_S), *[str(part) for part in command])

    def good(self, *command) -> str:
        done = self.run(*command)
        assert done.returncode == 0, "%s: %d\n%s" % (command, done.returncode, done.stdout)
        return done.stdout

    def written(self) -> Dict[str, str]:
        """What differs from this machine's root: path -> f file, c removed, d a new directory."""
        found = self._enter("find", str(self._directory / "upper"), "-printf", "%P %y\\n")
        kinds = dict(line.rsplit(" ", 1) for line in found.stdout.splitlines())
        return {path: kind for path, kind in kinds.items()
                if kind != "d" or not Path("/", path).is_dir()}

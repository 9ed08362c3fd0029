# SPDX-License-Identifier: GPL-2.0-or-later
"""Copies of the sources to build in, and make in a clean environment."""
import fcntl
import os
import shutil
from pathlib import Path
from typing import Callable, List

from harness import processes
from harness.limits import BUILD_S
from harness.paths import BUILD, REPOSITORY

_LEFT_OUT = {".git", ".pytest_cache", "build",
             *([BUILD.name] if BUILD.parent == REPOSITORY else [])}
_FROM_OUTSIDE = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "BUILD", "O", "PYTEST", "CC",
                 "LD", "OBJCOPY", "CROSS_COMPILE", "SOURCE_DATE_EPOCH", "DESTDIR", "V")
VERSION = (REPOSITORY / "VERSION").read_text().strip()


def copy_tree(to: Path) -> Path:
    """The sources, as a checkout of their own without git and with the usual modes."""
    to.mkdir(parents=True, exist_ok=True)
    for source in REPOSITORY.iterdir():
        if source.name in _LEFT_OUT:
            continue
        if source.is_dir():
            shutil.copytree(source, to / source.name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, to / source.name)
    for path in to.rglob("*"):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    return to


def environment(**changes: str) -> dict:
    return {**{k: v for k, v in os.environ.items() if k not in _FROM_OUTSIDE}, **changes}


def run(*command, cwd=REPOSITORY, **changes: str) -> processes.CompletedProcess:
    """Both streams of the command are in its stdout."""
    return processes.run([str(part) for part in command], cwd=cwd, env=environment(**changes),
                         text=True, stdout=processes.PIPE, stderr=processes.STDOUT, limit_s=BUILD_S)


def good(*command, cwd=REPOSITORY, **changes: str) -> str:
    done = run(*command, cwd=cwd, **changes)
    assert done.returncode == 0, "%s\n%s" % (command, done.stdout)
    return done.stdout


def make(tree: Path, *arguments: str, **changes: str) -> processes.CompletedProcess:
    return run("make", "-C", tree, *arguments, cwd=tree, **changes)


def image(tree: Path, *arguments: str, **changes: str) -> bytes:
    good("make", "-C", tree, "BUILD=out", *arguments, "out/pvh.bin", cwd=tree, **changes)
    return (tree / "out/pvh.bin").read_bytes()


def listing(root: Path) -> List[str]:
    """All below root that is no directory: mode, path, and where a link leads."""
    found = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if path.is_symlink():
            found.append("%s -> %s" % (name, os.readlink(path)))
        elif path.is_file():
            found.append("%o %s" % (path.stat().st_mode & 0o7777, name))
    return found


def once(tmp_path_factory, name: str, fill: Callable[[Path], None]) -> Path:
    """A directory that the first of all test processes to ask for it fills."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    directory = shared / name
    with open(shared / (name + ".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not directory.exists():
            directory.mkdir()
            fill(directory)
            (directory / "whole").touch()
    assert (directory / "whole").exists(), "another test has failed to make " + name
    return directory

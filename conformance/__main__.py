# SPDX-License-Identifier: GPL-2.0-or-later
"""Boots the conformance guest with every loader that is here, and prints the table.

usage: python3 -m conformance [--only=LOADER[,LOADER...]] [--docs FILE]
       python3 -m conformance --loader COMMAND

--loader judges one boot by any command line; docs/conformance.md has examples.

--docs puts the table into FILE, between its two markers. The exit status is 0 if our ROM keeps
every clause; what others do is shown, and no failure.
"""
import argparse
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import List, Sequence

from . import boots, other
from .table import Table

BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
WORKERS = 2
NONE_LEFT = "conformance: no loader is left"


def _one(boot: boots.Boot) -> boots.Result:
    with TemporaryDirectory(prefix="pvh-conformance-") as directory:
        return boots.run(boot, Path(directory))


def run_all(what: Sequence[boots.Boot]) -> List[boots.Result]:
    results = []
    with ThreadPoolExecutor(WORKERS) as pool:
        for result in pool.map(_one, what):
            results.append(result)
            if sys.stderr.isatty():
                print("\r%d of %d boots" % (len(results), len(what)), end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return results


def here(names: Sequence[str]) -> List[str]:
    """Those loaders that there are; the others are named."""
    for name in names:
        if not boots.LOADERS[name].file.exists():
            print("%s left out: there is no %s" % (name, boots.LOADERS[name].file), file=sys.stderr)
    return [name for name in names if boots.LOADERS[name].file.exists()]


def chosen(only: str) -> List[boots.Boot]:
    names = only.split(",")
    for name in names:
        if name not in boots.LOADERS:
            sys.exit("conformance: there is no loader %s, but: %s" %
                     (name or "''", ", ".join(boots.LOADERS)))
    if not shutil.which(boots.QEMU.split()[0]):
        sys.exit("conformance: QEMU=%s: there is no such program" % boots.QEMU)
    left = here(names)
    return [boot for name in left for boot in boots.boots(name)] or sys.exit(NONE_LEFT)


def into(document: str, table: str) -> str:
    """The document with what stands between its markers replaced."""
    before, rest = document.split(BEGIN)
    _old, after = rest.split(END)
    return "%s%s\n%s\n%s%s" % (before, BEGIN, table, END, after)


def main() -> int:
    parser = argparse.ArgumentParser(prog="conformance", description=__doc__.split("\n")[0])
    parser.add_argument("--only", default=",".join(boots.LOADERS), metavar="LOADER,...")
    parser.add_argument("--docs", type=Path, metavar="FILE")
    parser.add_argument("--loader", metavar="COMMAND")
    options = parser.parse_args()
    if options.loader:
        return other.judge(options.loader)
    table = Table(run_all(chosen(options.only)))
    print(table.text())
    if options.docs:
        options.docs.write_text(into(options.docs.read_text(), table.markdown()))
    return 1 if table.failed(ours_only=True) else 0


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-2.0-or-later
"""make matrix: all cells, and a report of them. With --cell one, and all that is known of it."""
import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Dict, List

from harness import boot, pool, versions
from harness.paths import BUILD
from tests.matrix import (cells, check, command, expect, factors, machine_types, result, summary,
                          unbuildable)

OUT = BUILD / "matrix"
STOPPED = 130           # as by a signal


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="matrix", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="of the covering array")
    parser.add_argument("--jobs", type=int, default=2, help="how many machines at a time")
    parser.add_argument("--cell", help="the name of one, as reports give it")
    return parser.parse_args()


def _show(cell: factors.Cell) -> int:
    """Runs one cell. Its files stay, for QEMU to be called with them again (but for a TPM)."""
    directory = OUT / "cell"
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    bench = command.Bench(directory)
    print("expected:", expect.expected(cell))
    print(" ".join(boot.Boot(**command.arguments(cell, bench)).command(directory)))
    complaints = check.run(cell, bench)
    print("\n".join(complaints) or "as expected")
    return bool(complaints)


def _unbuildable(machines: List, bench: command.Bench, jobs: int) -> List[Dict]:
    claims = list(unbuildable.claims(machines))
    shown = pool.each(lambda claim: unbuildable.refuted(claim, bench), claims, jobs)
    try:
        return sorted(({"row": claim.row(), "complaints": complaints}
                       for claim, complaints in shown), key=lambda claim: claim["row"])
    except pool.Interrupted:
        raise SystemExit(STOPPED) from None


def _write(report: Dict) -> None:
    (OUT / "report.json").write_text(json.dumps(report, indent=1) + "\n")
    (OUT / "report.md").write_text(summary.page(report))
    print("%d of %d cells, %d failed: %s" % (len(report["results"]), report["cells"],
                                            len(result.failures(report["results"])),
                                            OUT / "report.md"))


def main() -> int:
    options = _arguments()
    machines, (accels, about_accels) = machine_types.known(), factors.accelerators()
    all_cells = cells.covering(machines, accels, options.seed)
    if options.cell:
        return _show(cells.named(options.cell, machines))
    with tempfile.TemporaryDirectory(prefix="pvh-matrix-") as directory:
        bench = command.Bench(Path(directory))
        claims = _unbuildable(machines, bench, options.jobs)
        results, complete = pool.campaign(lambda cell: result.of(cell, bench), all_cells,
                                          options.jobs)
    _write({"date": versions.today(), "seed": options.seed, "cells": len(all_cells),
            "versions": versions.versions(), "accelerators": about_accels,
            "complete": complete, "unbuildable": claims, "results": results})
    bad = result.failures(results) + [claim for claim in claims if claim["complaints"]]
    return bool(bad) if complete else STOPPED


sys.exit(main())

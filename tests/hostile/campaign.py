# SPDX-License-Identifier: GPL-2.0-or-later
"""Boots hostile images by the thousand, each from its seed, and writes what became of them.

    make hostile [SEED=1] [COUNT=2000]      a campaign: build/hostile/report.json and summary.md
    make hostile ONLY=1000042               one image again
    make hostile SHRINK=1000042             the smallest recipe that fails, for tests/hostile/finds

COUNT counts what reached the ROM: what QEMU itself turns down comes on top. Image number i of a
campaign has the seed SEED * 1000000 + i.
"""
import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import time
import traceback
from dataclasses import asdict
from multiprocessing import Pool
from pathlib import Path
from typing import Any, Dict, Iterator, List

from harness import boot
from harness.paths import BUILD, REPOSITORY

from tests.hostile import judge, mutate, setting, shrink, summary

PER_SEED = 1000000
NOT_FOR_THE_ROM = ("qemu", "foreign")

Record = Dict[str, Any]


def trial(seed: int) -> Record:
    recipe = mutate.recipe(seed)
    start = time.monotonic()
    try:
        found = asdict(judge.judge(recipe))
    except Exception:       # of the harness: no reason to lose the rest
        found = asdict(judge.Verdict("failed", problems=[traceback.format_exc()]))
    return {"seed": seed, **found, "seconds": round(time.monotonic() - start, 2),
            "machine": recipe.machine, "route": recipe.route, "recipe": recipe.to_json()}


def reached(records: List[Record]) -> int:
    return sum(record["kind"] not in NOT_FOR_THE_ROM for record in records)


class Progress:
    """A bar on a terminal, a line every tenth elsewhere."""

    def __init__(self, count: int):
        self.count = count
        self.shown = -1

    def show(self, records: List[Record]) -> None:
        done, failed = reached(records), sum(bool(r["problems"]) for r in records)
        tenths = done * 10 // self.count
        text = "%d of %d boots, %d failed" % (done, self.count, failed)
        if sys.stderr.isatty():
            end = "\n" if done >= self.count else ""
            print("\r[%-10s] %s" % ("#" * tenths, text), end=end, file=sys.stderr, flush=True)
        elif tenths > self.shown:
            print("hostile: " + text, file=sys.stderr, flush=True)
        self.shown = tenths


def _rounds(pool, seed: int, count: int, records: List[Record]) -> Iterator[Record]:
    """Of so many images that `count` reach the ROM."""
    first = seed * PER_SEED
    while reached(records) < count:
        more = range(first, first + count - reached(records))
        first = more.stop
        yield from pool.imap_unordered(trial, more)


def run(seed: int, count: int, jobs: int) -> List[Record]:
    records: List[Record] = []
    progress = Progress(count)
    with Pool(jobs) as pool:
        for record in _rounds(pool, seed, count, records):
            records.append(record)
            progress.show(records)
    return sorted(records, key=lambda record: record["seed"])


def _versions() -> Dict[str, str]:
    qemu = subprocess.run([boot.X86_64, "--version"], capture_output=True, text=True, check=True)
    with boot.start(boot.PC, disk=setting.disk()) as vm:
        vm.wait_text("report", "disk\n")
        seabios = re.search(r"SeaBIOS \(version (.*)\)", vm.log)[1]
    return {"qemu": qemu.stdout.split("\n")[0], "seabios": seabios,
            "rom_sha256": hashlib.sha256(boot.ROM.read_bytes()).hexdigest()}


def campaign(seed: int, count: int, jobs: int, out: Path) -> int:
    start = time.monotonic()
    records = run(seed, count, jobs)
    head = {"date": time.strftime("%Y-%m-%d"), "seed": seed, "count": reached(records),
            "seconds": round(time.monotonic() - start), **_versions()}
    out.mkdir(parents=True, exist_ok=True)
    (out / "report.json").write_text(json.dumps({**head, "images": records}, indent=1) + "\n")
    text = summary.page(head, records)
    (out / "summary.md").write_text(text)
    print(text)
    return int(any(record["problems"] for record in records))


def show(seed: int) -> int:
    record = trial(seed)
    print(json.dumps({**record, "recipe": json.loads(record["recipe"])}, indent=1))
    return int(bool(record["problems"]))


def main() -> int:
    parser = argparse.ArgumentParser(prog="hostile")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--out", type=Path, default=REPOSITORY / BUILD / "hostile")
    parser.add_argument("--only", type=int, help="one image's seed")
    parser.add_argument("--shrink", type=int, help="a failing image's seed")
    asked = parser.parse_args()
    if asked.only is not None:
        return show(asked.only)
    if asked.shrink is not None:
        print(shrink.smallest(mutate.recipe(asked.shrink)).to_json())
        return 0
    return campaign(asked.seed, asked.count, asked.jobs, asked.out)


if __name__ == "__main__":
    sys.exit(main())

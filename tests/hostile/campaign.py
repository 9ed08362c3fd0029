# SPDX-License-Identifier: GPL-2.0-or-later
"""Boots hostile images by the thousand, each from its seed, and writes what became of them.

    make hostile [SEED=1] [COUNT=2000]      a campaign: build/hostile/report.json and summary.md
    make hostile ONLY=1000042               one image again
    make hostile SHRINK=1000042             the smallest recipe that fails, for tests/hostile/finds

COUNT counts what reached the ROM: what QEMU itself turns down comes on top. Image number i of a
campaign has the seed SEED * 1000000 + i.
"""
import argparse
import json
import os
import sys
import time
import traceback
from dataclasses import asdict
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any, Dict, Iterator, List

from harness import versions
from harness.paths import BUILD
from harness.progress import Progress
from tests.hostile import judge, mutate, shrink, summary

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


def _rounds(pool, seed: int, count: int, records: List[Record]) -> Iterator[Record]:
    """Of so many images that `count` reach the ROM."""
    first = seed * PER_SEED
    while reached(records) < count:
        more = range(first, first + count - reached(records))
        first = more.stop
        for done in as_completed([pool.submit(trial, one) for one in more]):
            yield done.result()         # an error if its worker was killed


def run(seed: int, count: int, jobs: int) -> List[Record]:
    records: List[Record] = []
    progress = Progress(count, out=sys.stderr)
    with ProcessPoolExecutor(jobs) as pool:
        for record in _rounds(pool, seed, count, records):
            records.append(record)
            if record["kind"] not in NOT_FOR_THE_ROM:
                progress.step("failed" if record["problems"] else "good")
    progress.end()
    return sorted(records, key=lambda record: record["seed"])


def campaign(seed: int, count: int, jobs: int, out: Path) -> int:
    start = time.monotonic()
    records = run(seed, count, jobs)
    head = {"date": versions.today(), "seed": seed, "count": reached(records),
            "seconds": round(time.monotonic() - start), "versions": versions.versions()}
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
    parser.add_argument("--out", type=Path, default=BUILD / "hostile")
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

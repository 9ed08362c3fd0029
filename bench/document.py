# SPDX-License-Identifier: GPL-2.0-or-later
"""make bench-docs: puts the figures of the last bench into docs/performance.md, its picture beside
it, and the README's picture."""

import sys
from pathlib import Path

from bench import bars, table
from harness.paths import BUILD, REPOSITORY
from bench.measure import Failed
from bench.picture import draw
from bench.record import Record, load

PAGE, PICTURE = REPOSITORY / "docs/performance.md", REPOSITORY / "docs/boot.svg"
BARS = "boot-small.svg"  # beside PICTURE
JSON = BUILD / "bench/boot.json"


def machine(record: Record) -> str:
    rows = [["what", "which"], *([name, str(value)] for name, value in record.host.items())]
    return table.markdown(rows) + "".join(f"\n{note}\n" for note in record.notes)


def replaced(page: str, name: str, content: str) -> str:
    """The page with new content between the comments `name` and `/name`."""
    head, begin, rest = page.partition(f"<!-- {name} -->\n")
    _, end, tail = rest.partition(f"<!-- /{name} -->\n")
    if not begin or not end:
        raise Failed(f"the page has no place for {name}")
    return f"{head}{begin}{content}{end}{tail}"


def main(source: Path = JSON, page: Path = PAGE, picture: Path = PICTURE) -> None:
    if not source.exists():
        raise Failed(f"there is no {source}: make bench makes it")
    record = load(source)
    if not record.complete or record.failed:
        raise Failed("the last bench was interrupted, or a row of this ROM failed")
    text = replaced(page.read_text(), "machine", machine(record))
    results = table.sections(record, table.markdown, "### ")
    page.write_text(replaced(text, "results", f"\n{results}\n"))
    draw(record, picture)
    bars.draw(record, picture.with_name(BARS))


if __name__ == "__main__":
    try:
        main()
    except Failed as error:
        sys.exit(f"bench: {error}")

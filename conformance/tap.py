# SPDX-License-Identifier: GPL-2.0-or-later
"""A strict reader of TAP version 14: what the specification merely recommends is demanded.

Not read, because the guest writes none: subtests, pragmas, and YAML beyond mappings of plain or
double-quoted scalars.
"""
import re
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Union

Yaml = Union[str, int, Dict[str, "Yaml"]]
VERSION = "TAP version 14\n"


class TapError(ValueError):
    pass


@dataclass
class Point:
    """A test point. directive is SKIP, TODO or None."""
    number: int
    ok: bool
    description: str
    directive: Optional[str] = None
    reason: str = ""
    found: Optional[Dict[str, Yaml]] = None     # the YAML block

    @property
    def status(self) -> str:
        return "skip" if self.directive == "SKIP" else "ok" if self.ok else "not ok"


@dataclass
class Document:
    plan: int
    points: List[Point] = field(default_factory=list)
    bail_out: Optional[str] = None

    def missing(self) -> List[int]:
        """Planned, but not there."""
        return sorted(set(range(1, self.plan + 1)) - {p.number for p in self.points})


_PLAN = re.compile(r"1\.\.([1-9][0-9]*)")
_POINT = re.compile(r"(not )?ok ([1-9][0-9]*) - (\S.*)")
_DIRECTIVE = re.compile(r" # (SKIP|TODO)(?: (\S.*))?\Z")
_BAIL_OUT = re.compile(r"Bail out!(?: (\S.*))?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SCALAR = re.compile(r'( *)([A-Za-z_][A-Za-z0-9_]*):(?: (?:"([^"\\]*)"|(0x[0-9a-f]+|[0-9]+)))?')


def _unescape(text: str) -> str:
    return re.sub(r"\\([\\#])", r"\1", text)


def _yaml(lines: List[str]) -> Dict[str, Yaml]:
    """Mappings by indentation, two spaces a level."""
    root: Dict[str, Yaml] = {}
    levels = [root]
    for line in lines:
        match = _SCALAR.fullmatch(line)
        if not match or len(match[1]) % 2 or len(match[1]) // 2 >= len(levels):
            raise TapError("YAML: %r" % line)
        del levels[len(match[1]) // 2 + 1:]
        mapping, key = levels[-1], match[2]
        if key in mapping:
            raise TapError("YAML: %s comes twice" % key)
        if match[3] is None and match[4] is None:
            mapping[key] = {}
            levels.append(mapping[key])
        else:
            mapping[key] = match[3] if match[4] is None else int(match[4], 0)
    return root


class _Reader:
    def __init__(self, text: str):
        if not text.endswith("\n"):
            raise TapError("the last line is cut short: %r" % text[-80:])
        if control := _CONTROL.search(text):
            raise TapError("a control character: %r" % control[0])
        self.lines = text[:-1].split("\n")
        self.at = 0

    def next(self) -> str:
        if self.at == len(self.lines):
            raise TapError("it ends too soon")
        self.at += 1
        return self.lines[self.at - 1]

    def yaml_block(self) -> Optional[Dict[str, Yaml]]:
        if self.at == len(self.lines) or self.lines[self.at] != "  ---":
            return None
        self.next()
        lines: List[str] = []
        while (line := self.next()) != "  ...":
            if not line.startswith("  "):
                raise TapError("not in the YAML block: %r" % line)
            lines.append(line[2:])
        return _yaml(lines)

    def point(self, match) -> Point:
        text = match[3]
        directive = _DIRECTIVE.search(text)
        if directive:
            text = text[:directive.start(0)]
        if re.search(r"(?<!\\)(?:\\\\)*#", text):
            raise TapError("a # that is not escaped: %r" % match[0])
        return Point(int(match[2]), not match[1], _unescape(text), directive and directive[1],
                     _unescape(directive[2] or "") if directive else "", self.yaml_block())


def _add(document: Document, point: Point) -> None:
    if point.number > document.plan:
        raise TapError("test point %d is not in the plan" % point.number)
    if any(p.number == point.number for p in document.points):
        raise TapError("test point %d comes twice" % point.number)
    document.points.append(point)


def parse(text: str) -> Document:
    """The whole document: version, plan, then test points, comments and at most one bail-out."""
    reader = _Reader(text)
    if (line := reader.next()) + "\n" != VERSION:
        raise TapError("no version line: %r" % line)
    plan = _PLAN.fullmatch(reader.next())
    if not plan:
        raise TapError("no plan: %r" % reader.lines[1])
    document = Document(int(plan[1]))
    while reader.at < len(reader.lines):
        line = reader.next()
        if document.bail_out is not None:
            raise TapError("after the bail-out: %r" % line)
        if match := _POINT.fullmatch(line):
            _add(document, reader.point(match))
        elif match := _BAIL_OUT.fullmatch(line):
            document.bail_out = _unescape(match[1] or "")
        elif line.strip() and not line.lstrip().startswith("#"):
            raise TapError("not TAP: %r" % line)
    return document

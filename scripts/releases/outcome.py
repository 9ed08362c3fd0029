# SPDX-License-Identifier: GPL-2.0-or-later
"""What a session's output (steps.sh) says: how each step ended, counts of tests, versions."""
import re
from dataclasses import dataclass, field
from typing import Dict, List

NO_ROOT = 70            # root.sh's status
TIMED_OUT = (124, 137)  # timeout's

_UNIT = re.compile(r"\[  PASSED  \] (\d+) unit tests")
_UNIT_FAILED = re.compile(r"\[  FAILED  \] (\d+) test")
_SUMMARY = re.compile(r"^=* ?((?:\d+ [a-z]+, )*\d+ [a-z]+) in [\d.]+s")
_SKIP = re.compile(r"^SKIPPED \[(\d+)\] [^ ]+: (.*)")
# The mirror's affair, not ours: what apt-get knows no name of is ours.
_NO_MIRROR = re.compile(r"^((?:setup: apt-get could not install"
                        r"|setup: .*the package lists could not be read"
                        r"|fetch-deb: cannot (?:read|download)).*)")


@dataclass
class Step:
    name: str
    status: int = -1    # none yet
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    skips: Dict[str, int] = field(default_factory=dict)     # reason -> how many
    no_mirror: str = ""

    @property
    def has_failed(self) -> bool:
        return self.status != 0 and not self.no_mirror

    def read(self, line: str) -> None:
        if found := _UNIT.match(line):
            self.passed += int(found[1])
        elif found := _UNIT_FAILED.match(line):
            self.failed += int(found[1])
        elif found := _SUMMARY.match(line):
            self._count(found[1])
        elif found := _SKIP.match(line):
            self.skips[found[2]] = self.skips.get(found[2], 0) + int(found[1])
        elif found := _NO_MIRROR.match(line):
            self.no_mirror = found[1]

    def _count(self, summary: str) -> None:
        for number, what in re.findall(r"(\d+) ([a-z]+)", summary):
            if what == "passed":
                self.passed += int(number)
            elif what in ("failed", "error", "errors"):
                self.failed += int(number)
            elif what in ("skipped", "xfailed"):
                self.skipped += int(number)

    def __str__(self) -> str:
        ended = {0: "ok", -1: "broken off", **dict.fromkeys(TIMED_OUT, "no end in time")}.get(
            self.status, "failed with status %d" % self.status)
        if self.status and self.no_mirror:
            return "not run: " + self.no_mirror
        if not self.passed + self.failed:
            return ended
        counts = "%d passed, %d failed, %d skipped" % (self.passed, self.failed, self.skipped)
        return counts if self.status == 0 or self.failed else "%s, %s" % (counts, ended)


@dataclass
class Outcome:
    """Of a place: this machine, or a release."""
    place: str
    steps: List[Step] = field(default_factory=list)
    versions: Dict[str, str] = field(default_factory=dict)
    seconds: float = 0
    status: int = 0
    last_line: str = ""

    def read(self, line: str) -> None:
        self.last_line = line or self.last_line
        if not line.startswith("@ "):
            if self.steps:
                self.steps[-1].read(line)
            return
        what, _, rest = line[2:].partition(" ")
        if what == "begin":
            self.steps.append(Step(rest))
        elif what == "end":
            self.steps[-1].status = int(rest.split()[1])
        else:
            self.versions[what] = rest

    @property
    def was_not_run(self) -> bool:
        return self.status == NO_ROOT

    @property
    def has_failed(self) -> bool:
        return not self.was_not_run and (
            self.status != 0 or not self.steps or any(step.has_failed for step in self.steps))

    def step(self, name: str) -> Step:
        return next((step for step in self.steps if step.name == name), Step(name))

    def lines(self) -> List[str]:
        """One for each step, or one that says why there is none."""
        if self.was_not_run or not self.steps:
            return ["%s: not run: %s" % (self.place, self.last_line)]
        return ["%s: make %s: %s" % (self.place, step.name, step) for step in self.steps]

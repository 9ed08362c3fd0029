# SPDX-License-Identifier: GPL-2.0-or-later
"""What the user chose, by variables of the environment, as for make run."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import List, Mapping, Optional, Sequence

from bench.host import why_no_kvm
from bench.measure import Failed
from bench.rows import MACHINES
from harness.command import X86_64

MODES = ("kvm", "tcg", "count")
DEFAULT_RUNS = 5


@dataclass
class Settings:
    runs: int
    modes: List[str]
    machines: List[str]
    kernel: Optional[Path]
    qemu: str
    notes: List[str]


def _words(value: str, known: Sequence[str], name: str) -> List[str]:
    words = value.replace(",", " ").split() or list(known)
    for word in words:
        if word not in known:
            raise Failed(f"{name}={word}: it may be {', '.join(known)}")
    return [word for word in known if word in words]


def _runs(value: str) -> int:
    if not value.isdecimal() or int(value) == 0:
        raise Failed(f"RUNS={value}: it must be a number from 1 on")
    return int(value)


def choose(environment: Mapping[str, str] = os.environ) -> Settings:
    modes = _words(environment.get("ACCEL", ""), MODES, "ACCEL")
    reason = why_no_kvm() if "kvm" in modes else None
    if reason:
        modes.remove("kvm")
    if not modes:
        raise Failed(reason or "nothing to measure")
    kernel = environment.get("KERNEL")
    return Settings(_runs(environment.get("RUNS") or str(DEFAULT_RUNS)), modes,
                    _words(environment.get("MACHINES", ""), MACHINES, "MACHINES"),
                    Path(kernel) if kernel else None,
                    environment.get("QEMU") or X86_64, [reason] if reason else [])

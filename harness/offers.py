# SPDX-License-Identifier: GPL-2.0-or-later
"""What the QEMU at hand offers, by its own word: machine types and options come and go."""
import subprocess
from dataclasses import replace
from functools import lru_cache
from typing import FrozenSet, Tuple

from harness.command import X86_64, Machine

START_LIMIT_S = 60
NO_DMA = ("-global", "fw_cfg_io.dma_enabled=off")


def _ask(*options: str) -> subprocess.CompletedProcess:
    """QEMU with these options, ended before the guest runs."""
    return subprocess.run([X86_64, "-display", "none", "-nodefaults", "-S", "-monitor", "stdio",
                           *options], input="quit\n", text=True, capture_output=True, check=False,
                          timeout=START_LIMIT_S)


@lru_cache(maxsize=None)
def starts(options: Tuple[str, ...]) -> bool:
    return _ask(*options).returncode == 0


@lru_cache(maxsize=None)
def machine_types() -> FrozenSet[str]:
    lines = _ask("-M", "help").stdout.splitlines()[1:]
    return frozenset(line.split()[0] for line in lines if line.strip())


def with_property(machine: Machine, text: str) -> Machine:
    """The machine with a property of its type set, as `hpet=off`."""
    at = machine.options.index("-M") + 1
    options = list(machine.options)
    options[at] += "," + text
    return replace(machine, options=tuple(options), acpi=machine.acpi and text != "acpi=off")


def without_dma(machine: Machine) -> Machine:
    """The machine with a fw_cfg that has ports only. QEMU 11 aborts where ACPI's tables would have
    to describe it, so there it is one without ACPI."""
    ports = replace(machine, options=(*machine.options, *NO_DMA))
    return ports if starts(ports.options) else with_property(ports, "acpi=off")

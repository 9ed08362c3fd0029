# SPDX-License-Identifier: GPL-2.0-or-later
"""What the QEMU at hand offers, by its own word: options come and go."""
import re
from dataclasses import replace
from functools import lru_cache
from typing import Tuple

from harness import processes
from harness.command import X86_64, Machine

NO_DMA = ("-global", "fw_cfg_io.dma_enabled=off")


@lru_cache(maxsize=None)
def machine_types() -> Tuple[str, ...]:
    listed = processes.run([X86_64, "-M", "help"], capture_output=True, text=True, check=True)
    return tuple(re.findall(r"^(\S+) ", listed.stdout.split("\n", 1)[1], re.M))


@lru_cache(maxsize=None)
def starts(options: Tuple[str, ...]) -> bool:
    """Whether QEMU with these options comes as far as its monitor; the guest does not run."""
    command = [X86_64, "-display", "none", "-nodefaults", "-S", "-monitor", "stdio", *options]
    done = processes.run(command, input="quit\n", text=True, capture_output=True)
    return done.returncode == 0


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

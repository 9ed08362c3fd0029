# SPDX-License-Identifier: GPL-2.0-or-later
"""What was measured on: processor, QEMU, firmware, kernel, ROM. No names of people or machines."""

import hashlib
import os
import platform
import re
from pathlib import Path
from typing import Dict, Optional, Union

from harness import processes
from bench.kernels import version
from bench.rows import MEMORY, Files
from harness.command import QBOOT, seabios_for_microvm

KVM = Path("/dev/kvm")


def _field(path: Path, name: str) -> str:
    try:
        found = re.search(rf"^{name}\s*[:=]\s*\"?([^\"\n]*)", path.read_text(), re.MULTILINE)
    except OSError:
        return "unknown"
    return found.group(1) if found else "unknown"


def cpu_flags() -> str:
    return _field(Path("/proc/cpuinfo"), "flags")


def tsc_khz() -> Optional[int]:
    """Linux presets its BogoMIPS with twice the frequency of the time-stamp counter."""
    bogomips = _field(Path("/proc/cpuinfo"), "bogomips")
    return None if bogomips == "unknown" else round(float(bogomips) * 500)


def why_no_kvm() -> Optional[str]:
    """A sentence, or None where KVM is the processor's own."""
    if not set(cpu_flags().split()) & {"vmx", "svm"}:
        return ("KVM was not measured: the processor shows neither vmx nor svm, so a /dev/kvm "
                "there is emulated, or there is none.")
    if not os.access(KVM, os.R_OK | os.W_OK):
        return f"KVM was not measured: {KVM} is not there, or not for this user."
    return None


def _said(*command: str) -> str:
    done = processes.run(command, stdout=processes.PIPE, stderr=processes.DEVNULL, text=True)
    return done.stdout


def firmware_file(qemu: str, name: str) -> Path:
    places = [Path(line, name) for line in _said(*qemu.split(), "-L", "help").splitlines()]
    return next((place for place in places if place.exists()), Path(name))


def _seabios_version(path: Path) -> str:
    if not path.exists():
        return "not there"
    found = re.search(rb"\0((?:rel-)?\d+\.\d+\.\d+[\w.+-]*)\0", path.read_bytes())
    return found.group(1).decode() if found else "of unknown version"


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "not there"


def describe(files: Files) -> Dict[str, Union[str, int]]:
    words = files.qemu.split()
    return {
        "processor": _field(Path("/proc/cpuinfo"), "model name"),
        "cores": os.cpu_count() or 0,
        "system": _field(Path("/etc/os-release"), "PRETTY_NAME"),
        "host kernel": f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}",
        "QEMU": (_said(*words, "--version").splitlines() or ["unknown"])[0],
        "SeaBIOS": _seabios_version(firmware_file(files.qemu, "bios-256k.bin")),
        "SeaBIOS for microvm": _seabios_version(seabios_for_microvm()),
        "qboot.rom, SHA-256": _sum(firmware_file(files.qemu, QBOOT)),
        "pvh.bin, SHA-256": _sum(files.rom),
        "guest kernel": version(files.vmlinux),
        "guest memory": MEMORY,
        "guest command line": files.cmdline,
    }

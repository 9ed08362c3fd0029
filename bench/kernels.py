# SPDX-License-Identifier: GPL-2.0-or-later
"""The vmlinux and the bzImage of one build, and what else a boot needs."""

import re
import subprocess
from pathlib import Path
from typing import Optional, Tuple

from bench import BUILD, ROOT
from bench.extract import BadKernel, extract
from bench.measure import Failed
from bench.points import USER_ENTRY
from bench.rows import Files
from bench.symbols import start_kernel, startup_64


def debian_kernel() -> Path:
    done = subprocess.run([ROOT / "scripts/fetch-deb.sh", "linux-image-cloud-amd64"],
                          stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise Failed("Debian's kernel cannot be had (the reason stands above)")
    return Path(done.stdout.strip(), "vmlinuz")


def both_images(kernel: Path) -> Tuple[Path, Optional[Path]]:
    """The vmlinux and the bzImage; of a vmlinux alone there is no bzImage."""
    if kernel.read_bytes().startswith(b"\x7fELF"):
        return kernel, None
    vmlinux = BUILD / "bench/vmlinux"
    vmlinux.parent.mkdir(parents=True, exist_ok=True)
    try:
        extract(kernel, "-o", str(vmlinux))
    except BadKernel as error:
        raise Failed(str(error)) from error
    return vmlinux, kernel


def version(vmlinux: Path) -> str:
    found = re.search(rb"Linux version (\S+) .*? (#\d[^\n\0]*)", vmlinux.read_bytes())
    return b" ".join(found.groups()).decode(errors="replace") if found else "unknown"


def prepare(kernel: Optional[Path], qemu: str) -> Files:
    kernel = (kernel or debian_kernel()).resolve()
    vmlinux, bzimage = both_images(kernel)
    for file in filter(None, (vmlinux, bzimage)):
        file.read_bytes()  # into the host's page cache, before the first run reads it
    entry = startup_64(vmlinux.read_bytes())
    main = start_kernel(vmlinux, BUILD / "bench/kallsyms-initramfs", qemu)
    return Files(BUILD / "pvh.bin", vmlinux, bzimage, BUILD / "bench/initramfs", entry, main,
                 USER_ENTRY, qemu)

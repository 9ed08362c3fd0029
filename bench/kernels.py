# SPDX-License-Identifier: GPL-2.0-or-later
"""The vmlinux and the bzImage of one build, and what else a boot needs."""

import re
import subprocess
from pathlib import Path
from typing import Optional, Tuple

from bench import BUILD, ROOT
from bench.measure import Failed
from bench.points import USER_ENTRY
from bench.rows import Files
from bench.symbols import start_kernel, startup_64
from pvh.bzimage import is_bzimage
from pvh.extract import cached
from pvh.files import BadFile


def debian_kernel() -> Path:
    done = subprocess.run([ROOT / "scripts/fetch-deb.sh", "linux-image-cloud-amd64"],
                          stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise Failed("Debian's kernel cannot be had (the reason stands above)")
    return Path(done.stdout.strip(), "vmlinuz")


def both_images(kernel: Path) -> Tuple[Path, Optional[Path]]:
    """The vmlinux and the bzImage; of a vmlinux alone there is no bzImage."""
    try:
        vmlinux = Path(cached(str(kernel))[0])
    except BadFile as error:
        raise Failed(str(error)) from error
    return vmlinux, kernel if is_bzimage(kernel.read_bytes()) else None


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

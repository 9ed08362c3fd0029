# SPDX-License-Identifier: GPL-2.0-or-later
"""The vmlinux and the bzImage of one build, and what else a boot needs."""

import hashlib
import re
from pathlib import Path
from typing import Optional, Tuple

from bench.measure import Failed
from bench.points import USER_ENTRY
from bench.rows import Files
from bench.symbols import first_instruction, start_kernel, startup_64
from harness import linux, processes
from harness.paths import BUILD, ROM

HDRS_AT = 0x202         # the bzImage's magic number, Linux's Documentation/arch/x86/boot.rst


def both_images(kernel: Path) -> Tuple[Path, Optional[Path]]:
    """The vmlinux and the bzImage; of a vmlinux alone there is no bzImage."""
    try:
        image = kernel.read_bytes()
    except OSError as error:
        raise Failed(f"cannot read {kernel}: {error.strerror}") from error
    if image.startswith(b"\x7fELF"):
        return kernel, None
    if image[HDRS_AT:HDRS_AT + 4] != b"HdrS":
        raise Failed(f"{kernel}: neither a bzImage nor an ELF file")
    vmlinux = BUILD / "bench/vmlinux" / hashlib.sha256(image).hexdigest()
    if not vmlinux.exists():
        vmlinux.parent.mkdir(parents=True, exist_ok=True)
        linux.extract(kernel, vmlinux)
    return vmlinux, kernel


def version(vmlinux: Path) -> str:
    found = re.search(rb"Linux version (\S+) .*? (#\d[^\n\0]*)", vmlinux.read_bytes())
    return b" ".join(found.groups()).decode(errors="replace") if found else "unknown"


def prepare(kernel: Optional[Path], qemu: str) -> Files:
    kernel = (kernel or linux.vmlinuz(linux.CLOUD)).resolve()
    vmlinux, bzimage = both_images(kernel)
    for file in filter(None, (vmlinux, bzimage)):
        file.read_bytes()  # into the host's page cache, before the first run reads it
    if bzimage:  # into the cache, where pvh-boot and pvh-qemu find it
        processes.run([BUILD / "tools/pvh-extract", "--cached", bzimage], check=True,
                      stdout=processes.DEVNULL)
    image = vmlinux.read_bytes()
    entry = startup_64(image)
    main = start_kernel(vmlinux, BUILD / "bench/kallsyms-initramfs", qemu)
    return Files(ROM, vmlinux, bzimage, BUILD / "bench/initramfs", entry, main,
                 USER_ENTRY, first_instruction(image, entry), qemu)

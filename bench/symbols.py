# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a vmlinux has its startup_64 and start_kernel, without a change to it.

startup_64 is the ELF entry point. start_kernel is in the symbol table of a kernel of one's own
build; distributions strip it, and then the kernel itself tells, once, in a boot that reads
/proc/kallsyms. nokaslr keeps both where they are."""

import hashlib
import os
import re
import struct
import tempfile
from pathlib import Path
from typing import Iterator, List, NamedTuple, Optional, Tuple

from bench.measure import Failed, run_qemu

ELF64_HEADER, SECTION_HEADER, SYMBOL = "<16xHHIQQQIHHHHHH", "<IIQQQQIIQQ", "<IBBHQQ"
EM_X86_64, SHT_SYMTAB = 62, 2
SYMBOL_NAME = "start_kernel"
PREPARATION_LIMIT = 300  # seconds


class Section(NamedTuple):
    type: int
    offset: int
    size: int
    link: int


def startup_64(vmlinux: bytes) -> int:
    machine = struct.unpack_from("<H", vmlinux, 18)[0]
    if vmlinux[:5] != b"\x7fELF\2" or machine != EM_X86_64:
        raise Failed("the kernel is not one for x86-64, which the bench is made for")
    return struct.unpack_from(ELF64_HEADER, vmlinux)[3]


def _sections(elf: bytes) -> List[Section]:
    header = struct.unpack_from(ELF64_HEADER, elf)
    offset, size, count = header[5], header[10], header[11]
    if not offset or offset + size * count > len(elf):
        return []
    rows = (struct.unpack_from(SECTION_HEADER, elf, offset + i * size) for i in range(count))
    return [Section(row[1], row[4], row[5], row[6]) for row in rows]


def _symbols(elf: bytes) -> Iterator[Tuple[bytes, int]]:
    sections = _sections(elf)
    for table in sections:
        if table.type != SHT_SYMTAB:
            continue
        names = sections[table.link].offset
        for at in range(table.offset, table.offset + table.size, struct.calcsize(SYMBOL)):
            name, *_, value, _ = struct.unpack_from(SYMBOL, elf, at)
            yield elf[names + name:elf.index(b"\0", names + name)], value


def from_symbol_table(vmlinux: bytes) -> Optional[int]:
    return dict(_symbols(vmlinux)).get(SYMBOL_NAME.encode())


def from_kallsyms(text: str) -> int:
    """`text` is what the guest of bench/kallsyms.sh wrote to its console."""
    found = re.findall(rf"^([0-9a-f]{{16}}) [Tt] {SYMBOL_NAME}\r?$", text, re.MULTILINE)
    if len(found) != 1 or int(found[0], 16) == 0:
        raise Failed(f"/proc/kallsyms does not say where {SYMBOL_NAME} is")
    return int(found[0], 16)


def ask_the_kernel(vmlinux: Path, initrd: Path, qemu: str) -> int:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        console = Path(name, "console")
        run_qemu([*qemu.split(), "-M", "q35", "-m", "512M", "-accel", "tcg", "-nodefaults",
                  "-display", "none", "-no-user-config", "-no-reboot", "-serial", f"file:{console}",
                  "-kernel", str(vmlinux), "-initrd", str(initrd), "-append",
                  "console=ttyS0 nokaslr no_timer_check quiet panic=-1 rdinit=/kallsyms.sh"],
                 Path(name), PREPARATION_LIMIT)
        return from_kallsyms(console.read_text(errors="replace"))


def _cache(vmlinux: bytes) -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root, "pvh-boot/start_kernel", hashlib.sha256(vmlinux).hexdigest())


def start_kernel(vmlinux: Path, initrd: Path, qemu: str) -> int:
    image = vmlinux.read_bytes()
    address = from_symbol_table(image)
    if address is not None:
        return address
    known = _cache(image)
    if not known.exists():
        address = ask_the_kernel(vmlinux, initrd, qemu)
        known.parent.mkdir(parents=True, exist_ok=True)
        known.write_text(f"{address:#x}\n")
    return int(known.read_text(), 16)

# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a vmlinux has its startup_64 and start_kernel, without a change to it.

startup_64 is the ELF entry point. start_kernel is in the symbol table of a kernel of one's own
build; distributions strip it, and then the kernel itself tells, once, in a boot that reads
/proc/kallsyms. nokaslr keeps both where they are."""

import hashlib
import re
import tempfile
from pathlib import Path
from typing import Optional

from bench.measure import Failed, run_qemu
from harness import elf, processes
from harness.command import by_kernel, machine_options
from harness.paths import BUILD

INSTRUCTION_MAX = 15  # bytes
SYMBOL_NAME = "start_kernel"
PREPARATION_LIMIT = 300  # seconds
KALLSYMS_CMDLINE = "console=ttyS0 nokaslr no_timer_check quiet panic=-1 rdinit=/kallsyms.sh"


def startup_64(vmlinux: bytes) -> int:
    if vmlinux[:5] != b"\x7fELF\2" or elf.get_field(vmlinux, "e_machine") != elf.EM_X86_64:
        raise Failed("the kernel is not one for x86-64, which the bench is made for")
    return elf.get_field(vmlinux, "e_entry")


def first_instruction(vmlinux: bytes, address: int) -> str:
    """Of the code at a physical address: its bytes, in hexadecimal digits."""
    header = next(header for header in elf.program_headers(vmlinux)
                  if 0 <= address - header["p_paddr"] < header["p_filesz"])
    at = header["p_offset"] + address - header["p_paddr"]
    with tempfile.NamedTemporaryFile() as code:
        code.write(vmlinux[at:at + INSTRUCTION_MAX])
        code.flush()
        listing = processes.run(["objdump", "-D", "-b", "binary", "-m", "i386:x86-64", "-w",
                                 code.name], check=True, text=True, stdout=processes.PIPE).stdout
    return re.search(r"^ *0:\t([0-9a-f ]+)\t", listing, re.MULTILINE)[1].replace(" ", "")


def from_symbol_table(vmlinux: bytes) -> Optional[int]:
    return dict(elf.symbols(vmlinux)).get(SYMBOL_NAME)


def from_kallsyms(text: str) -> int:
    """`text` is what the guest of bench/kallsyms.sh wrote to its console."""
    found = re.findall(rf"^([0-9a-f]{{16}}) [Tt] {SYMBOL_NAME}\r?$", text, re.MULTILINE)
    if len(found) != 1 or int(found[0], 16) == 0:
        raise Failed(f"/proc/kallsyms does not say where {SYMBOL_NAME} is")
    return int(found[0], 16)


def ask_the_kernel(vmlinux: Path, initrd: Path, qemu: str) -> int:
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        console = Path(name, "console")
        run_qemu([*qemu.split(), *machine_options("q35"), "-m", "512M", "-accel", "tcg",
                  "-nodefaults", "-display", "none", "-no-user-config", "-no-reboot",
                  "-serial", f"file:{console}", *by_kernel(vmlinux, initrd, KALLSYMS_CMDLINE)],
                 Path(name), PREPARATION_LIMIT)
        return from_kallsyms(console.read_text(errors="replace"))


def _known(vmlinux: bytes) -> Path:
    return BUILD / "bench/start_kernel" / hashlib.sha256(vmlinux).hexdigest()


def start_kernel(vmlinux: Path, initrd: Path, qemu: str) -> int:
    image = vmlinux.read_bytes()
    address = from_symbol_table(image)
    if address is not None:
        return address
    known = _known(image)
    if not known.exists():
        address = ask_the_kernel(vmlinux, initrd, qemu)
        known.parent.mkdir(parents=True, exist_ok=True)
        known.write_text(f"{address:#x}\n")
    return int(known.read_text(), 16)

# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the tools with a ROM, a cache and a QEMU of the test's own."""
import os
import shlex
from pathlib import Path

from harness import processes
from harness.elfimage import Image, Segment, entry_note, note_segment
from harness.paths import BUILD

TOOLS = BUILD / "tools-checked"     # under the sanitizers
FAST_TOOLS = BUILD / "tools"        # as they are installed: for limits on memory, and for many runs
ENTRY = 0x1000000
TEXT = Segment(data=b"\xf4" * 16, paddr=ENTRY)
VMLINUX = Image([TEXT, note_segment(entry_note(ENTRY))]).build()
NOT_PVH = Image([TEXT, note_segment(entry_note(ENTRY, owner=b"nuttx\0"))]).build()


class Tool:
    """Whatever it is given lies in one directory, which is also the working directory's parent."""

    def __init__(self, path: Path):
        self.path, self.cache, self.kernel = path, path / "cache", path / "kernel"
        self.rom = path / "rom" / "pvh.bin"
        self.rom.parent.mkdir()
        self.rom.write_bytes(b"ROM")
        self.kernel.write_bytes(VMLINUX)
        self.cwd = path / "cwd"
        self.cwd.mkdir()

    def start(self, program: str, *words, **environment) -> processes.Process:
        base = {**os.environ, "XDG_CACHE_HOME": str(self.cache)}
        return processes.Process([TOOLS / program, *map(str, words)], text=True,
                                 stdout=processes.PIPE, stderr=processes.PIPE, cwd=self.cwd,
                                 env={**base, **environment})

    def call(self, program: str, *words, **environment):
        """Status, what it says, what it complains about."""
        process = self.start(program, *words, **environment)
        out, complaints = process.communicate()
        return process.returncode, out, complaints

    def boot(self, *words, **environment):
        return self.call("pvh-boot", "--rom", self.rom, *words, **environment)

    def dry(self, *words, **environment):
        """The words of QEMU's command line, on an accelerator that does not depend on the host."""
        status, out, complaints = self.boot("-n", "--accel", "tcg", self.kernel, *words,
                                            **environment)
        assert (status, complaints) == (0, ""), complaints
        assert out == shlex.join(shlex.split(out)) + "\n"
        return shlex.split(out)

    def by_kernel(self):
        """What hands the kernel to QEMU."""
        return ["-L", str(self.rom.parent), "-kernel", str(self.kernel)]

    def by_fw_cfg(self):
        """What hands it to the ROM."""
        return ["-option-rom", f"romfile={self.rom}", "-fw_cfg",
                f"name=opt/pvh/kernel,file={self.kernel}"]

    def fake_qemu(self, script: str, interpreter: str = "/bin/sh") -> Path:
        path = self.path / "qemu"
        path.write_text(f"#!{interpreter}\n{script}\n")
        path.chmod(0o755)
        return path

    def cached(self):
        """The packed kernels in the user's cache."""
        return sorted(path for path in (self.cache / "pvh-boot" / "kernels").glob("*")
                      if path.suffix not in (".of", ".relocs"))

    def settle(self):
        """What was made of a kernel file too young to be sure of is believed from now on."""
        for path in self.cached():
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime + 3600))

# SPDX-License-Identifier: GPL-2.0-or-later
"""A software TPM for QEMU, and the commands that it was given."""
import re
import socket
from pathlib import Path
from typing import List

from harness import processes
from harness.limits import BOOT_S

# How firmware locks the platform's part before it boots: TPM 2.0 part 2, 6.5.2; TPM 1.2 part 3.
HIERARCHY_CHANGE_AUTH, PHYSICAL_PRESENCE = 0x129, 0x4000000a
_READ_CLOCK, _GET_TICKS = 0x181, 0xf1       # so QEMU finds out which of the two it is
_CODE = re.compile(r"SWTPM_IO_Read: length \d+\n (?:[0-9A-F]{2} ){6}((?:[0-9A-F]{2} ){4})")


class Tpm:
    """Usable as a context: the process ends with QEMU, or at the latest with that."""

    def __init__(self, directory: Path, device: str, version: str = "--tpm2"):
        self._log = directory / "swtpm.log"
        path = str(directory / "swtpm")
        self.options = ["-chardev", "socket,id=tpm,path=" + path, "-device", device + ",tpmdev=tpm",
                        "-tpmdev", "emulator,id=tpm,chardev=tpm"]
        # Listening before either program runs: nobody has to wait for the other.
        with socket.socket(socket.AF_UNIX) as control:
            control.bind(path)
            control.listen(1)
            self._process = processes.Process(
                ["swtpm", "socket", *version.split(), "--tpmstate", "dir=%s" % directory,
                 "--ctrl", "type=unixio,fd=%d" % control.fileno(), "--terminate",
                 "--log", "file=%s,level=20" % self._log],
                pass_fds=[control.fileno()], stderr=processes.DEVNULL, limit_s=2 * BOOT_S)

    def __enter__(self) -> "Tpm":
        return self

    def __exit__(self, *_exception) -> None:
        self._process.end()

    def commands(self) -> List[int]:
        """Codes of the commands from the guest, once QEMU has ended."""
        self._process.wait()
        codes = [int(code.replace(" ", ""), 16) for code in _CODE.findall(self._log.read_text())]
        return [code for code in codes if code not in (_READ_CLOCK, _GET_TICKS)]

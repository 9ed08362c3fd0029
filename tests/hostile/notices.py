# SPDX-License-Identifier: GPL-2.0-or-later
"""What the ROM says of files under opt/pvh/ that it does not understand, before all else."""
import re
from typing import Dict, List

from harness.refusals import sentence

_KNOWN = re.compile(r"opt/pvh/(kernel|cmdline|early|trace|(initrd|module[1-9][0-9]{0,3})"
                    r"(\.cmdline)?)")
_SWITCHES = (b"on", b"off", b"on\n", b"off\n")


def notices(files: Dict[str, bytes], early: bool) -> List[str]:
    """The last unknown name in fw_cfg's directory, which is sorted; and opt/pvh/early, which, if it
    is neither on nor off, is off."""
    unknown = sorted(name for name in files
                     if name.startswith("opt/pvh/") and not _KNOWN.fullmatch(name))[-1:]
    switch = files.get("opt/pvh/early", b"on")
    if not early and (len(switch) > 4 or switch.rstrip(b"\0") not in _SWITCHES):
        unknown.append("opt/pvh/early")
    return [sentence("NOT_UNDERSTOOD", name) for name in unknown]

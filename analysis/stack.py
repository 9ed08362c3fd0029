#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""How deep can the ROM's two stacks become? Fails if that is deeper than layout.h has room for.

usage: stack.py PVH.ELF LAYOUT.H STACK.CFG [OBJDUMP]
"""
import re
import sys
from pathlib import Path
from typing import Dict, List, Tuple

from analysis.disassembly import Section
from analysis.frame import Bad
from analysis.walk import Config, Need, Walker

STUB_ENTRIES = ("rom_init", "bev_handler", "int19_handler")


def layout(path: str) -> Dict[str, int]:
    found = re.findall(r"^#define (\w+) (0x[0-9a-f]+|\d+)\b", Path(path).read_text(), re.M)
    return {name: int(value, 0) for name, value in found}


def read_config(path: str) -> Tuple[Config, int]:
    """The configuration, and what the caller has in use."""
    lines = [line.split("#")[0].split() for line in Path(path).read_text().splitlines()]
    words = [line for line in lines if line]
    numbers = {line[0]: int(line[1]) for line in words if line[0].startswith("bios-")}
    recursion = {line[1]: int(line[2]) for line in words if line[0] == "recursion"}
    return Config(recursion, numbers["bios-called"]), numbers["bios-caller"]


def check(what: str, need: Need, more: int, room: int, advice: str) -> str:
    account = "%s: %d of %d bytes\n  %s\n" % (what, need.bytes + more, room, " > ".join(need.path))
    if need.bytes + more > room:
        raise Bad("%s%s" % (account, advice))
    return account


def stage(objdump: str, elf: str, config: Config, room: Dict[str, int]) -> str:
    section = Section(objdump, elf, ".stage", 32)
    need = Walker(section, config).need(section.address_of("pvh_main"))
    return check("the stage's stack", need, 0, room["STAGE_STACK_MIN"],
                 "raise STAGE_STACK_MIN, or call less deep")


def stub(objdump: str, elf: str, config: Config, caller: int, room: Dict[str, int]) -> str:
    section = Section(objdump, elf, ".stub", 16)
    walker = Walker(section, config)
    need = max(walker.need(section.address_of(name)) for name in STUB_ENTRIES)
    return check("SeaBIOS's stack", need, caller, room["ROM_LIVE_END"] - room["STAGE_STACK"],
                 "lower STAGE_STACK, or push less")


def main(arguments: List[str]) -> int:
    elf, header, cfg = arguments[:3]
    objdump = arguments[3] if len(arguments) > 3 else "objdump"
    room = layout(header)
    try:
        config, caller = read_config(cfg)
        sys.stdout.write(stage(objdump, elf, config, room))
        sys.stdout.write(stub(objdump, elf, config, caller, room))
    except Bad as bad:
        print("stack: %s" % bad, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

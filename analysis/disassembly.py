# SPDX-License-Identifier: GPL-2.0-or-later
"""The linked ROM's instructions, as far as they matter to the stack. GNU objdump decodes them."""
import re
import subprocess
from typing import Dict, NamedTuple, Optional

from analysis.frame import Bad

_INSTRUCTION = re.compile(r"^ *([0-9a-f]+):\t(.*)$")
_SYMBOL = re.compile(r"^([0-9a-f]+) <([^>]+)>:$")
_PREFIX = re.compile(r"^(?:(?:rep|repn?z|lock|notrack|data16|addr16|addr32|[c-g]s|ss) )+")
_KINDS = (("call", r"call[lw]?"), ("ret", r"ret[lw]?"), ("far-ret", r"lret[lw]?|iret[lw]?"),
          ("far-call", r"lcall[lw]?|int"), ("far-jump", r"ljmp[lw]?"), ("jump", r"jmp[lw]?"),
          ("branch", r"j[a-z]+|loop[a-z]*"))


class Instruction(NamedTuple):
    name: str
    operands: str
    next: Optional[int]         # None: the section ends here

    @property
    def kind(self) -> str:
        """What it does to the flow of control; "" if it does nothing to it."""
        return next((kind for kind, names in _KINDS if re.fullmatch(names, self.name)), "")

    @property
    def target(self) -> Optional[int]:
        """Of a jump or a call; None if it is not a constant."""
        near = re.match(r"([0-9a-f]+) <", self.operands)
        far = re.fullmatch(r"\$0x[0-9a-f]+,\$0x([0-9a-f]+)", self.operands)
        return int((near or far)[1], 16) if near or far else None

    @property
    def selector(self) -> Optional[int]:
        """Of a far jump."""
        match = re.match(r"\$(0x[0-9a-f]+),", self.operands)
        return int(match[1], 16) if match else None


class Section:
    """One section of the linked ROM. bits: 16 or 32, of its code."""

    def __init__(self, objdump: str, elf: str, name: str, bits: int):
        self.bits, self.word = bits, bits // 8
        self.at: Dict[int, Instruction] = {}
        self.names: Dict[int, str] = {}
        mode = {16: "i8086", 32: "i386"}[bits]
        listing = subprocess.run([objdump, "-d", "-w", "--no-show-raw-insn", "-M", mode,
                                  "-j", name, elf], text=True, check=True, stdout=subprocess.PIPE)
        self._read(listing.stdout.splitlines())

    def _read(self, lines) -> None:
        found = []
        for line in lines:
            symbol, instruction = _SYMBOL.match(line), _INSTRUCTION.match(line)
            if symbol:
                self.names[int(symbol[1], 16)] = symbol[2]
            elif instruction:
                found.append((int(instruction[1], 16), _PREFIX.sub("", instruction[2].strip())))
        nexts = [address for address, _ in found[1:]] + [None]
        for (address, text), following in zip(found, nexts):
            name, _, operands = text.partition(" ")
            self.at[address] = Instruction(name, operands.split("#")[0].strip(), following)

    def address_of(self, name: str) -> int:
        found = [address for address, symbol in self.names.items() if symbol == name]
        if not found:
            raise Bad("there is no function %s" % name)
        return found[0]

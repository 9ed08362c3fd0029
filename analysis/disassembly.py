# SPDX-License-Identifier: GPL-2.0-or-later
"""The linked ROM's instructions, as far as they matter to the stack. GNU objdump decodes them."""
import re
import subprocess
from typing import Dict, NamedTuple, Optional, Tuple

_INSTRUCTION = re.compile(r"^ *([0-9a-f]+):\t(.*)$")
_SYMBOL = re.compile(r"^([0-9a-f]+) <([^>]+)>:$")
_PREFIX = re.compile(r"^(?:(?:rep|repn?z|lock|notrack|data16|addr16|addr32|[c-g]s|ss) )+")
_KINDS = (("call", r"call[lw]?"), ("ret", r"ret[lw]?"), ("far-ret", r"lret[lw]?|iret[lw]?"),
          ("far-call", r"lcall[lw]?|int"), ("far-jump", r"ljmp[lw]?"), ("jump", r"jmp[lw]?"),
          ("branch", r"j[a-z]+|loop[a-z]*"))
_PUSHED = re.compile(r"^(push|pop)(f|a)?([lw])?$")
_STACK_POINTER = re.compile(r"(^|,)%e?sp$")
_ARITHMETIC = re.compile(r"^(add|sub|and)[lw]? \$(-?0x[0-9a-f]+),%e?sp$")
_LEA = re.compile(r"^leal? (-?0x[0-9a-f]+|)\(%(esp|ebp)\),%esp$")


class Bad(Exception):
    """A sentence on why there is no bound."""


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

    def stack(self, depth: int, frame: Optional[int], word: int) -> Tuple[int, Optional[int]]:
        """The stack's depth, and what depth EBP points to if that is known, after it. A word has so
        many bytes."""
        if self.name.startswith("mov") and self.operands == "%esp,%ebp":
            return depth, depth
        pushed = _PUSHED.match(self.name)
        if pushed:
            size = self._width(pushed[3], word) * (8 if pushed[2] == "a" else 1)
            depth += size if pushed[1] == "push" else -size
        elif _STACK_POINTER.search(self.operands) and not self.name.startswith(("cmp", "test")):
            depth = self._moved(depth, frame)
        only_reads = self.name.startswith(("push", "cmp", "test"))
        changes_ebp = self.operands.endswith("%ebp") and not only_reads
        return depth, None if changes_ebp else frame

    def _width(self, suffix: Optional[str], word: int) -> int:
        """A general register tells by itself how wide it is."""
        if re.fullmatch(r"%e?[a-ds][xip]|%e?bp", self.operands):
            return 4 if self.operands.startswith("%e") else 2
        return {"w": 2, "l": 4, None: word}[suffix]

    def _moved(self, depth: int, frame: Optional[int]) -> int:
        text = "%s %s" % (self.name, self.operands)
        constant, lea = _ARITHMETIC.match(text), _LEA.match(text)
        if constant:
            value = int(constant[2], 16)
            value -= 1 << 32 if value >> 31 else 0
            # Aligning costs at most the alignment.
            return depth + {"add": -value, "sub": value, "and": -value}[constant[1]]
        if lea and lea[2] == "esp":
            return depth - int(lea[1] or "0", 16)
        if lea and frame is not None:
            return frame - int(lea[1] or "0", 16)
        raise Bad("`%s` makes a frame of unknown size" % text)


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

# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a function's stack pointer is, and which registers remember where it was.

A compiler that aligns the stack keeps the old pointer in a register (GCC in EBP, ECX or EDI), may
push that register, and takes the pointer from it again before it returns.
"""
import re
from typing import Dict, NamedTuple, Optional, Tuple, Union

_PUSHED = re.compile(r"(push|pop)(f|a)?([lw])?")
_ARITHMETIC = re.compile(r"(add|sub|and)[lw]? \$(-?0x[0-9a-f]+),%e?sp")
_COPY = re.compile(r"(?:leal? (-?0x[0-9a-f]+|)\(%(e..)\)|movl? %(e..)),%(e..)")
_LOAD = re.compile(r"movl? (-?0x[0-9a-f]+|)\(%(e..)\),%(e..)")
_WIDE_OF = {"al": "eax", "ah": "eax", "bl": "ebx", "bh": "ebx",
            "cl": "ecx", "ch": "ecx", "dl": "edx", "dh": "edx"}
_READ_ONLY = re.compile(r"(cmp|test|outs?)[bwl]?")
_WRITES_BOTH = re.compile(r"(xchg|xadd)[bwl]?")
# What an instruction changes without naming it.
_IMPLIED = ((re.compile(r"(movs|stos|lods|scas|cmps|ins|outs)[bwl]"), ("ecx", "esi", "edi")),
            (re.compile(r"i?(mul|div)[bwl]?"), ("eax", "edx")),
            (re.compile(r"c(lt|wt)d|rdtsc|rdmsr"), ("eax", "edx")),
            (re.compile(r"cmpxchg[bwl]?"), ("eax",)),
            (re.compile(r"cpuid"), ("eax", "ebx", "ecx", "edx")))
_CALL_CHANGES = ("eax", "ecx", "edx")

Place = Union[str, int]     # a register, or the depth of what was pushed


class Bad(Exception):
    """A sentence on why there is no bound."""


class Frame(NamedTuple):
    """Depths are counted from the caller's stack pointer before the call."""
    depth: int
    known: Tuple[Tuple[Place, int], ...] = ()   # what depth each points to

    def common(self, other: "Frame") -> "Frame":
        """What is true of both, which are equally deep."""
        return self._replace(known=tuple(pair for pair in self.known if pair in other.known))

    def after_call(self, popped: int) -> "Frame":
        known = {place: depth for place, depth in self.known if place not in _CALL_CHANGES}
        return _frame(self.depth - popped, known)

    def after(self, name: str, operands: str, word: int) -> "Frame":
        """After an instruction that goes on to the next. A word has so many bytes."""
        pushed = _PUSHED.fullmatch(name)
        if pushed:
            return self._pushed(pushed, operands, word)
        if name.startswith("leave"):
            return self._at("ebp", name)._pushed(_PUSHED.fullmatch("pop"), "%ebp", word)
        operands = operands.replace(",%eiz,1", "")     # no index: in what fills up to an alignment
        changed = _changed(name, operands)
        text = "%s %s" % (name, operands)
        return self._moved(text) if "esp" in changed else self._written(text, changed)

    def _pushed(self, instruction, operands: str, word: int) -> "Frame":
        size = _width(instruction[3], operands, word) * (8 if instruction[2] == "a" else 1)
        known, register = dict(self.known), operands.lstrip("%")
        if instruction[1] == "push":
            if register in known:
                known[self.depth + size] = known[register]
            return _frame(self.depth + size, known)
        popped = known.get(self.depth)
        for changed in (register,) if operands else tuple(known):
            known.pop(changed, None)
        if popped is not None and operands:
            known[register] = popped
        return _frame(self.depth - size, known)

    def _moved(self, text: str) -> "Frame":
        """By an instruction whose result is the stack pointer."""
        constant, copy = _ARITHMETIC.fullmatch(text), _COPY.fullmatch(text)
        if constant:
            value = int(constant[2], 16)
            value -= 1 << 32 if value >> 31 else 0
            # Aligning costs at most the alignment.
            change = {"add": -value, "sub": value, "and": -value}[constant[1]]
            return _frame(self.depth + change, dict(self.known))
        if copy:
            return self._at(copy[2] or copy[3], text, int(copy[1] or "0", 16))
        raise Bad("`%s` makes a frame of unknown size" % text)

    def _at(self, register: str, text: str, offset: int = 0) -> "Frame":
        """With the stack pointer so far above where the register points to."""
        depth = self._points_to(register)
        if depth is None:
            raise Bad("`%s` makes a frame of unknown size" % text)
        return _frame(depth - offset, dict(self.known))

    def _points_to(self, place: Place) -> Optional[int]:
        return self.depth if place == "esp" else dict(self.known).get(place)

    def _written(self, text: str, changed: Tuple[str, ...]) -> "Frame":
        known = {place: depth for place, depth in self.known if place not in changed}
        return _frame(self.depth, {**known, **self._copied(text)})

    def _copied(self, text: str) -> Dict[Place, int]:
        """The register that now points into the stack, if one does."""
        load, copy = _LOAD.fullmatch(text), _COPY.fullmatch(text)
        if not load and not copy:
            return {}
        match = load or copy
        pointed = self._points_to(match[2] or match[3])
        if pointed is not None:
            pointed -= int(match[1] or "0", 16)
            pointed = self._points_to(pointed) if load else pointed
        return {} if pointed is None else {match[match.re.groups]: pointed}


def _frame(depth: int, known: Dict[Place, int]) -> Frame:
    """What was pushed is gone once it has been popped."""
    left = [(place, at) for place, at in known.items()
            if isinstance(place, str) or place <= depth]
    return Frame(depth, tuple(sorted(left, key=str)))


def _width(suffix: Optional[str], operands: str, word: int) -> int:
    """A general register tells by itself how wide it is."""
    if re.fullmatch(r"%e?[a-ds][xip]|%e?bp", operands):
        return 4 if operands.startswith("%e") else 2
    return {"w": 2, "l": 4, None: word}[suffix]


def _changed(name: str, operands: str) -> Tuple[str, ...]:
    """The registers, by their 32-bit names."""
    implied = tuple(register for pattern, registers in _IMPLIED if pattern.fullmatch(name)
                    for register in registers)
    if _READ_ONLY.fullmatch(name):
        return implied
    registers = re.sub(r"[^,(]*\([^)]*\)", "", operands)
    written = registers if _WRITES_BOTH.fullmatch(name) else registers.rpartition(",")[2]
    named = re.findall(r"%(\w+)", written)
    return implied + tuple(_WIDE_OF.get(short, short if len(short) == 3 else "e" + short)
                           for short in named)

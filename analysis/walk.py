# SPDX-License-Identifier: GPL-2.0-or-later
"""Walks every path through a function and what it calls, and finds where the stack is deepest.

That the walk ends is the proof: recursion without a known bound, calls and jumps through pointers,
pushing in loops and frames of unknown size are errors.
"""
from typing import Dict, List, NamedTuple, Optional, Tuple

from analysis.disassembly import Instruction, Section
from analysis.frame import Bad, Frame

LOOP_LIMIT = 64         # depths at one address: a loop that pushes comes by ever deeper
SEL_CODE32 = 0x08       # layout.h


class Need(NamedTuple):
    bytes: int                  # at the deepest, return address included
    frame: int                  # of these its own, whatever it calls
    path: Tuple[str, ...]       # who is called then
    returns: bool
    pops: int = 0               # more than the return address: a far return


class Config(NamedTuple):
    recursion: Dict[str, int]   # function -> how many calls of it can be under way at once
    bios: int                   # bytes of stack to leave for what the BIOS is asked


class Walker:
    """The functions of one section."""

    def __init__(self, section: Section, config: Config):
        self.section, self.config = section, config
        self.known: Dict[int, Need] = {}
        self._open: List[int] = []

    def name(self, address: int) -> str:
        return self.section.names.get(address, "%#x" % address)

    def need(self, entry: int) -> Need:
        """Of a function, from its call on."""
        if entry in self._open:
            raise Bad("%s calls itself by way of %s"
                      % (self.name(entry), self.name(self._open[-1])))
        if entry not in self.known:
            self._open.append(entry)
            self.known[entry] = _Walk(self, entry).run()
            self._open.pop()
        return self.known[entry]


class State(NamedTuple):
    """Before an instruction."""
    address: Optional[int]
    frame: Frame


class _Walk:
    """One function."""

    def __init__(self, walker: Walker, entry: int):
        self.walker, self.entry = walker, entry
        self.section, self.word = walker.section, walker.section.word
        self.name = walker.name(entry)
        self.deepest, self.frame, self.path = self.word, self.word, ()
        self.returns, self.pops, self.at_recursion = False, 0, 0

    def run(self) -> Need:
        """Where paths meet at one depth, what holds on all of them is enough to go on with."""
        seen: Dict[Optional[int], Dict[int, Frame]] = {}
        todo = [State(self.entry, Frame(self.word))]
        while todo:
            address, frame = todo.pop()
            before = seen.setdefault(address, {})
            known = before.get(frame.depth)
            frame = frame if known is None else known.common(frame)
            if frame != known:
                before[frame.depth] = frame
                if len(before) > LOOP_LIMIT:
                    raise Bad("%s pushes in a loop" % self.name)
                todo += self.step(State(address, frame))
        return self.result()

    def result(self) -> Need:
        calls = self.walker.config.recursion[self.name] if self.at_recursion else 1
        name = self.name if calls == 1 else "%s (%d times)" % (self.name, calls)
        return Need(self.deepest + (calls - 1) * self.at_recursion, self.frame, (name, *self.path),
                    self.returns, self.pops)

    def note(self, depth: int, path: Tuple[str, ...] = ()) -> None:
        if depth > self.deepest:
            self.deepest, self.path = depth, path

    def step(self, state: State) -> List[State]:
        """Where it leads."""
        i = self.section.at.get(state.address)
        if i is None:
            raise Bad("%s runs into what is no instruction" % self.name)
        step = {"call": self.call, "ret": self.ret, "far-ret": self.far_ret,
                "far-call": self.bios, "far-jump": self.far_jump,
                "jump": self.jump, "branch": self.branch}.get(i.kind, self.plain)
        return step(i, state)

    def plain(self, i: Instruction, state: State) -> List[State]:
        try:
            frame = state.frame.after(i.name, i.operands, self.word)
        except Bad as bad:
            raise Bad("%s: %s" % (self.name, bad)) from bad
        self.note(frame.depth)
        self.frame = max(self.frame, frame.depth)
        return [State(i.next, frame)]

    def ret(self, _i: Instruction, state: State) -> List[State]:
        """With more on the stack it is a jump, to what was pushed last."""
        if state.frame.depth < self.word:
            raise Bad("%s takes more off the stack than it puts there" % self.name)
        self.returns = self.returns or state.frame.depth == self.word
        return []

    def far_ret(self, i: Instruction, state: State) -> List[State]:
        self.pops = self.word
        return self.ret(i, state)

    def jump(self, i: Instruction, state: State) -> List[State]:
        if i.target is None:
            raise Bad("%s jumps through a pointer" % self.name)
        return [state._replace(address=i.target)]

    def branch(self, i: Instruction, state: State) -> List[State]:
        return [*self.jump(i, state), state._replace(address=i.next)]

    def far_jump(self, i: Instruction, state: State) -> List[State]:
        """Into the stage, which has its own stack and comes back with a far return; within it; or
        away for good, to real mode or the next one's INT 19h."""
        if i.selector != SEL_CODE32:
            return []
        if self.section.bits == 16:
            return self.far_ret(i, state._replace(frame=Frame(self.word)))
        return self.jump(i, state)

    def bios(self, i: Instruction, state: State) -> List[State]:
        """INT pushes flags and a far address; a far call less."""
        if self.section.bits == 32:
            raise Bad("%s calls the BIOS from protected mode" % self.name)
        self.note(state.frame.depth + 3 * self.word + self.walker.config.bios,
                  ("%s %s" % (i.name, i.operands),))
        return [state._replace(address=i.next)]

    def call(self, i: Instruction, state: State) -> List[State]:
        if i.target is None:
            raise Bad("%s calls through a pointer" % self.name)
        if i.target == self.entry:
            return self.recursion(i, state)
        called = self.walker.need(i.target)
        self.note(state.frame.depth + called.bytes, called.path)
        after = State(i.next, state.frame.after_call(called.pops))
        return [after] if called.returns else []

    def recursion(self, i: Instruction, state: State) -> List[State]:
        if self.name not in self.walker.config.recursion:
            raise Bad("%s calls itself" % self.name)
        self.at_recursion = max(self.at_recursion, state.frame.depth)
        return [State(i.next, state.frame.after_call(0))]

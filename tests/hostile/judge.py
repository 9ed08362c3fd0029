# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs one recipe and compares how it ends with what the oracle foretold."""
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import List, Optional

from harness import boot, early, qtest
from harness.guestblob import disk
from harness.gdbstub import Debugger, paused
from harness.qemu import DISK_EXIT, GOOD_EXIT, Qemu, QemuFailure

from tests.hostile import compare, look, qemus_kernel
from tests.hostile.notices import notices
from tests.hostile.outcome import Boots, Disk
from tests.hostile.recipe import Recipe
from tests.hostile.setting import Setting

DEADLINE_S = 60


@dataclass
class Verdict:
    """kind: boots, looked-at, refused, disk; qemu and foreign are none of the ROM's business."""
    kind: str
    sentence: Optional[str] = None
    early: bool = False
    problems: List[str] = field(default_factory=list)
    note: str = ""


class _Trial:
    """One boot from its start to the verdict."""

    def __init__(self, recipe: Recipe, directory: Path):
        self.setting = Setting(recipe)
        self.directory = directory

    def run(self) -> Verdict:
        setting, by_qemu = self.setting, self.setting.recipe.by_qemu
        what = setting.recipe.what(setting.elf, self.directory)
        what["extra"] += paused(self.directory)
        what["extra"] += qtest.options(self.directory) if by_qemu else []
        with boot.start(setting.machine, disk=disk(), exit_device=True, deadline_s=DEADLINE_S,
                        **what) as vm:
            try:
                vm.qmp("query-status")
            except QemuFailure:
                return self._qemu_refused(vm)
            if by_qemu:
                setting.given.qemu = qemus_kernel.read(self.directory)
                if not setting.given.qemu.entry:
                    return Verdict("foreign")
            try:
                return self._follow(vm)
            except QemuFailure as failure:
                return Verdict("failed", problems=[str(failure)])

    def _qemu_refused(self, vm: Qemu) -> Verdict:
        """-kernel alone can bring that about: a message, a crash or a hang of QEMU's own loader."""
        status = vm._process.poll()
        note = "hangs" if status is None else "status %d: %s" % (status, vm.text("qemu").strip())
        problems = [] if self.setting.recipe.by_qemu and not vm.log else [vm.account()]
        return Verdict("qemu", note=note, problems=problems)

    def _follow(self, vm: Qemu) -> Verdict:
        foretold = self.setting.foretold()
        boots = isinstance(foretold, Boots)
        if boots and not self.setting.can_report(foretold):
            return self._look(vm, foretold)
        vm._qmp.send("cont", {})        # an early boot may be over before QEMU has answered
        return self._report(vm, foretold) if boots else self._see_disk(vm, foretold)

    def _report(self, vm: Qemu, boots: Boots) -> Verdict:
        vm.wait_exit(GOOD_EXIT)
        reports = vm.reports()
        if len(reports) != 1:
            vm.fail("%d reports" % len(reports))
        boots = compare.as_it_was(self.setting, vm, reports[0], boots)
        return Verdict("boots", early=not early.is_at_int19(vm.log),
                       problems=compare.reported(self.setting, vm, reports[0], boots))

    def _look(self, vm: Qemu, boots: Boots) -> Verdict:
        with Debugger(vm, self.directory) as debugger:
            look.run_to_entry(vm, debugger)
            r = look.report(vm)
            boots = compare.as_it_was(self.setting, vm, r, boots)
            return Verdict("looked-at", early=not early.is_at_int19(vm.log),
                           problems=compare.looked_at(self.setting, vm, r, boots))

    def _see_disk(self, vm: Qemu, foretold: Disk) -> Verdict:
        """It boots after this sentence, on both consoles; None is for not a word."""
        vm.wait_exit(DISK_EXIT)
        sentence, expected = foretold.sentence, []
        if sentence is not None:
            expected = [*notices(self.setting.given.files, early=False), sentence]
        problems = compare.said(vm, expected)
        if vm.text("report") != self.setting.before_disk + "disk\n":
            problems.append("report stream: %r" % vm.text("report"))
        return Verdict("disk" if sentence is None else "refused", sentence, problems=problems)


def judge(recipe: Recipe) -> Verdict:
    with TemporaryDirectory(prefix="pvh-hostile-") as directory:
        return _Trial(recipe, Path(directory)).run()

# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs QEMU and watches it: what the guest writes, QMP, memory, exit status.

Every wait is for an event (bytes on a stream, a QMP answer, the end of the process). A deadline
over the whole run (limits.py) turns a hang into a failure that shows all logs; so does a guest that
resets itself or a QEMU that ends while something is still expected of it.
"""
import os
import select
import tempfile
from pathlib import Path
from typing import Callable, Dict, List, Sequence

from harness import processes, qmp, report
from harness.limits import BOOT_S, Deadline
from harness.report import Report

DEADLINE_S = BOOT_S
GOOD_EXIT = 0x2a << 1 | 1           # isa-debug-exit: the status is (value << 1) | 1
DISK_EXIT = 0x55 << 1 | 1
REPORT_END = b"end=ok\n"


class QemuFailure(AssertionError):
    pass


class Qemu:
    """A running QEMU. Its streams: `report` (port 0xe9), `log` (0x402), `com1`, `qemu` (stderr)."""

    def __init__(self, command: Sequence[str], deadline_s: float = DEADLINE_S):
        self._directory = tempfile.TemporaryDirectory(prefix="pvh-test-")
        self.directory = Path(self._directory.name)
        self._command = list(command)
        self._deadline_s = deadline_s
        self._streams: Dict[int, str] = {}
        self._text: Dict[str, bytearray] = {}
        self._for_child: List[int] = []
        self._qmp_ready = False
        self._resets_allowed = 0.0

    def __enter__(self) -> "Qemu":
        self._deadline = Deadline(self._deadline_s)
        self._qmp = qmp.Channel()
        self._for_child.append(self._qmp.child_fd)
        command = [*self._command, *self._qmp.options(),
                   *self._chardev("report"), "-device", "isa-debugcon,chardev=report",
                   *self._chardev("log"), "-device", "isa-debugcon,iobase=0x402,chardev=log",
                   *self._chardev("com1"), "-serial", "chardev:com1"]
        stderr = self._pipe("qemu")
        self._process = processes.Process(command, pass_fds=self._for_child, stderr=stderr,
                                          cwd=self.directory, limit_s=2 * self._deadline_s)
        for fd in self._for_child:
            os.close(fd)
        return self

    def __exit__(self, *_exception) -> None:
        self._process.end()
        self._qmp.close()
        for fd in self._streams:
            os.close(fd)
        self._directory.cleanup()

    def _pipe(self, name: str) -> int:
        ours, theirs = os.pipe()
        self._streams[ours] = name
        self._text[name] = bytearray()
        self._for_child.append(theirs)
        return theirs

    def _chardev(self, name: str) -> List[str]:
        fd = self._pipe(name)
        return ["-add-fd", "fd=%d,set=%d" % (fd, fd),
                "-chardev", "file,id=%s,append=on,path=/dev/fdset/%d" % (name, fd)]

    def text(self, name: str) -> str:
        return self._text[name].decode("latin-1")

    @property
    def log(self) -> str:
        return self.text("log")

    def account(self) -> str:
        """Everything that is known, for the message of a failure."""
        command = " ".join(part[:200] for part in self._command)
        streams = ["--- %s:\n%s" % (name, self.text(name)[-6000:]) for name in sorted(self._text)]
        return "\n".join([command, *streams])

    def fail(self, why: str) -> None:
        raise QemuFailure(why + "\n" + self.account())

    def _read_stream(self, fd: int) -> None:
        data = os.read(fd, 1 << 16)
        self._text[self._streams[fd]] += data
        if not data:
            os.close(fd)
            del self._streams[fd]

    def _sources(self) -> list:
        return [*self._streams, *([self._qmp] if self._qmp.is_open else [])]

    def _read_ready(self, limit_s: float) -> None:
        for source in select.select(self._sources(), [], [], limit_s)[0]:
            self._qmp.read() if source is self._qmp else self._read_stream(source)

    def _pump(self) -> bool:
        """Wait for something to arrive; False when QEMU has closed everything."""
        if not self._sources():
            return False
        self._read_ready(self._deadline.left())
        if not self._deadline.left():
            self.fail("it did not end within %s" % self._deadline)
        return True

    def _guest_resets(self) -> int:
        return sum(e["event"] == "RESET" and e["data"]["guest"] for e in self._qmp.events)

    def _check_hope(self) -> None:
        """Fail at once where nothing can come any more."""
        if self._guest_resets() > self._resets_allowed:
            self.fail("the guest reset the machine (a triple fault?)")
        if "No bootable device." in self.log:
            self.fail("SeaBIOS gave up")

    def wait_until(self, done: Callable[[], bool], what: str) -> None:
        while not done():
            self._check_hope()
            if not self._pump() and not done():
                self.fail("QEMU ended (status %s) before %s" % (self._process.wait(), what))
        self._read_ready(0)     # what came on other streams before that

    def wait_text(self, stream: str, wanted: str, count: int = 1) -> None:
        raw = wanted.encode("latin-1")
        self.wait_until(lambda: self._text[stream].count(raw) >= count,
                        "%r came on %s" % (wanted, stream))

    def wait_event(self, name: str) -> None:
        self.qmp("query-status")            # events come from now on
        self.wait_until(lambda: any(e["event"] == name for e in self._qmp.events), name)

    def wait_exit(self, status: int) -> None:
        """Until QEMU ends, and with this status."""
        while self._pump():
            self._check_hope()
        if self._process.wait() != status:
            self.fail("QEMU ended with status %d, not %d" % (self._process.wait(), status))

    def reports(self) -> List[Report]:
        *whole, _rest = bytes(self._text["report"]).split(REPORT_END)
        texts = ((part + REPORT_END).decode("latin-1") for part in whole)
        return [report.parse(text[text.rindex("begin="):]) for text in texts]

    def wait_report(self, number: int = 1) -> Report:
        """The number-th report since QEMU began."""
        self.wait_text("report", REPORT_END.decode(), number)
        if self._resets_allowed:
            self.qmp("query-status")        # its answer comes after all events of before
            self._resets_allowed = self._guest_resets()
        return self.reports()[number - 1]

    def _qmp_answer(self, to: str) -> dict:
        self.wait_until(lambda: bool(self._qmp.answers), "QMP: " + to)
        return self._qmp.answers.pop()

    def qmp(self, name: str, **arguments):
        if not self._qmp_ready:
            self._qmp_ready = True
            self._qmp_answer("qmp_capabilities")
        self._qmp.send(name, arguments)
        answer = self._qmp_answer(name)
        assert "return" in answer, (name, arguments, answer)
        return answer["return"]

    def hmp(self, line: str) -> str:
        return self.qmp("human-monitor-command", **{"command-line": line})

    def memory(self, address: int, size: int) -> bytes:
        path = self.directory / "pmemsave"
        self.qmp("pmemsave", val=address, size=size, filename=str(path))
        return path.read_bytes()

    def screen(self) -> str:
        """The text on a VGA screen in mode 3, 80 x 25."""
        cells = self.memory(0xb8000, 80 * 25 * 2)[::2].decode("cp437").replace("\0", " ")
        return "\n".join(cells[i:i + 80].rstrip() for i in range(0, len(cells), 80))

    def allow_resets(self) -> None:
        """By the guest itself, for good. How many one of SeaBIOS's makes depends on timing."""
        self._resets_allowed = float("inf")

    def reset(self) -> None:
        """A warm reset, as by the machine's button.

        On pc and q35 SeaBIOS answers with a hard reset. It tries several ways, one after the
        other, and how many take effect depends on timing: they count only after the next report.
        """
        self._resets_allowed = float("inf")
        self.qmp("system_reset")

    def wait_halt(self) -> str:
        """Until every CPU sleeps in HLT, as the guest does when nothing ends QEMU: their state."""
        while "HLT=0" in (state := self.hmp("info registers -a")):
            pass
        return state

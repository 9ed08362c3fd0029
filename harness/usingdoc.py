# SPDX-License-Identifier: GPL-2.0-or-later
"""The examples of docs/using.md, as they stand there, and what of them a test has to replace."""
import re
import shlex
import shutil
from pathlib import Path
from typing import List, NamedTuple, Optional

from harness import boot, early, shapes
from harness.bzimage import bzimage, payload
from harness.paths import REPOSITORY
from harness.report import Report
from harness.toolrun import FAST_TOOLS

DOCUMENT = REPOSITORY / "docs/using.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
_HEADING = re.compile(r"^## (.*)$", re.M)


class Example(NamedTuple):
    heading: str
    number: int         # below its heading
    language: str
    text: str

    def __str__(self) -> str:
        return "%s-%d" % (self.heading.split()[-1], self.number)


def examples(language: str) -> List[Example]:
    text = DOCUMENT.read_text()
    headings = [(found.start(), found[1]) for found in _HEADING.finditer(text)]
    found: List[Example] = []
    for block in _BLOCK.finditer(text):
        heading = [name for start, name in headings if start < block.start()][-1]
        number = sum(example.heading == heading for example in found) + 1
        found.append(Example(heading, number, *block.groups()))
    return [example for example in found if example.language == language]


def unit_command(text: str) -> str:
    """What a systemd unit starts."""
    return re.search(r"^ExecStart=((?:.*\\\n)*.*)$", text, re.M)[1].replace("%i", "guest")


def words(command: str) -> List[str]:
    return shlex.split(command.replace("\\\n", " "))


def cmdline(text: str) -> bytes:
    """The kernel's, by whichever of the three ways the example hands it over."""
    found = re.search(r'(?:-append |string=)"(.*?)"|<cmdline>(.*?)<|opt/pvh/cmdline\'>(.*?)<', text)
    return next(filter(None, found.groups())).encode() if found else b""


def module_cmdlines(text: str, modules: int) -> List[Optional[bytes]]:
    """Of each module; None without one."""
    given = re.findall(r'\.cmdline,string="(.*?)"', text)
    return [text.replace(",,", ",").encode() for text in given] or [None] * modules


def is_early(text: str) -> bool:
    return "vgaroms/" in text or "'opt/pvh/early'>on" in text or "pvh-qemu</emulator>" in text


_INITRD = b"initrd" * 1000
_KERNELS = ("vmlinux", "/var/lib/pvh/guest/vmlinux", "/var/lib/libvirt/images/vmlinux")
_MODULE = "module1.img"
_INITRDS = ("initrd.img", "/var/lib/pvh/guest/initrd.img", "/var/lib/libvirt/images/initrd.img")


def install_qemu(directory: Path) -> Path:
    """pvh-qemu and what it needs, within reach of whoever reaches the directory."""
    for name, source in (("bin/pvh-qemu", FAST_TOOLS / "pvh-qemu"),
                         ("share/pvh-boot/pvh.bin", boot.ROM),
                         ("bin/pvh-extract", FAST_TOOLS / "pvh-extract")):
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, directory / name)
    return directory / "bin/pvh-qemu"


class Files:
    """What the examples name, below a directory; the reporting guest is the kernel."""

    def __init__(self, directory: Path):
        self.kernel = shapes.debian_amd64()
        vmlinux, initrd, rom = (directory / name for name in ("vmlinux", "initrd.img", "pvh.bin"))
        vmlinux.write_bytes(self.kernel.elf)
        for path in (initrd, directory / _MODULE):
            path.write_bytes(_INITRD)
        for name in ("pvh.bin", "pvh-boot.bin"):
            shutil.copy(boot.ROM, directory / name)
        vmlinuz, emulator = directory / "vmlinuz", install_qemu(directory)
        vmlinuz.write_bytes(bzimage(payload(self.kernel.elf, "gzip")))
        self._paths = {"/boot/vmlinuz": vmlinuz, "/usr/bin/pvh-qemu": emulator,
                       **dict.fromkeys(_KERNELS, vmlinux), **dict.fromkeys(_INITRDS, initrd),
                       "/usr/share/pvh-boot": directory, "/usr/share/pvh-boot/pvh.bin": rom,
                       _MODULE: directory / _MODULE,
                       "pvh-boot.bin": directory / "pvh-boot.bin"}

    def replaced(self, text: str) -> str:
        """The example with paths of these files."""
        paths = sorted(self._paths, key=len, reverse=True)
        pattern = r"(?<![\w./-])(%s)(?![\w.-])" % "|".join(map(re.escape, paths))
        return re.sub(pattern, lambda match: str(self._paths[match[1]]), text)

    def check(self, text: str, report: Report, log: str) -> None:
        """Kernel, command line and initrd came as the example says, and as early."""
        has_initrd = any(name in text for name in _INITRDS)
        assert self.kernel.violations(report, has_initrd) == []
        assert report.cmdline == cmdline(text)
        modules = has_initrd + (_MODULE in text)
        assert [module.entry.size for module in report.modules] == [len(_INITRD)] * modules
        assert [module.cmdline for module in report.modules] == module_cmdlines(text, modules)
        assert early.is_at_int19(log) == (not is_early(text))

# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/using.md's libvirt domains: good XML by libvirt's own schema, and booted by libvirt itself,
in a process of its own (virt-qemu-run), without a daemon and as an ordinary user."""
import os
import select
import shutil
import tempfile
from pathlib import Path
from typing import List

from harness import processes, report
import pytest
from harness.limits import Deadline
from harness.qemu import DEADLINE_S, REPORT_END
from harness.usingdoc import Files, examples

NOBODY = 65534
NAMESPACE = "http://libvirt.org/schemas/domain/qemu/1.0"
# No services beside it, and nothing that takes a privilege.
CONFIG = """\
cgroup_controllers = []
namespaces = []
security_driver = "none"
stdio_handler = "file"
"""


@pytest.fixture
def directory():
    """In reach of an ordinary user, as pytest's own is not if root runs it."""
    path = Path(tempfile.mkdtemp(prefix="pvh-libvirt-"))
    (path / "root/etc").mkdir(parents=True)
    (path / "root/etc/qemu.conf").write_text(CONFIG)
    os.mkfifo(path / "report")
    yield path
    shutil.rmtree(path)


def give_away(directory: Path) -> List[str]:
    """To whom the command that follows runs as: what goes before it."""
    if os.geteuid() != 0:
        return []
    for path in (directory, *directory.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    return ["setpriv", "--reuid=%d" % NOBODY, "--regid=%d" % NOBODY, "--clear-groups"]


def instrumented(xml: str, directory: Path) -> str:
    """Emulated, with the ports that a test listens to, and an end."""
    options = ["-debugcon", "file:%s/report" % directory, "-device", "isa-debug-exit",
               "-chardev", "file,id=log,path=%s/log" % directory,
               "-device", "isa-debugcon,iobase=0x402,chardev=log"]
    more = "".join("<qemu:arg value='%s'/>" % option for option in options)
    if "</qemu:commandline>" not in xml:
        xml = xml.replace("<domain", "<domain xmlns:qemu='%s'" % NAMESPACE, 1).replace(
            "</domain>", "<qemu:commandline></qemu:commandline></domain>")
    return (xml.replace(" type='kvm'", " type='qemu'", 1)
            .replace("</qemu:commandline>", more + "</qemu:commandline>"))


def read_to_end(pipe: int, process: processes.Process) -> str:
    """What the guest writes until QEMU ends. Libvirt is done when it has closed its output."""
    text, said, deadline = b"", b"", Deadline(DEADLINE_S)
    while deadline.left():
        ready = select.select([pipe, process.stdout], [], [], deadline.left())[0]
        if pipe in ready:
            data = os.read(pipe, 1 << 16)
            text += data
            if not data:
                return text.decode("latin-1")
        elif ready:
            data = os.read(process.stdout.fileno(), 1 << 16)
            said += data
            if not data:
                break
    raise AssertionError("libvirt did not boot it: %r\nIt wrote:\n%s" % (text, said.decode()))


def run(domain: Path, directory: Path) -> str:
    pipe = os.open(directory / "report", os.O_RDONLY | os.O_NONBLOCK)
    command = [*give_away(directory), "virt-qemu-run", "--root", directory / "root", domain]
    own = {"HOME": str(directory), "XDG_RUNTIME_DIR": str(directory)}
    # It takes the domain for crashed and does not end by itself, and it cannot be asked to:
    # its handler of SIGTERM takes locks which the thread that it interrupts may hold.
    try:
        with processes.Process(command, env={"PATH": os.environ["PATH"], **own}, daemons=True,
                               stdout=processes.PIPE, stderr=processes.STDOUT) as process:
            return read_to_end(pipe, process)
    finally:
        os.close(pipe)


@pytest.mark.parametrize("example", examples("xml"), ids=str)
def test_valid(example, tmp_path):
    path = tmp_path / "domain.xml"
    path.write_text(example.text)
    done = processes.run(["virt-xml-validate", path, "domain"], text=True, capture_output=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("example", examples("xml"), ids=str)
def test_boots(example, directory):
    files = Files(directory)
    domain = directory / "domain.xml"
    domain.write_text(instrumented(files.replaced(example.text), directory))
    said = run(domain, directory)
    assert said.endswith(REPORT_END.decode())
    files.check(example.text, report.parse(said), (directory / "log").read_text("latin-1"))

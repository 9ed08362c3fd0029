# SPDX-License-Identifier: GPL-2.0-or-later
"""What pvh-boot and pvh-qemu cost: processor time in pairs with the command line that they execute,
on a QEMU that does nothing, and the same whatever the sizes of kernel and initrd."""
import os
import resource
import shlex
import statistics
import time

import pytest
from harness import processes
from harness.bzimage import bzimage, payload
from harness.elfimage import Image, Segment, entry_note, note_segment
from harness.toolrun import ENTRY, FAST_TOOLS

PAIRS = 21
MIB = 1 << 20
LIMIT_S = 0.002
# Starting a program that does nothing takes about this long on the machine that the limit is for.
NOTHING_S = 0.001


def cpu_s(words, environment):
    """Processor time, its own and the kernel's for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    processes.run(words, check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.fixture(params=[1, 200], ids=["1 MiB", "200 MiB"])
def kernel(request, tmp_path):
    """A vmlinuz of that size, in the cache, and an initrd."""
    data = bytes(range(1, 256)) * (request.param * MIB // 1000)
    vmlinux = Image([Segment(data=data, paddr=ENTRY), note_segment(entry_note(ENTRY))]).build()
    path = tmp_path / "vmlinuz"
    path.write_bytes(bzimage(payload(vmlinux, "lz4")))
    with open(path, "r+b") as file:         # only as large as that: what is behind the payload
        file.truncate(request.param * MIB)  # is not looked at
    (tmp_path / "initrd").touch()
    os.truncate(tmp_path / "initrd", request.param * MIB)
    return path


def test_processor_time(tmp_path, kernel):
    """The young file's entry in the cache is made believable, as it is two seconds later."""
    nothing = tmp_path / "qemu-system-x86_64"
    (tmp_path / "nothing.c").write_text("int main(void) { return 0; }\n")
    processes.run(["cc", "-O2", "-o", nothing, tmp_path / "nothing.c"], check=True)
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PVH_QEMU": str(nothing)}
    given = ["-i", str(tmp_path / "initrd"), str(kernel)]
    boot = [str(FAST_TOOLS / "pvh-boot"), "--qemu", str(nothing), *given]
    printed = processes.run([*boot, "-n"], env=environment, text=True, stdout=processes.PIPE,
                             check=True).stdout
    for entry in (tmp_path / "pvh-boot/kernels").iterdir():
        os.utime(entry, (time.time(), time.time() + 3600), follow_symlinks=False)
    qemu = [str(FAST_TOOLS / "pvh-qemu"), "-nographic", "-m", "2G", "-kernel", str(kernel)]
    for launcher in (boot, qemu):
        pairs = [(cpu_s(launcher, environment), cpu_s(shlex.split(printed), environment))
                 for _ in range(PAIRS)]
        over = statistics.median(first - second for first, second in pairs)
        slowness = max(1, statistics.median(second for _, second in pairs) / NOTHING_S)
        assert over <= LIMIT_S * slowness, pairs

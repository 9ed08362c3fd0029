# SPDX-License-Identifier: GPL-2.0-or-later
"""The ROM keeps every clause of the conformance guest; others, which the guest must see, do not."""
import shutil

from tests.conformance import conformance_guest as guest
from harness import processes
import pytest
from conformance import boots
from harness.paths import REPOSITORY

_OURS = [name for name, loader in boots.LOADERS.items() if loader.ours]
_MACHINES = ("pc", "q35", "isapc", "microvm")


def _some_of_ours():
    """All routes and machines once, and all the rest on pc; `make conformance` boots every one."""
    for loader in _OURS:
        for machine in _MACHINES:
            yield boots.Boot(loader, machine, 64, boots.WITH_INITRD)
        for case in boots.LOADERS[loader].cases:
            yield boots.Boot(loader, "pc", 32, case)


def _name(boot):
    return "%s %s" % (boot.loader, boot)


@pytest.mark.parametrize("boot", _some_of_ours(), ids=_name)
def test_ours_keeps_every_clause(boot, tmp_path):
    result = boots.run(boot, tmp_path)
    assert result.problem == ""
    assert guest.not_ok(result.report) == []
    assert boot.case.told.isdisjoint(guest.skipped(result.report))


# What may be skipped, and why: no more than this.
_ALWAYS = {"bare": {"MOD_RESERVED", "MOD_ALIGNED", "MOD_RAM", "MOD_CONTENT", "MOD_STRINGS"},
           "initrd": {"MOD_NONE"}}


@pytest.mark.parametrize("machine,more", [
    ("pc", {"RSDP_EXTENDED", "XSDT"}),
    ("isapc", {"RSDP", "RSDP_SIGNATURE", "RSDP_SUM", "RSDP_EXTENDED", "RSDT", "XSDT", "TABLES"}),
    ("microvm", {"RSDT"}),
])
@pytest.mark.parametrize("case", [boots.BARE, boots.WITH_INITRD], ids=str)
def test_skipped_is_only_what_does_not_apply(machine, more, case, tmp_path):
    report = boots.run(boots.Boot("-kernel", machine, 32, case), tmp_path).report
    assert set(guest.skipped(report)) == _ALWAYS[case.name] | more


@pytest.mark.parametrize("loader,case,clause", [
    ("QEMU", boots.BARE, "TR_LIMIT"), ("QEMU", boots.BARE, "ABOVE_64K"),
    ("QEMU", boots.LONG, "MAGIC"), ("QEMU", boots.DIRTY, "MOD_COUNT"),
    ("qboot", boots.BARE, "TR_LIMIT"), ("qboot", boots.BARE, "MAP_SORTED"),
    ("qboot", boots.WITH_INITRD, "ABOVE_64K"),
], ids=str)
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="a defect, which the guest sees")
def test_others_keep_this_clause(loader, case, clause, tmp_path):
    result = boots.run(boots.Boot(loader, "pc", 64, case), tmp_path)
    assert clause not in guest.not_ok(result.report)


def test_it_builds_without_the_rest_of_the_tree(tmp_path):
    shutil.copytree(REPOSITORY / "conformance", tmp_path / "conformance")
    processes.run(["make", "-f", "conformance/build.mk", "BUILD=out", "out/pvh-conformance.elf"],
                  cwd=tmp_path, check=True, capture_output=True, env={"PATH": "/usr/bin:/bin"})
    alone = (tmp_path / "out/pvh-conformance.elf").read_bytes()
    assert len(alone) > 0x8000
    assert alone[:4] == b"\x7fELF" and alone[4] == 2


def test_words_on_com1_are_the_same(tmp_path):
    """Where there is no debug port, the report comes on the serial line."""
    boot = boots.Boot("-kernel", "pc", 64, boots.BARE)
    command = boot.command(tmp_path)
    serial = tmp_path / "serial"
    done = processes.run([*command, "-serial", "file:%s" % serial],
                         capture_output=True, limit_s=boots.DEADLINE_S)
    assert done.returncode == boots.GOOD_EXIT
    assert serial.read_bytes() == done.stdout


def test_other_exit_port(tmp_path):
    command = boots.Boot("-kernel", "pc", 64, boots.BARE).command(tmp_path)
    at = command.index("isa-debug-exit")
    command[at] = "isa-debug-exit,iobase=0xf4"
    done = processes.run(command, capture_output=True,
                         limit_s=boots.DEADLINE_S)
    assert done.returncode == boots.GOOD_EXIT

# SPDX-License-Identifier: GPL-2.0-or-later
"""With a TPM the ROM waits for INT 19h, because SeaBIOS must lock the platform before it boots."""
from harness import boot, early, swtpm
import pytest
from harness.qemu import DISK_EXIT, GOOD_EXIT
from harness.refusals import check_said_once, sentence

NOT_EARLY = sentence("NOT_EARLY", "TPM needs SeaBIOS")


@pytest.fixture(params=early.WAYS, ids=str)
def way(request):
    return request.param


@pytest.fixture(params=["tpm-tis", "tpm-crb"])
def tpm(request, tmp_path):
    with swtpm.Tpm(tmp_path, request.param) as running:
        yield running


@pytest.mark.parametrize("machine_", [boot.PC, boot.Q35], ids=str)
def test_tpm(machine_, way, tpm, kernel):
    """At INT 19h, with its memory map, and with the platform locked by SeaBIOS."""
    with boot.start(machine_, kernel=kernel.elf, extra=tpm.options, exit_device=True,
                    **way.what) as vm:
        vm.wait_exit(GOOD_EXIT)
        check_said_once(vm, NOT_EARLY)
        assert early.is_at_int19(vm.log)
        r, = vm.reports()
    assert kernel.violations(r, initrd=False) == []
    assert swtpm.HIERARCHY_CHANGE_AUTH in tpm.commands()


def test_tpm_takes_no_memory(way, tmp_path, kernel):
    """The map of a boot that asked in vain is that of one that did not ask."""
    maps = []
    for number, what in enumerate((way.what, {"route": "fwcfg"})):
        (tmp_path / str(number)).mkdir()
        with swtpm.Tpm(tmp_path / str(number), "tpm-tis") as tpm:
            maps.append(boot.boot(boot.Q35, kernel=kernel.elf, extra=tpm.options, **what).memmap)
    assert maps[0] == maps[1]


def test_tpm_of_version_1_2(way, tmp_path, kernel):
    with swtpm.Tpm(tmp_path, "tpm-tis", version="") as tpm:
        with boot.start(boot.PC, kernel=kernel.elf, extra=tpm.options, exit_device=True,
                        **way.what) as vm:
            vm.wait_exit(GOOD_EXIT)
            check_said_once(vm, NOT_EARLY)
        assert swtpm.PHYSICAL_PRESENCE in tpm.commands()


def test_tpm_that_seabios_does_not_serve(way, tmp_path, kernel):
    """On microvm it sends nothing to a TPM at all, so there is nothing to wait for."""
    with swtpm.Tpm(tmp_path, "tpm-tis") as tpm:
        r = boot.boot(boot.MICROVM, kernel=kernel.elf, extra=tpm.options, **way.what)
        assert way.is_early(r.log)
        assert tpm.commands() == []


def test_tpm_without_asking_for_early(route, tmp_path, kernel):
    with swtpm.Tpm(tmp_path, "tpm-tis") as tpm:
        r = boot.boot(boot.PC, kernel=kernel.elf, extra=tpm.options, route=route)
    assert "pvh: " not in r.log


def test_tpm_and_a_bad_kernel(way, tmp_path, disk):
    kernel, reason = early.bad_kernel(way)
    with swtpm.Tpm(tmp_path, "tpm-tis") as tpm:
        with boot.start(boot.Q35, kernel=kernel, disk=disk, extra=tpm.options, exit_device=True,
                        **way.what) as vm:
            vm.wait_exit(DISK_EXIT)
            assert early.said(vm.log) == [NOT_EARLY, reason]

# SPDX-License-Identifier: GPL-2.0-or-later
"""What is made of the list that QEMU gives."""
import pytest
from tests.matrix import machine_types

LISTED = """\
Supported machines are:
microvm              microvm (i386)
pc                   Standard PC (i440FX + PIIX, 1996) (alias of pc-i440fx-7.2)
pc-i440fx-7.2        Standard PC (i440FX + PIIX, 1996) (default)
pc-i440fx-1.4        Standard PC (i440FX + PIIX, 1996) (deprecated)
q35                  Standard PC (Q35 + ICH9, 2009) (alias of pc-q35-7.2)
pc-q35-4.0.1         Standard PC (Q35 + ICH9, 2009)
isapc                ISA-only PC
none                 empty machine
x-remote             Experimental remote machine
"""


def test_every_line_is_a_machine_type():
    found = machine_types.parse(LISTED)
    assert [(m.name, m.family) for m in found] == [
        ("microvm", "microvm"), ("pc", "i440fx"), ("pc-i440fx-7.2", "i440fx"),
        ("pc-i440fx-1.4", "i440fx"), ("q35", "q35"), ("pc-q35-4.0.1", "q35"),
        ("isapc", "isapc"), ("none", "bare"), ("x-remote", "bare")]


def test_one_that_nobody_has_thought_of_is_a_kind_of_its_own():
    found = machine_types.parse(LISTED + "nitro                AWS Nitro Enclave\n")
    assert [m.name for m in found if not m.is_known] == ["nitro"]


def test_none_of_qemus_is_left_out():
    listed = machine_types.listed_by_qemu()
    assert len(listed) > 30
    unknown = [m.name for m in listed if not m.is_known]
    if unknown:
        pytest.skip("the matrix has no rules for the machine types " + ", ".join(unknown))


@pytest.mark.parametrize("name,facts", [
    ("pc-i440fx-1.6", ""), ("pc-i440fx-1.7", "tpm"), ("pc-i440fx-2.0", "tpm lock"),
    ("pc-i440fx-2.1", "memory tpm lock"), ("pc-q35-2.5", "memory tpm lock"),
    ("pc-q35-2.6", "memory full tpm lock"), ("pc-i440fx-2.8", "memory full tpm lock"),
    ("pc-i440fx-2.9", "memory files tpm lock"), ("pc-i440fx-2.12", "memory files tpm lock"),
    ("pc-q35-3.1", "memory files tpm lock"), ("pc-q35-4.0", "pvh memory files tpm lock"),
    ("pc-q35-4.0.1", "pvh memory files tpm lock"), ("pc", "pvh memory files tpm lock"),
    ("q35", "pvh memory files tpm lock"), ("isapc", "pvh files"), ("microvm", "pvh files")])
def test_what_follows_from_a_name(name, facts):
    machine, = machine_types.parse("Supported machines are:\n%s   Text\n" % name)
    found = {"pvh": machine.enters_pvh, "memory": machine.has_memory_slots,
             "files": machine.has_many_file_slots, "full": machine.has_few_slots_left,
             "tpm": machine.shows_tpm, "lock": machine.locks_tpm}
    assert {fact for fact, is_so in found.items() if is_so} == set(facts.split())

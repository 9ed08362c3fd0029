# SPDX-License-Identifier: GPL-2.0-or-later
"""The conformance guest sees every defect, and takes it for no other."""
import zlib

from tests.conformance import conformance_guest as guest
import pytest

# What cannot be looked at when another thing is wrong.
_NO_START_INFO = set(list(guest.IDS.values())[list(guest.IDS.values()).index("VERSION"):])
_NO_MAP = {"IN_RAM", "MAP_COUNT", "MAP_TYPES", "MAP_RESERVED", "MAP_SIZES", "MAP_SORTED",
           "MAP_OVERLAP", "MAP_KERNEL", "MAP_TRUE", "MOD_RAM"}
_NO_MODULES = {"MOD_RESERVED", "MOD_ALIGNED", "MOD_RAM", "MOD_CONTENT", "MOD_STRINGS"}
_NO_RSDP = {"RSDP_SIGNATURE", "RSDP_SUM", "RSDP_EXTENDED", "RSDT", "XSDT", "TABLES"}
_NOT_HERE = {"MOD_NONE", "RSDP_EXTENDED", "XSDT"}       # modules, and an RSDP of revision 0

_SKIPPED = {
    "CS_TYPE": {"CS_BASE", "CS_LIMIT"}, "TR_TYPE": {"TR_LIMIT"}, "TR_BASE": {"TR_LIMIT"},
    "MAGIC": _NO_START_INFO, "VERSION": _NO_MAP | {"RESERVED", "MAP_THERE"},
    "BELOW_4G": _NO_RSDP, "MAP_THERE": _NO_MAP, "MOD_LIST": _NO_MODULES, "MOD_NONE": _NO_MODULES,
    "CMDLINE": {"CMDLINE_TOLD", "MOD_COUNT", "MOD_CONTENT"}, "RSDP": _NO_RSDP, "RSDT": {"TABLES"},
}
_SHOWN = {"MOD_NONE": {"MOD_NONE"}, "RSDP_EXTENDED": {"RSDP_EXTENDED"},
          "XSDT": {"RSDP_EXTENDED", "XSDT"}}

# What is found is said.
_FACTS = {
    "CR0": {"cr0": 0x40011}, "CR4": {"cr4": 8},
    "MAGIC": {"ebx": 0x20000, "magic": 0x336ec579}, "FLAGS": {"flags": 0x80000000},
    "ES_LIMIT": {"selector": 0x18, "limit": 0x7fffffff},
    "TR_LIMIT": {"selector": 0x28, "limit_in_gdt": 0xffff, "reaches_67_and_68": 3},
    "MAP_RESERVED": {"entry": 7, "addr": 0x200000000000, "size": 4096, "type": 2, "reserved": 1},
    "MOD_COUNT": {"nr_modules": 1, "told": 2},
    "MOD_CONTENT": {"module": 1, "paddr": 0x2004000, "size": guest.MODULE_SIZE, "crc": 0xae4087a4,
                    "told_size": guest.MODULE_SIZE, "told_crc": zlib.crc32(guest.MODULES[1])},
    "MOD_RAM": {"module": 1, "paddr": 0x9e000, "size": guest.MODULE_SIZE, "no_ram_at": 0x9fc00,
                "but": "reserved"},
    "IN_RAM": {"what": "module's command line", "addr": 0x9fe00, "size": 17,
               "no_ram_at": 0x9fe00, "but": "reserved"},
    "DISJOINT": {"what": "module's command line", "addr": 0x25000, "size": 17,
                 "and": "module's command line", "and_addr": 0x25008, "and_size": 9},
}


@pytest.mark.parametrize("clause", guest.IDS.values())
def test_exactly_this_clause(clause):
    result = guest.run(clause)
    assert result.problem == ""
    assert guest.not_ok(result.report) == [clause]
    assert set(guest.skipped(result.report)) == \
        (_SKIPPED.get(clause, set()) | _NOT_HERE) - _SHOWN.get(clause, set())
    if clause in _FACTS:
        assert guest.found(result.report, clause) == _FACTS[clause]


def test_the_loader_is_good_without_a_defect():
    result = guest.run("none")
    assert result.problem == ""
    assert guest.not_ok(result.report) == []
    assert set(guest.skipped(result.report)) == _NOT_HERE


@pytest.mark.parametrize("defect,clauses", [
    ("cs-execute-only", ["CS_TYPE"]),
    ("all-bases", ["DS_BASE", "ES_BASE", "SS_BASE"]),
    ("tr-short", ["TR_LIMIT"]),
    ("ebx", ["MAGIC"]),
    ("wild", ["BELOW_4G", "BELOW_1G", "DISJOINT", "MAP_THERE", "MOD_LIST"]),
    ("type-0", ["MAP_TYPES"]),
    ("beyond-2-64", ["MAP_SIZES"]),
    ("module-size", ["MOD_CONTENT"]),
    ("module-no-string", ["MOD_STRINGS"]),
    ("rsdp-alignment", ["RSDP_SIGNATURE"]),
])
def test_other_defects(defect, clauses):
    result = guest.run(defect)
    assert result.problem == ""
    assert guest.not_ok(result.report) == clauses

# SPDX-License-Identifier: GPL-2.0-or-later
"""Machines that give the firmware much to do: large tables, and disks for every driver of it."""
from pathlib import Path
from typing import List, Tuple

TABLE_SIZE = 65000      # QEMU takes up to 65535 bytes a table


def _tables(directory: Path, count: int) -> List[str]:
    data = directory / "table"
    data.write_bytes(bytes(range(250)) * (TABLE_SIZE // 250))
    return [option for i in range(count)
            for option in ("-acpitable", "sig=TST%s,data=%s" % (chr(ord("A") + i), data))]


def _bridges(count: int) -> List[str]:
    """Without hot plug, or there are not I/O ports enough for them."""
    return [option for i in range(1, count + 1)
            for option in ("-device", "pci-bridge,chassis_nr=%d,shpc=off" % i)]


def _nested_bridges(count: int) -> List[str]:
    options = ["-device", "pci-bridge,id=b0,chassis_nr=1"]
    for i in range(1, count):
        options += ["-device", "pci-bridge,id=b%d,chassis_nr=%d,bus=b%d,addr=1" % (i, i + 1, i - 1)]
    return options


def _numa() -> List[str]:
    options = ["-smp", "4"]
    for node in (0, 1):
        options += ["-object", "memory-backend-ram,id=m%d,size=64M" % node,
                    "-numa", "node,memdev=m%d,cpus=%d-%d" % (node, 2 * node, 2 * node + 1)]
    return options


def _nvdimm() -> List[str]:
    return ["-m", "512M,slots=4,maxmem=4G", "-object", "memory-backend-ram,id=nv,size=64M",
            "-device", "nvdimm,memdev=nv"]


# Name -> options and memory, given a directory for files.
FIRMWARE = {
    "tables-2-32M": lambda tmp: (_tables(tmp, 2), "32M"),
    "tables-20": lambda tmp: (_tables(tmp, 20), "128M"),
    "cpus-255": lambda tmp: (["-smp", "1,maxcpus=255"], "128M"),
    "bridges-24": lambda tmp: (_bridges(24), "128M"),
    "bridges-11-nested": lambda tmp: (_nested_bridges(11), "128M"),
    "memory-slots": lambda tmp: (["-m", "128M,slots=256,maxmem=64G"], "128M"),
    "nvdimm": lambda tmp: (_nvdimm(), "512M"),
    "numa": lambda tmp: (_numa(), "128M"),
    "smbios": lambda tmp: (["-smbios", "type=0,vendor=v",
                            "-smbios", "type=11,value=" + "s" * 3000], "128M"),
}


def _disk(name: str) -> Tuple[str, str]:
    return "-blockdev", "driver=null-co,node-name=%s,size=1048576,read-zeroes=on" % name


def _virtio() -> List[str]:
    return [option for i in range(8)
            for option in (*_disk("v%d" % i), "-device", "virtio-blk-pci,drive=v%d" % i)]


def _ahci() -> List[str]:
    return ["-device", "ahci,id=ahci"] + [
        option for i in range(6)
        for option in (*_disk("a%d" % i), "-device", "ide-hd,drive=a%d,bus=ahci.%d" % (i, i))]


def _nvme() -> List[str]:
    return [*_disk("n"), "-device", "nvme,drive=n,serial=n"]


def _usb() -> List[str]:
    return ["-device", "qemu-xhci", "-device", "usb-kbd", "-device", "usb-tablet", *_disk("u"),
            "-device", "usb-storage,drive=u"]


DRIVERS = {
    "virtio-8": _virtio,
    "ahci-6": _ahci,
    "nvme": _nvme,
    "xhci": _usb,
    "all": lambda: _virtio() + _ahci() + _nvme() + _usb(),
}

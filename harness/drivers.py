# SPDX-License-Identifier: GPL-2.0-or-later
"""Debian's full kernels, with drivers for real hardware in the initramfs."""
import lzma
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, Iterator, List, Tuple

from harness import cpio, linux
from harness.paths import REPOSITORY

WANTED = ("virtio_pci", "virtio_blk", "virtio_net", "ahci", "ata_piix", "sd_mod", "xhci_pci",
          "hid_generic", "usbhid")

_DEPENDS = re.compile(rb"\0depends=([^\0]*)\0")


@dataclass(frozen=True)
class System:
    """A kernel and an initramfs whose /init is tests/guests/inventory.sh."""
    kernel: Path
    initramfs: Path


def _name(module: Path) -> str:
    return module.name.split(".")[0].replace("-", "_")


def _object(module: Path) -> bytes:
    data = module.read_bytes()
    return lzma.decompress(data) if module.suffix == ".xz" else data


def _depends(module: bytes) -> List[str]:
    names = _DEPENDS.search(module)[1].decode().replace("-", "_")
    return names.split(",") if names else []


def _in_order(names, files: Dict[str, Path], done: Dict[str, bytes]) -> Dict[str, bytes]:
    """The modules, each behind what it depends on; what is no module is part of the kernel."""
    for name in names:
        if name in files and name not in done:
            module = _object(files[name])
            _in_order(_depends(module), files, done)
            done[name] = module
    return done


def _files(root: Path) -> Iterator[Tuple[str, bytes]]:
    modules = _in_order(WANTED, {_name(path): path for path in root.rglob("*.ko*")}, {})
    yield "init", (REPOSITORY / "tests/guests/inventory.sh").read_bytes()
    for i, module in enumerate(modules):
        yield "modules/%02d-%s" % (i, module), modules[module]


@lru_cache(maxsize=None)
def system(suite: str, directory: Path) -> System:
    package = linux.Package("linux-image-amd64", suite=suite)
    root = linux.unpacked(package, "--modules")
    initramfs = directory / ("initramfs-inventory-" + suite)
    # Linux unpacks one archive after the other: the later /init counts.
    initramfs.write_bytes(linux.initramfs("amd64", directory).read_bytes() +
                          cpio.archive(["modules"], _files(root)))
    vmlinux = directory / ("vmlinux-inventory-" + suite)
    return System(linux.extract(linux.vmlinuz(package, "--modules"), vmlinux), initramfs)

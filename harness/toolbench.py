# SPDX-License-Identifier: GPL-2.0-or-later
"""A place to run our scripts in: a build directory, and a cache that seems to hold busybox."""
import os
from pathlib import Path

from harness import processes
from harness.paths import BUILD

SCRIPTS = Path(__file__).parent.parent / "scripts"


def own_suite() -> str:
    return processes.run(
        ["sh", "-c", 'ID=; . /etc/os-release; [ "$ID" = debian ] || VERSION_CODENAME=stable; '
                     'echo "$VERSION_CODENAME"'],
        text=True, capture_output=True, check=True).stdout.strip()


def fake_package(cache: Path, arch: str) -> Path:
    """What fetch-deb.sh finds when it has fetched busybox before."""
    debs = cache / "pvh-boot" / "debs"
    package = debs / f"busybox-static_1_{arch}"
    (package / "bin").mkdir(parents=True)
    (package / "bin" / "busybox").write_bytes(arch.encode() * 1000)
    (package / "busybox").symlink_to("bin/busybox")
    (debs / "by-name").mkdir(exist_ok=True)
    (debs / "by-name" / f"{own_suite()}_{arch}_busybox-static").symlink_to(f"../{package.name}")
    return package


class Bench:
    """Scripts run here see nothing of the user's cache and environment but PATH."""

    def __init__(self, path: Path):
        self.path, self.build, self.cache = path, path / "build", path / "cache"
        self.build.mkdir()
        (self.build / "tools").symlink_to(BUILD.resolve() / "tools")
        self.packages = {arch: fake_package(self.cache, arch) for arch in ("amd64", "i386")}

    def call(self, script: str, *arguments, **environment):
        base = {"PATH": os.environ["PATH"], "XDG_CACHE_HOME": str(self.cache)}
        return processes.run([SCRIPTS / script, *arguments], text=True, capture_output=True,
                             env={**base, **environment})

# SPDX-License-Identifier: GPL-2.0-or-later
"""What make install puts where, in the form of sourcetree.listing."""
from harness.paths import REPOSITORY

NAMES = ("pvh-boot", "pvh-extract", "pvh-qemu")
DOCS = sorted(str(path.relative_to(REPOSITORY)) for path in (REPOSITORY / "docs").rglob("*")
              if path.is_file())
DOCUMENTS = ["CHANGELOG.md", "LICENSE", "README.md", "SECURITY.md", *DOCS]


def expected(prefix="usr/local", zsh="share/zsh/site-functions"):
    share = prefix + "/share"
    return sorted([
        *("755 %s/bin/%s" % (prefix, name) for name in NAMES),
        *("644 %s/bash-completion/completions/%s" % (share, name) for name in NAMES),
        *("644 %s/%s/_%s" % (prefix, zsh, name) for name in NAMES),
        *("644 %s/doc/pvh-boot/%s" % (share, name) for name in DOCUMENTS),
        *("644 %s/man/man1/%s.1" % (share, name) for name in NAMES),
        "644 %s/man/man7/pvh.bin.7" % share,
        "%s/pvh-boot/pvh.bin -> ../qemu/pvh-boot.bin" % share, "644 %s/qemu/pvh-boot.bin" % share])

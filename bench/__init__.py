# SPDX-License-Identifier: GPL-2.0-or-later
"""The boot bench: how long, and how much work, from QEMU's start to Linux's first process.

`make bench` runs it, docs/performance.md tells about it. __main__.py reads like a table of
contents."""

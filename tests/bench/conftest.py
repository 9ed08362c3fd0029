# SPDX-License-Identifier: GPL-2.0-or-later
"""The bench is a package at the top of the repository."""
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import bench  # noqa: E402,F401 - it makes the count_… modules known, too

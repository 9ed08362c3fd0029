# SPDX-License-Identifier: GPL-2.0-or-later
"""Damaged kernels, hostile fw_cfg contents: each boots right, or is refused as foretold."""

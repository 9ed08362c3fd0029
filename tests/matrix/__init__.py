# SPDX-License-Identifier: GPL-2.0-or-later
"""The matrix: every machine type under every condition, pairwise, and what each cell must do."""

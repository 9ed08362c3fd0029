# SPDX-License-Identifier: GPL-2.0-or-later
"""What pvh-boot and pvh-extract are made of."""

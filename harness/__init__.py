# SPDX-License-Identifier: GPL-2.0-or-later
"""Builds kernels, boots machines and reads what guests report: for tests, bench and campaigns.

It imports nothing of tests, bench or conformance.
"""

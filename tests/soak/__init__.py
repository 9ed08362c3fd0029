# SPDX-License-Identifier: GPL-2.0-or-later
"""The soak: very many boots, one like the other, and very many warm resets of one machine."""

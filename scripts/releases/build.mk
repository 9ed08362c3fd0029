# SPDX-License-Identifier: GPL-2.0-or-later
# The README's two commands on other releases of Debian.

RELEASES ?= bookworm trixie forky sid

.PHONY: releases
releases: ## make run and make check in throwaway roots of RELEASES="bookworm trixie forky sid"
	@scripts/setup.sh build
	@BUILD=$(BUILD) $(shell scripts/python.sh) -m scripts.releases $(RELEASES:%=%:run,check)

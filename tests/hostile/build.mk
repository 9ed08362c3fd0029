# SPDX-License-Identifier: GPL-2.0-or-later
# Hostile images: campaigns of any length. make check runs a sample.

HOSTILE_OPTIONS = $(if $(SEED),--seed $(SEED)) $(if $(COUNT),--count $(COUNT)) \
	$(if $(ONLY),--only $(ONLY)) $(if $(SHRINK),--shrink $(SHRINK))

.PHONY: hostile hostile-run
hostile: ## boot damaged kernels and fw_cfg contents: SEED=1 COUNT=2000; ONLY= or SHRINK= one seed
	@scripts/setup.sh run
	@$(MAKE) --no-print-directory hostile-run

hostile-run: all $(TEST_ROMS) $(GUEST_OUT)/report.bin $(GUEST_OUT)/disk.bin
	$(Q)BUILD=$(abspath $(BUILD)) $(PYTHON) -m tests.hostile.campaign $(HOSTILE_OPTIONS)

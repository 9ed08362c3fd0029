# SPDX-License-Identifier: GPL-2.0-or-later
# The matrix of machines and conditions, and the soak. make check runs a sample of both.

# Under test is a copy: nobody's next build changes it on the way.
CAMPAIGN = cp $(BUILD)/pvh.bin $(BUILD)/$(1)/pvh.bin && BUILD=$(abspath $(BUILD)) \
	PVH_ROM=$(abspath $(BUILD))/$(1)/pvh.bin $(shell scripts/python.sh) -m tests.$(1) \
	$(if $(JOBS),--jobs $(JOBS))

.PHONY: matrix run-matrix soak run-soak

matrix: ## boot every machine type under every condition, pairwise (SEED=1 JOBS=2; CELL= for one)
	@scripts/setup.sh matrix
	@$(MAKE) --no-print-directory run-matrix

run-matrix: all $(GUEST_OUT)/report.bin $(GUEST_FLAT)
	@mkdir -p $(BUILD)/matrix
	$(Q)$(call CAMPAIGN,matrix) $(if $(SEED),--seed $(SEED)) $(if $(CELL),--cell $(CELL))

soak: ## boot 1,000 times by each route, reset 200 times in one process (BOOTS= RESETS= JOBS=2)
	@scripts/setup.sh matrix
	@$(MAKE) --no-print-directory run-soak

run-soak: all $(GUEST_OUT)/report.bin $(GUEST_FLAT)
	@mkdir -p $(BUILD)/soak
	$(Q)$(call CAMPAIGN,soak) $(if $(BOOTS),--boots $(BOOTS)) $(if $(RESETS),--resets $(RESETS))

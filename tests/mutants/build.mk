# SPDX-License-Identifier: GPL-2.0-or-later
# Defects put into a copy of the sources, one at a time.

.PHONY: mutants
mutants: ## put known defects into the sources, each of which a unit test must notice: ONLY=
	@scripts/setup.sh check
	$(Q)rm -rf $(BUILD)/mutants
	$(Q)BUILD=$(BUILD) PYTHONPATH=. PYTHONDONTWRITEBYTECODE=1 $(PYTHON) \
		tests/mutants/run.py $(BUILD)/mutants $(ONLY)

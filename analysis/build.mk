# SPDX-License-Identifier: GPL-2.0-or-later
# What can be said about the code without running it.

OBJDUMP ?= $(CROSS_COMPILE)objdump
LINTERS := cppcheck tidy analyzer format shell
STACK_SOURCES := $(addprefix analysis/,stack.py walk.py frame.py disassembly.py stack.cfg)

.PHONY: lint lint-all stack $(LINTERS:%=lint-%)
lint: ## look for mistakes with cppcheck, clang-tidy, gcc -fanalyzer, clang-format, shellcheck
	@scripts/setup.sh lint
	@$(MAKE) --no-print-directory lint-all

lint-all: $(LINTERS:%=lint-%)

$(LINTERS:%=lint-%): lint-%:
	@echo "  LINT	$*"
	$(Q)analysis/lint.sh $*

# A ROM whose stacks have no bound, or not enough room, is not built.
ALL_NEEDS += $(BUILD)/stack.txt

$(BUILD)/stack.txt: $(BUILD)/pvh.elf optionrom/layout.h $(STACK_SOURCES)
	$(call say,STACK)
	$(Q)$(PYTHON) -B -m analysis.stack $< optionrom/layout.h analysis/stack.cfg $(OBJDUMP) >$@

stack: $(BUILD)/stack.txt ## how deep the ROM's stacks can become, and how
	@cat $<

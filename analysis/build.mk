# SPDX-License-Identifier: GPL-2.0-or-later
# What can be said about the code without running it.

OBJDUMP ?= $(CROSS_COMPILE)objdump
LINTERS := cppcheck tidy analyzer format shell
STACK_SOURCES := $(addprefix analysis/,stack.py walk.py frame.py disassembly.py stack.cfg)

.PHONY: lint lint-all lint-layers stack $(LINTERS:%=lint-%)
lint: ## cppcheck, clang-tidy, gcc -fanalyzer, clang-format, shellcheck; who calls whom in the ROM
	@scripts/setup.sh lint
	@$(MAKE) --no-print-directory lint-all

lint-all: $(LINTERS:%=lint-%) lint-layers

$(LINTERS:%=lint-%): lint-%:
	@echo "  LINT	$*"
	$(Q)analysis/lint.sh $*

# Each file and each header of the ROM compiles by itself, and none uses one above it.
lint-layers: $(ROM_ALONE) $(ROM_HEADERS_ALONE)
	@echo "  LINT	layers"
	$(Q)$(PYTHON) -B analysis/layers.py $(ROM_OUT)/alone $(ROM_C)

# A ROM whose stacks have no bound, or not enough room, is not built.
ALL_NEEDS += $(BUILD)/stack.txt

$(BUILD)/stack.txt: $(BUILD)/pvh.elf optionrom/layout.h $(STACK_SOURCES)
	$(call say,STACK)
	$(Q)$(PYTHON) -B -m analysis.stack $< optionrom/layout.h analysis/stack.cfg $(OBJDUMP) >$@

stack: $(BUILD)/stack.txt ## how deep the ROM's stacks can become, and how
	@cat $<

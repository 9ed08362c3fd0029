# SPDX-License-Identifier: GPL-2.0-or-later
# The conformance guest: a PVH kernel that judges whoever loads it. It needs nothing of the ROM's.

OBJCOPY ?= objcopy
CONF_SRC := conformance/guest
CONF_OUT := $(BUILD)/conformance
CONF_GUEST := $(patsubst $(CONF_SRC)/%,$(CONF_OUT)/%.o,$(wildcard $(CONF_SRC)/*.S $(CONF_SRC)/*.c))
CONF_ELVES := $(BUILD)/pvh-conformance.elf $(BUILD)/pvh-conformance32.elf

# Nothing newer than a 486.
CONF_CFLAGS := $(CC_TARGET) -m32 -march=i486 -O2 -std=gnu11 -ffreestanding -fno-pic -fno-pie \
	-fno-stack-protector \
	-fcf-protection=none -fno-asynchronous-unwind-tables -fno-builtin -mno-mmx -mno-sse \
	-Wall -Wextra -Werror
CONF_LDFLAGS := -m elf_i386 -static --fatal-warnings --orphan-handling=error $(LD_NO_RWX_WARNING)

CHECK_NEEDS += $(CONF_ELVES)

# By the environment, so that the command may hold any quotes.
export LOADER

.PHONY: conformance conformance-run conformance-docs conformance-docs-run
conformance: ## check each clause of the PVH ABI, with each loader: ONLY= or LOADER='command'
	@scripts/setup.sh run
	@$(MAKE) --no-print-directory conformance-run

conformance-run: all $(CONF_ELVES)
	$(Q)BUILD=$(BUILD) PYTHONDONTWRITEBYTECODE=1 $(PYTHON) -m conformance \
		$(if $(ONLY),--only='$(ONLY)') $(if $(LOADER),--loader "$$LOADER")

conformance-docs: ## the same, and put the table into docs/conformance.md
	@scripts/setup.sh run
	@$(MAKE) --no-print-directory conformance-docs-run

conformance-docs-run: all $(CONF_ELVES)
	$(Q)BUILD=$(BUILD) PYTHONDONTWRITEBYTECODE=1 $(PYTHON) -m conformance --docs docs/conformance.md

$(CONF_OUT)/%.o: $(CONF_SRC)/%
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CONF_CFLAGS) -MMD -MP -c -o $@ $<

$(CONF_OUT)/guest.lds: $(CONF_SRC)/guest.lds
	@mkdir -p $(@D)
	$(Q)$(CC) -E -P -x assembler-with-cpp -MMD -MP -MT $@ -MF $(@:.lds=.lds.d) -o $@ $<

$(BUILD)/pvh-conformance32.elf: $(CONF_OUT)/guest.lds $(CONF_GUEST)
	$(call say,LD)
	$(Q)$(LD) $(CONF_LDFLAGS) -T $< -o $@ $(CONF_GUEST)

# The same code, for the ABI's entry is 32-bit: only the file's format differs.
$(BUILD)/pvh-conformance.elf: $(BUILD)/pvh-conformance32.elf
	$(call say,OBJCOPY)
	$(Q)$(OBJCOPY) -O elf64-x86-64 $< $@

# A loader that is wrong in one thing, for the tests: see badloader/load.c.
BADLOADER_SRC := conformance/badloader
BADLOADER_OUT := $(BUILD)/badloader
BADLOADER := $(patsubst $(BADLOADER_SRC)/%,$(BADLOADER_OUT)/%.o,\
	$(wildcard $(BADLOADER_SRC)/*.S $(BADLOADER_SRC)/*.c))

CHECK_NEEDS += $(BADLOADER_OUT)/badloader.elf

$(BADLOADER_OUT)/%.o: $(BADLOADER_SRC)/%
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CONF_CFLAGS) -DGUEST_ELF='"$(BUILD)/pvh-conformance32.elf"' -MMD -MP -c -o $@ $<

$(BADLOADER_OUT)/entry.S.o: $(BUILD)/pvh-conformance32.elf

$(BADLOADER_OUT)/badloader.lds: $(BADLOADER_SRC)/badloader.lds
	@mkdir -p $(@D)
	$(Q)$(CC) -E -P -x assembler-with-cpp -MMD -MP -MT $@ -MF $(@:.lds=.lds.d) -o $@ $<

$(BADLOADER_OUT)/badloader.elf: $(BADLOADER_OUT)/badloader.lds $(BADLOADER) $(CONF_OUT)/bytes.c.o
	$(call say,LD)
	$(Q)$(LD) $(CONF_LDFLAGS) -T $< -o $@ $(BADLOADER) $(CONF_OUT)/bytes.c.o

-include $(wildcard $(BADLOADER_OUT)/*.d)
-include $(wildcard $(CONF_OUT)/*.d)

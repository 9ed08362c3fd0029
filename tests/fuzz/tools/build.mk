# SPDX-License-Identifier: GPL-2.0-or-later
# Fuzz targets over the tools' C files: built as those over the ROM's are, and run with them.

FUZZ_TOOLS_SRC := $(FUZZ_SRC)/tools
FUZZ_TOOLS_CFLAGS = $(TOOLS_CFLAGS) -I$(UNIT_SRC) -I$(FUZZ_SRC) -I$(TOOL_TEST_SRC) -MMD -MP
FUZZ_TOOLS_REPLAY := $(FUZZ_TOOLS:%=$(UNIT_OUT)/fuzz/replay_%)
UNIT_TESTS += $(FUZZ_TOOLS_REPLAY)

$(UNIT_OUT)/fuzz/tools/%.o: $(FUZZ_TOOLS_SRC)/%.c
	$(call say,UNITCC)
	@mkdir -p $(@D)
	$(Q)$(HOSTCC) $(FUZZ_TOOLS_CFLAGS) $(TOOLS_CHECKS) -c -o $@ $<

$(FUZZ_TOOLS_REPLAY): $(UNIT_OUT)/fuzz/replay_%: $(UNIT_OUT)/fuzz/replay_%.o $(UNIT_OUT)/fuzz/tools/fuzz_%.o \
		$(UNIT_OUT)/fuzz/tools/seeds_%.o $(TOOL_TEST_OUT)/helpers.a $(TOOLS_CHECKED)/tools.a \
		$(UNIT_OUT)/fuzz/common.a $(UNIT_OUT)/unit.a
	$(call say,UNITLD)
	$(Q)$(HOSTCC) $(TOOLS_CHECKS) -o $@ $^

# The same files once more, instrumented for libFuzzer.
FUZZ_TOOLS_SHARED := $(filter-out $(TOOLS_MAINS) $(TOOLS_UNPACK),$(TOOLS_SHARED))

$(FUZZ_OUT)/tools/%.o: $(TOOLS_SRC)/%.c
	$(call say,FUZZCC)
	@mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(FUZZ_TOOLS_CFLAGS) $(FUZZ_FLAGS) -c -o $@ $<

$(FUZZ_OUT)/tools/%.o: $(FUZZ_TOOLS_SRC)/%.c
	$(call say,FUZZCC)
	@mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(FUZZ_TOOLS_CFLAGS) $(FUZZ_FLAGS) -c -o $@ $<

$(FUZZ_OUT)/tools/shared.a: $(FUZZ_TOOLS_SHARED:%=$(FUZZ_OUT)/tools/%.o)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $^

$(FUZZ_TOOLS:%=$(FUZZ_OUT)/fuzz_%): $(FUZZ_OUT)/fuzz_%: $(FUZZ_OUT)/tools/fuzz_%.o $(FUZZ_OUT)/tools/shared.a \
		$(FUZZ_OUT)/shared.a
	$(call say,FUZZLD)
	$(Q)$(FUZZ_CC) $(FUZZ_FLAGS) -o $@ $^

-include $(wildcard $(FUZZ_OUT)/tools/*.d $(UNIT_OUT)/fuzz/tools/*.d)

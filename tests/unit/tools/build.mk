# SPDX-License-Identifier: GPL-2.0-or-later
# Unit tests of the tools' C files, under the sanitizers.

TOOL_TEST_SRC := tests/unit/tools
TOOL_TEST_OUT := $(BUILD)/unit/tools
TOOL_TEST_NAMES := $(patsubst $(TOOL_TEST_SRC)/%.c,%,$(wildcard $(TOOL_TEST_SRC)/test_*.c))
TOOL_TEST_FILES := $(patsubst $(TOOL_TEST_SRC)/%.c,%,$(wildcard $(TOOL_TEST_SRC)/*.c))
TOOL_TEST_HELPERS := unit_main $(filter-out $(TOOL_TEST_NAMES),$(TOOL_TEST_FILES))
TOOL_TESTS := $(TOOL_TEST_NAMES:%=$(TOOL_TEST_OUT)/%)
UNIT_TESTS += $(TOOL_TESTS)

TOOL_TEST_CC = $(HOSTCC) $(TOOLS_CFLAGS) $(TOOLS_CHECKS) -I$(UNIT_SRC) -I$(TOOL_TEST_SRC) -MMD -MP

$(TOOL_TEST_OUT)/%.o: $(TOOL_TEST_SRC)/%.c
	$(call say,UNITCC)
	@mkdir -p $(@D)
	$(Q)$(TOOL_TEST_CC) -c -o $@ $<

$(TOOL_TEST_OUT)/unit_main.o: $(UNIT_SRC)/unit_main.c
	$(call say,UNITCC)
	@mkdir -p $(@D)
	$(Q)$(TOOL_TEST_CC) -c -o $@ $<

$(TOOL_TEST_OUT)/helpers.a: $(TOOL_TEST_HELPERS:%=$(TOOL_TEST_OUT)/%.o)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $^

$(TOOL_TESTS): $(TOOL_TEST_OUT)/%: $(TOOL_TEST_OUT)/%.o $(TOOL_TEST_OUT)/helpers.a \
		$(TOOLS_CHECKED)/tools.a
	$(call say,UNITLD)
	$(Q)$(HOSTCC) $(TOOLS_CHECKS) -o $@ $^ -lcmocka

-include $(wildcard $(TOOL_TEST_OUT)/*.d)

# SPDX-License-Identifier: GPL-2.0-or-later
# Tests of the ROM's portable C files, built for the host under the sanitizers.
#   UNIT_FLAGS         instrumentation; make coverage replaces it
#   COVERAGE_PERCENT   of lines, that make coverage asks for

UNIT_SRC := tests/unit
UNIT_OUT := $(BUILD)/unit
UNIT_CC ?= $(HOSTCC)
COVERAGE_PERCENT ?= 95
UNIT_FLAGS ?= -O1 -fsanitize=address,undefined -fno-sanitize-recover=all

# What touches the machine has a stand-in here. All else of the ROM is tested, new files included.
UNIT_MACHINE := messages/console firmware/firmware fw_cfg/fw_cfg machine/mem machine/phys \
	pvh_main firmware/rom
UNIT_ROM := $(filter-out $(UNIT_MACHINE),$(ROM_C))
UNIT_TEST_NAMES := $(patsubst $(UNIT_SRC)/%.c,%,$(wildcard $(UNIT_SRC)/test_*.c))
UNIT_FILES := $(patsubst $(UNIT_SRC)/%.c,%,$(wildcard $(UNIT_SRC)/*.c))
UNIT_HELPERS := $(filter-out $(UNIT_TEST_NAMES),$(UNIT_FILES))

# No variable changes between a setjmp and its longjmp, which the warning does not see.
UNIT_CFLAGS = -std=gnu11 -g -fno-omit-frame-pointer -Wall -Wextra -Wstrict-prototypes -Werror \
	-Wno-clobbered $(UNIT_PORTS) -Ioptionrom -I$(UNIT_SRC) $(UNIT_FLAGS) -MMD -MP
UNIT_TESTS := $(UNIT_TEST_NAMES:%=$(UNIT_OUT)/%)

$(UNIT_OUT)/rom/%.o: optionrom/%.c
	$(call say,UNITCC)
	@mkdir -p $(@D)
	$(Q)$(UNIT_CC) $(UNIT_CFLAGS) -c -o $@ $<

$(UNIT_OUT)/%.o: $(UNIT_SRC)/%.c
	$(call say,UNITCC)
	@mkdir -p $(@D)
	$(Q)$(UNIT_CC) $(UNIT_CFLAGS) -c -o $@ $<

# An archive, so that a test links only what it uses. Made afresh: no member outlives its source.
UNIT_OBJECTS := $(UNIT_ROM:%=$(UNIT_OUT)/rom/%.o) $(UNIT_HELPERS:%=$(UNIT_OUT)/%.o)
$(UNIT_OUT)/unit.a: $(UNIT_OBJECTS)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $(UNIT_OBJECTS)

$(UNIT_TESTS): $(UNIT_OUT)/%: $(UNIT_OUT)/%.o $(UNIT_OUT)/unit.a
	$(call say,UNITLD)
	$(Q)$(UNIT_CC) $(UNIT_FLAGS) $(UNIT_LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) -lcmocka

# fw_cfg.c itself, above ports of the test's own. The device gets addresses of 32 bits.
$(UNIT_OUT)/rom/fw_cfg/fw_cfg.o $(UNIT_OUT)/rom/messages/console.o $(UNIT_OUT)/test_console.o: \
	UNIT_PORTS := -I$(UNIT_SRC)/ports
$(UNIT_OUT)/test_console: $(UNIT_OUT)/rom/messages/console.o
UNIT_FW_CFG_TESTS := $(filter test_fw_cfg_%,$(UNIT_TEST_NAMES))
$(UNIT_FW_CFG_TESTS:%=$(UNIT_OUT)/%): UNIT_LDFLAGS := -no-pie
$(UNIT_FW_CFG_TESTS:%=$(UNIT_OUT)/%): $(UNIT_OUT)/rom/fw_cfg/fw_cfg.o

# The same tests, built for gcov, whose counts are added up from run to run: so begin with none.
.PHONY: coverage
coverage: ## say how much of the ROM's portable C the unit tests reach
	$(Q)rm -rf $(BUILD)/coverage/unit/rom
	$(Q)mkdir -p $(BUILD)/coverage
	$(Q)$(MAKE) --no-print-directory -f $(firstword $(MAKEFILE_LIST)) BUILD=$(BUILD)/coverage \
		UNIT_FLAGS='-O0 --coverage' check-unit-rom >$(BUILD)/coverage/log 2>&1 || \
		{ tail -n 20 $(BUILD)/coverage/log; exit 1; }
	$(Q)$(UNIT_SRC)/coverage.sh $(COVERAGE_PERCENT) $(UNIT_ROM:%=$(BUILD)/coverage/unit/rom/%.gcno)

-include $(wildcard $(UNIT_OUT)/*.d $(UNIT_OUT)/rom/*/*.d)

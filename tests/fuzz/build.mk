# SPDX-License-Identifier: GPL-2.0-or-later
# Fuzz targets over the ROM's portable C files; those over the tools' are in tools/. make check
# replays seeds and finds; make fuzz looks for more.
#   FUZZ_SECONDS   for each target, 60
#   FUZZ_TARGETS   which of them

FUZZ_SRC := tests/fuzz
FUZZ_OUT := $(BUILD)/fuzz
FUZZ_SECONDS ?= 60
# What several targets, or the parts of one, have in common.
FUZZ_COMMON := fuzz plan_input plan_check
FUZZ_ALL := $(patsubst $(FUZZ_SRC)/fuzz_%.c,%,$(wildcard $(FUZZ_SRC)/fuzz_*.c))
FUZZ_TOOLS := $(patsubst $(FUZZ_SRC)/tools/fuzz_%.c,%,$(wildcard $(FUZZ_SRC)/tools/fuzz_*.c))
FUZZ_TARGETS ?= $(FUZZ_ALL) $(FUZZ_TOOLS)
# Whatever compiles the rest.
FUZZ_CC ?= clang
FUZZ_FLAGS := -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all
FUZZ_CFLAGS = -std=gnu11 -g -fno-omit-frame-pointer -Wall -Wextra -Wstrict-prototypes -Werror \
	-Ioptionrom -I$(UNIT_SRC) -I$(FUZZ_SRC) $(FUZZ_FLAGS) -MMD -MP

FUZZ_REPLAY := $(FUZZ_ALL:%=$(UNIT_OUT)/fuzz/replay_%)
UNIT_TESTS += $(FUZZ_REPLAY)

# The ROM's alone: what tests the tools is added to UNIT_TESTS further down.
.PHONY: check-unit-rom
check-unit-rom: $(UNIT_TESTS)
	$(Q)scripts/check_unit.sh $(BUILD)/unit.log $^

$(UNIT_OUT)/fuzz/replay_%.o: $(FUZZ_SRC)/replay.c
	@mkdir -p $(@D)
	$(Q)$(UNIT_CC) $(UNIT_CFLAGS) -I$(FUZZ_SRC) -DNAME='"$*"' \
		-DFINDS='"$(FUZZ_SRC)/finds/$*"' -c -o $@ $<

$(UNIT_OUT)/fuzz/%.o: $(FUZZ_SRC)/%.c
	$(call say,UNITCC)
	@mkdir -p $(@D)
	$(Q)$(UNIT_CC) $(UNIT_CFLAGS) -I$(FUZZ_SRC) -c -o $@ $<

$(FUZZ_REPLAY): $(UNIT_OUT)/fuzz/replay_%: $(UNIT_OUT)/fuzz/replay_%.o $(UNIT_OUT)/fuzz/fuzz_%.o \
		$(UNIT_OUT)/fuzz/seeds_%.o $(UNIT_OUT)/fuzz/common.a $(UNIT_OUT)/unit.a
	$(call say,UNITLD)
	$(Q)$(UNIT_CC) $(UNIT_FLAGS) -o $@ $^

$(UNIT_OUT)/fuzz/common.a: $(FUZZ_COMMON:%=$(UNIT_OUT)/fuzz/%.o)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $^

# The same files once more, instrumented for libFuzzer.
FUZZ_HELPERS := $(filter standin_% %_image,$(UNIT_HELPERS))
FUZZ_SHARED := $(UNIT_ROM:%=$(FUZZ_OUT)/rom/%.o) $(FUZZ_HELPERS:%=$(FUZZ_OUT)/unit/%.o) \
	$(FUZZ_COMMON:%=$(FUZZ_OUT)/%.o)

$(FUZZ_OUT)/rom/%.o: optionrom/%.c
	$(call say,FUZZCC)
	@mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(FUZZ_CFLAGS) -c -o $@ $<

$(FUZZ_OUT)/unit/%.o: $(UNIT_SRC)/%.c
	$(call say,FUZZCC)
	@mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(FUZZ_CFLAGS) -c -o $@ $<

$(FUZZ_OUT)/%.o: $(FUZZ_SRC)/%.c
	$(call say,FUZZCC)
	@mkdir -p $(@D)
	$(Q)$(FUZZ_CC) $(FUZZ_CFLAGS) -c -o $@ $<

$(FUZZ_OUT)/shared.a: $(FUZZ_SHARED) $(FUZZ_SRC)/build.mk
	$(Q)rm -f $@
	$(Q)ar rcs $@ $(FUZZ_SHARED)

$(FUZZ_ALL:%=$(FUZZ_OUT)/fuzz_%): $(FUZZ_OUT)/fuzz_%: $(FUZZ_OUT)/fuzz_%.o $(FUZZ_OUT)/shared.a
	$(call say,FUZZLD)
	$(Q)$(FUZZ_CC) $(FUZZ_FLAGS) -o $@ $^

.PHONY: fuzz fuzz-run
fuzz: ## fuzz the C files, FUZZ_SECONDS=60 each
	@scripts/setup.sh fuzz
	@$(MAKE) --no-print-directory fuzz-run

fuzz-run: $(FUZZ_TARGETS:%=$(FUZZ_OUT)/fuzz_%) $(FUZZ_TARGETS:%=$(UNIT_OUT)/fuzz/replay_%)
	$(Q)$(FUZZ_SRC)/run.sh $(BUILD) $(FUZZ_SECONDS) $(FUZZ_TARGETS)

-include $(wildcard $(FUZZ_OUT)/*.d $(FUZZ_OUT)/rom/*/*.d $(FUZZ_OUT)/unit/*.d $(UNIT_OUT)/fuzz/*.d)

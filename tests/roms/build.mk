# SPDX-License-Identifier: GPL-2.0-or-later
# Option ROMs that the tests run beside ours; harness/roms.py gives them size and checksum.

TEST_ROM_SRC := tests/roms
TEST_ROM_OUT := $(BUILD)/roms
TEST_ROMS := $(patsubst %,$(TEST_ROM_OUT)/%.bin,hook19 poison e820 plant pmm basemem)

CHECK_NEEDS += $(TEST_ROMS)

$(TEST_ROM_OUT)/%.o: $(TEST_ROM_SRC)/%.S
	$(call say,AS)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CC_TARGET) -m32 -march=i486 -MMD -MP -c -o $@ $<

$(TEST_ROMS): $(TEST_ROM_OUT)/%.bin: $(TEST_ROM_OUT)/%.o
	$(Q)$(OBJCOPY) -O binary -j .text $< $@

-include $(wildcard $(TEST_ROM_OUT)/*.d)

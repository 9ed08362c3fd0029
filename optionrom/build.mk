# SPDX-License-Identifier: GPL-2.0-or-later
# The ROM. Its C files are compiled as one program: in 8 KiB what the compiler can see through counts.

ROM_SRC := optionrom
ROM_OUT := $(BUILD)/optionrom
ROM_SOURCES := $(sort $(wildcard $(ROM_SRC)/*.c))
ROM_OBJECTS := $(ROM_OUT)/program.o $(patsubst $(ROM_SRC)/%.S,$(ROM_OUT)/%.o,$(sort $(wildcard $(ROM_SRC)/*.S)))

# No PIC, no runtime, nothing newer than isapc's 486. Addresses below 4 KiB are real ones here, which
# neither the optimizer nor the warnings expect.
ROM_CFLAGS := $(CC_TARGET) -m32 -march=i486 -g -std=gnu11 -ffreestanding -fno-pic -fno-pie \
	-fno-stack-protector -fcf-protection=none -fno-asynchronous-unwind-tables \
	-mno-mmx -mno-sse -mregparm=3 -fomit-frame-pointer -fno-delete-null-pointer-checks \
	-ffunction-sections '-ffile-prefix-map=$(CURDIR)=.' \
	-Wall -Wextra -Wundef -Wstrict-prototypes -Werror -Wno-array-bounds
ifneq ($(CC_IS_CLANG),)
ROM_CFLAGS += -Oz -mstack-alignment=4
else
# What -Oz still does for speed, as tried one by one with GCC 12: it is 7 % of the image.
ROM_CFLAGS += -Oz -fwhole-program -mpreferred-stack-boundary=2 -malign-data=abi \
	-fno-thread-jumps -fno-guess-branch-probability -fno-move-loop-invariants -fno-tree-loop-optimize \
	-fno-forward-propagate -flive-range-shrinkage --param=max-completely-peel-times=0 \
	-fno-tree-coalesce-vars -fno-tree-loop-im -fno-ipa-pure-const
endif
ROM_LDFLAGS := -m elf_i386 -static --gc-sections --orphan-handling=error --fatal-warnings \
	$(LD_NO_RWX_WARNING)

# Changes when the tools or their options do.
ROM_TOOLS = $(LD) $(OBJCOPY) $(CC) $(ROM_CFLAGS)
.PHONY: FORCE
$(ROM_OUT)/flags: FORCE
	@mkdir -p $(@D)
	@echo "$(ROM_TOOLS)" | cmp -s - $@ || { scripts/toolchain.sh "$(firstword $(LD))" "$(firstword $(OBJCOPY))" $(CC) $(ROM_CFLAGS) && echo "$(ROM_TOOLS)" >$@; }

$(ROM_OUT)/program.o: $(ROM_SOURCES) $(ROM_OUT)/flags
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)printf '#include "%s"\n' $(notdir $(ROM_SOURCES)) | \
		$(CC) $(ROM_CFLAGS) -I$(ROM_SRC) -MMD -MP -MT $@ -MF $(@:.o=.d) -c -o $@ -x c -

$(ROM_OUT)/%.o: $(ROM_SRC)/%.S $(ROM_OUT)/flags
	$(call say,AS)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ROM_CFLAGS) -MMD -MP -c -o $@ $<

$(ROM_OUT)/optionrom.lds: $(ROM_SRC)/optionrom.lds $(ROM_OUT)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) -E -P -x c -MMD -MP -MT $@ -MF $(@:.lds=.d) -o $@ $<

$(BUILD)/pvh.elf: $(ROM_OUT)/optionrom.lds $(ROM_OBJECTS) $(ROM_OUT)/flags
	$(call say,LD)
	$(Q)$(LD) $(ROM_LDFLAGS) -T $< -o $@ $(ROM_OBJECTS)

$(ROM_OUT)/pvh.img: $(BUILD)/pvh.elf
	$(Q)$(OBJCOPY) -O binary -j .stub -j .stage $< $@

$(BUILD)/pvh.bin: $(ROM_OUT)/pvh.img scripts/mkrom.py
	$(call say,ROM)
	$(Q)$(PYTHON) scripts/mkrom.py $< $@

-include $(wildcard $(ROM_OUT)/*.d)

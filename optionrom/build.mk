# SPDX-License-Identifier: GPL-2.0-or-later
# The ROM.

ROM_SRC := optionrom
ROM_OUT := $(BUILD)/optionrom
# Option ROMs share 160 KiB; mkrom.py fails where the image is larger than this.
ROM_LIMIT := 10240

# From the story down: a file calls only files below it (make lint checks that).
ROM_C := pvh_main \
	plan/commit plan/plan plan/place_kernel plan/place_modules plan/place \
	elf/kernel_read elf/identify elf/segments elf/notes elf/phdrs \
	firmware/claim firmware/firmware firmware/rsdp firmware/pmm firmware/signature firmware/rom \
	memory/area memory/memmap \
	fw_cfg/bootorder fw_cfg/directory fw_cfg/fw_cfg \
	messages/console messages/errors \
	machine/image machine/mem machine/phys
ROM_S := pvh stage handoff firmware/bios
ROM_SOURCES := $(ROM_C:%=$(ROM_SRC)/%.c)
ROM_OBJECTS := $(ROM_OUT)/whole.o $(ROM_S:%=$(ROM_OUT)/%.o)

# Addresses below 4 KiB are valid here. GCC before 12 has no option for that, only the warning.
ROM_LOW_MEMORY := $(shell $(CC) --param=min-pagesize=0 -Werror -E -x c /dev/null >/dev/null 2>&1 && \
	echo --param=min-pagesize=0 || echo -Wno-array-bounds)

# GCC has -Oz since version 12.
ROM_SMALL := $(shell $(CC) -Oz -Werror -E -x c /dev/null >/dev/null 2>&1 && echo -Oz || echo -Os)

# No PIC, no run-time library, nothing newer than isapc's 486. The stack is aligned to 4 bytes, as
# the assembly leaves it.
ROM_CFLAGS := $(CC_TARGET) -m32 -march=i486 -g -std=gnu11 -ffreestanding -fno-pic -fno-pie \
	-fno-stack-protector -fcf-protection=none -fno-asynchronous-unwind-tables \
	-mno-mmx -mno-sse -mregparm=3 -fno-delete-null-pointer-checks $(ROM_LOW_MEMORY) \
	-ffunction-sections '-ffile-prefix-map=$(CURDIR)=.' \
	-Wall -Wextra -Wundef -Wstrict-prototypes -Wmissing-prototypes -Werror -I$(ROM_SRC) \
	$(ROM_SMALL) $(if $(CC_IS_CLANG),-mstack-alignment=4,-mpreferred-stack-boundary=2)
ROM_LDFLAGS := -m elf_i386 -static --gc-sections --orphan-handling=error --fatal-warnings \
	$(LD_NO_RWX_WARNING)

# Changes when the tools or their options do.
ROM_TOOLS = $(LD) $(OBJCOPY) $(CC) $(ROM_CFLAGS)
.PHONY: FORCE
$(ROM_OUT)/flags: FORCE
	@mkdir -p $(@D)
	@echo "$(ROM_TOOLS)" | cmp -s - $@ || { \
		$(ROM_SRC)/toolchain.sh "$(firstword $(LD))" "$(firstword $(OBJCOPY))" \
			$(CC) $(ROM_CFLAGS) && echo "$(ROM_TOOLS)" >$@; }

# All C files in one compilation, as SeaBIOS is built: the optimizer sees every caller. It needs no
# linker plugin, so GCC and Clang with GNU ld or lld can all be used. That each file also compiles
# alone is checked below. Clang has no -fwhole-program. Instead a pragma makes all functions static,
# except those that are called by the assembly or by the compiler.
ROM_CALLED := pvh_main machine/mem
ROM_WHOLE := $(foreach file,stage.h machine/mem.h,'#include "$(file)"') \
	$(if $(CC_IS_CLANG),'#pragma clang attribute push \
		(__attribute__((internal_linkage)), apply_to = function)') \
	$(foreach file,$(filter-out $(ROM_CALLED),$(ROM_C)),'#include "$(file).c"') \
	$(if $(CC_IS_CLANG),'#pragma clang attribute pop') \
	$(foreach file,$(ROM_CALLED),'#include "$(file).c"')
$(ROM_OUT)/whole.o: $(ROM_SOURCES) $(ROM_OUT)/flags
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)printf '%s\n' $(ROM_WHOLE) | \
		$(CC) $(ROM_CFLAGS) $(if $(CC_IS_CLANG),,-fwhole-program) \
			-MMD -MP -MT $@ -MF $(@:.o=.d) -c -o $@ -x c -

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

$(BUILD)/pvh.bin: $(ROM_OUT)/pvh.img $(ROM_SRC)/mkrom.py
	$(call say,ROM)
	$(Q)$(PYTHON) $(ROM_SRC)/mkrom.py $< $@ $(ROM_LIMIT)

# Each C file and each header by itself.
ROM_ALONE := $(ROM_C:%=$(ROM_OUT)/alone/%.o)
ROM_HEADERS_ALONE := $(patsubst $(ROM_SRC)/%,$(ROM_OUT)/alone/%.ok,\
	$(wildcard $(ROM_SRC)/*.h $(ROM_SRC)/*/*.h))
$(ROM_ALONE): $(ROM_OUT)/alone/%.o: $(ROM_SRC)/%.c $(ROM_OUT)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(ROM_CFLAGS) -MMD -MP -c -o $@ $<

$(ROM_HEADERS_ALONE): $(ROM_OUT)/alone/%.ok: $(ROM_SRC)/% $(ROM_OUT)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(ROM_CFLAGS) -MMD -MP -MT $@ -MF $(@:.ok=.d) -fsyntax-only -include $* -x c /dev/null
	@touch $@

-include $(wildcard $(ROM_OUT)/*.d $(ROM_OUT)/*/*.d $(ROM_OUT)/alone/*/*.d)

# SPDX-License-Identifier: GPL-2.0-or-later
# Guests that the tests boot: flat images, to which the tests add the file format.

GUEST_SRC := tests/guests
GUEST_OUT := $(BUILD)/guests
GUEST_REPORT := $(patsubst %,$(GUEST_OUT)/%.o,entry report own_memory start_info out crc32)
GUEST_FLAT := $(patsubst %,$(GUEST_OUT)/%.bin,tiny bzimage disk sleep)

# Nothing newer than a 486, and nothing that needs a particular load address.
GUEST_CFLAGS := $(CC_TARGET) -m32 -march=i486 -O2 -std=gnu11 -ffreestanding -fpie \
	-fvisibility=hidden -fno-stack-protector -fcf-protection=none -fno-asynchronous-unwind-tables \
	-mno-mmx -mno-sse -Wall -Wextra -Werror
GUEST_LDFLAGS := -m elf_i386 -pie --no-dynamic-linker -z text --fatal-warnings \
	--orphan-handling=error $(LD_NO_RWX_WARNING)

CHECK_NEEDS += $(GUEST_OUT)/report.bin $(GUEST_FLAT) $(GUEST_OUT)/kexec

$(GUEST_OUT)/%.o: $(GUEST_SRC)/%.c
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(GUEST_CFLAGS) -MMD -MP -c -o $@ $<

$(GUEST_OUT)/%.o: $(GUEST_SRC)/%.S
	$(call say,AS)
	@mkdir -p $(@D)
	$(Q)$(CC) $(GUEST_CFLAGS) -MMD -MP -c -o $@ $<

$(GUEST_OUT)/guest.lds: $(GUEST_SRC)/guest.lds
	@mkdir -p $(@D)
	$(Q)$(CC) -E -P -x assembler-with-cpp -MMD -MP -MT $@ -MF $(@:.lds=.lds.d) -o $@ $<

$(GUEST_OUT)/report.elf: $(GUEST_OUT)/guest.lds $(GUEST_REPORT)
	$(call say,LD)
	$(Q)$(LD) $(GUEST_LDFLAGS) -T $< -o $@ $(GUEST_REPORT)

$(GUEST_OUT)/report.bin: $(GUEST_OUT)/report.elf
	$(Q)$(OBJCOPY) -O binary -j .text $< $@

$(GUEST_FLAT): $(GUEST_OUT)/%.bin: $(GUEST_OUT)/%.o
	$(Q)$(OBJCOPY) -O binary -j .text $< $@

# A program for a Linux guest.
$(GUEST_OUT)/kexec: $(GUEST_SRC)/kexec.S
	$(call say,AS)
	@mkdir -p $(@D)
	$(Q)$(HOSTCC) -nostdlib -static -Wl,--build-id=none -o $@ $<

-include $(wildcard $(GUEST_OUT)/*.d)

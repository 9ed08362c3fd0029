# SPDX-License-Identifier: GPL-2.0-or-later
# The tools, for the machine that they run on.
#   HOSTCC HOSTCFLAGS HOSTLDFLAGS     its compiler, and flags beside ours
# What links a library beside libc needs its headers; without them the rest is built all the same.

TOOLS_SRC := tools
TOOLS_OUT := $(BUILD)/tools
# The same once more for the tests, which run these.
TOOLS_CHECKED := $(BUILD)/tools-checked
TOOLS_CHECKS := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all

TOOLS_MAINS := $(patsubst $(TOOLS_SRC)/%.c,%,$(sort $(wildcard $(TOOLS_SRC)/pvh-*.c)))
TOOLS_UNPACK := $(patsubst $(TOOLS_SRC)/%.c,%,$(wildcard $(TOOLS_SRC)/unpack_*.c))
TOOLS_SHARED := $(filter-out $(TOOLS_MAINS),$(patsubst $(TOOLS_SRC)/%.c,%,$(sort $(wildcard $(TOOLS_SRC)/*.c))))
TOOLS_LIBS := -larchive -llzo2

tools_have = $(shell printf '\#include <%s>\n' $(1) | $(HOSTCC) $(HOSTCFLAGS) -E -x c -o /dev/null - 2>/dev/null && echo yes)
TOOLS_MISSING := $(if $(call tools_have,stdio.h),,libc6-dev) \
	$(if $(call tools_have,archive.h),,libarchive-dev) $(if $(call tools_have,lzo/lzo1x.h),,liblzo2-dev)
TOOL_NAMES := $(if $(filter libc6-dev,$(TOOLS_MISSING)),,$(if $(strip $(TOOLS_MISSING)),$(filter-out pvh-extract,$(TOOLS_MAINS)),$(TOOLS_MAINS)))
TOOLS := $(TOOL_NAMES:%=$(TOOLS_OUT)/%)
ALL_NEEDS += $(TOOLS) $(if $(strip $(TOOLS_MISSING)),tools-missing)
CHECK_NEEDS += $(TOOL_NAMES:%=$(TOOLS_CHECKED)/%)

TOOLS_CFLAGS = -std=c11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 '-DVERSION="$(VERSION)"' -g '-ffile-prefix-map=$(CURDIR)=.' \
	-Wall -Wextra -Wundef -Wstrict-prototypes -Wmissing-prototypes -Werror -I$(TOOLS_SRC)

.PHONY: tools tools-missing
tools: $(TOOLS) ## build the tools alone
tools-missing:
	@echo "make: not built: $(filter-out $(TOOL_NAMES),$(TOOLS_MAINS)); missing: $(strip $(TOOLS_MISSING)); run scripts/setup.sh build"

# tools_in DIRECTORY FLAGS OBJECTS: the rules for one way to build them, OBJECTS being linked as well. The archive is made
# afresh: no member outlives its source.
define tools_in
$(1)/%.o: $(TOOLS_SRC)/%.c $(1)/flags
	$$(call say,TOOLCC)
	$$(Q)$$(HOSTCC) $$(TOOLS_CFLAGS) $(2) $$(HOSTCFLAGS) -MMD -MP -c -o $$@ $$<

$(1)/flags: FORCE
	@mkdir -p $$(@D)
	@echo "$$(HOSTCC) $$(TOOLS_CFLAGS) $(2) $$(HOSTCFLAGS) $$(HOSTLDFLAGS)" | cmp -s - $$@ || echo "$$(HOSTCC) $$(TOOLS_CFLAGS) $(2) $$(HOSTCFLAGS) $$(HOSTLDFLAGS)" >$$@

$(1)/tools.a: $(patsubst %,$(1)/%.o,$(filter-out $(TOOLS_UNPACK),$(TOOLS_SHARED)))
	$$(Q)rm -f $$@
	$$(Q)ar rcs $$@ $$^

$(1)/unpack.a: $(TOOLS_UNPACK:%=$(1)/%.o)
	$$(Q)rm -f $$@
	$$(Q)ar rcs $$@ $$^

$(1)/pvh-extract: $(1)/pvh-extract.o $(1)/tools.a $(1)/unpack.a $(3)
	$$(call say,TOOLLD)
	$$(Q)$$(HOSTCC) $(2) $$(HOSTCFLAGS) $$(HOSTLDFLAGS) -o $$@ $$^ $(TOOLS_LIBS)

$(patsubst %,$(1)/%,$(filter-out pvh-extract,$(TOOLS_MAINS))): $(1)/%: $(1)/%.o $(1)/tools.a $(3)
	$$(call say,TOOLLD)
	$$(Q)$$(HOSTCC) $(2) $$(HOSTCFLAGS) $$(HOSTLDFLAGS) -o $$@ $$^
endef
$(eval $(call tools_in,$(TOOLS_OUT),-O2))
$(eval $(call tools_in,$(TOOLS_CHECKED),$(TOOLS_CHECKS),$(TOOLS_CHECKED)/checked.o))

$(TOOLS_CHECKED)/checked.o: tests/tools/checked.c
	@mkdir -p $(@D)
	$(Q)$(HOSTCC) $(HOSTCFLAGS) -c -o $@ $<

-include $(wildcard $(TOOLS_OUT)/*.d $(TOOLS_CHECKED)/*.d)

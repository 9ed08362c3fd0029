# SPDX-License-Identifier: GPL-2.0-or-later
# The plugins for QEMU: one counts, one takes the time.

PLUGINS := $(BUILD)/tests/plugin/count.so $(BUILD)/tests/plugin/stamp.so
PLUGIN_HEADERS := tests/plugin/marks.h tests/plugin/qemu_plugin_api.h tests/plugin/x86_decode.h
PLUGIN_CFLAGS := -std=gnu11 -O2 -g -Wall -Wextra -Werror -Wno-unused-parameter \
	-fPIC -shared -fvisibility=hidden

CHECK_NEEDS += $(PLUGINS)

$(BUILD)/tests/plugin/count.so: tests/plugin/count.c tests/plugin/marks.c tests/plugin/x86_decode.c
$(BUILD)/tests/plugin/stamp.so: tests/plugin/stamp.c tests/plugin/marks.c

$(PLUGINS): $(PLUGIN_HEADERS)
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(HOSTCC) $(PLUGIN_CFLAGS) -o $@ $(filter %.c,$^)

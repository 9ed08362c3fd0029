# SPDX-License-Identifier: GPL-2.0-or-later
# The plugins for QEMU: one counts, one takes the time.

PLUGINS := $(BUILD)/bench/plugin/count.so $(BUILD)/bench/plugin/stamp.so
PLUGIN_HEADERS := bench/plugin/marks.h bench/plugin/qemu_plugin_api.h bench/plugin/x86_decode.h
PLUGIN_CFLAGS := -std=gnu11 -O2 -g -Wall -Wextra -Werror -Wno-unused-parameter \
	-fPIC -shared -fvisibility=hidden

CHECK_NEEDS += $(PLUGINS)

$(BUILD)/bench/plugin/count.so: bench/plugin/count.c bench/plugin/marks.c bench/plugin/x86_decode.c
$(BUILD)/bench/plugin/stamp.so: bench/plugin/stamp.c bench/plugin/marks.c

$(PLUGINS): $(PLUGIN_HEADERS)
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(HOSTCC) $(PLUGIN_CFLAGS) -o $@ $(filter %.c,$^)

# SPDX-License-Identifier: GPL-2.0-or-later
# The counting plugin for QEMU.

PLUGIN_SOURCES := tests/plugin/count.c tests/plugin/marks.c tests/plugin/x86_decode.c
PLUGIN_HEADERS := tests/plugin/marks.h tests/plugin/qemu_plugin_api.h tests/plugin/x86_decode.h
PLUGIN_CFLAGS := -std=gnu11 -O2 -g -Wall -Wextra -Werror -Wno-unused-parameter \
	-fPIC -shared -fvisibility=hidden

CHECK_NEEDS += $(BUILD)/tests/plugin/count.so

$(BUILD)/tests/plugin/count.so: $(PLUGIN_SOURCES) $(PLUGIN_HEADERS)
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(CC) $(PLUGIN_CFLAGS) -o $@ $(PLUGIN_SOURCES)

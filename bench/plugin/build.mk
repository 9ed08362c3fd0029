# SPDX-License-Identifier: GPL-2.0-or-later
# The plugins for QEMU: one counts, one takes the time. They are made for one QEMU, $(QEMU).

PLUGIN_OUT := $(BUILD)/bench/plugin
PLUGINS := $(PLUGIN_OUT)/count.so $(PLUGIN_OUT)/stamp.so
PLUGIN_HEADERS := bench/plugin/marks.h bench/plugin/qemu_plugin_api.h bench/plugin/x86_decode.h
PLUGIN_CFLAGS := -std=gnu11 -O2 -g -Wall -Wextra -Werror -Wno-unused-parameter \
	-fPIC -shared -fvisibility=hidden
PLUGIN_QEMU = $(or $(QEMU),qemu-system-x86_64)

CHECK_NEEDS += $(PLUGINS)

$(PLUGIN_OUT)/version: FORCE
	@mkdir -p $(@D)
	@bench/plugin/version.sh "$(PLUGIN_QEMU)" "$(HOSTCC)" >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(PLUGIN_OUT)/count.so: bench/plugin/count.c bench/plugin/marks.c bench/plugin/x86_decode.c
$(PLUGIN_OUT)/stamp.so: bench/plugin/stamp.c bench/plugin/marks.c

$(PLUGINS): $(PLUGIN_HEADERS) $(PLUGIN_OUT)/version
	$(call say,CC)
	$(Q)$(HOSTCC) $(PLUGIN_CFLAGS) $$(cat $(PLUGIN_OUT)/version) -o $@ $(filter %.c,$^)

# SPDX-License-Identifier: GPL-2.0-or-later
# For contributors: the editor's database, a debugger on the ROM, and what a release must meet.

.PHONY: compdb gdb release-check

# A compiler's options, without those that only gcc has. The ROM's files are read one by one here.
EDITOR_FLAGS := -m32 -march% -mno-% -mregparm% -std% -ffreestanding -f%-pi% -D% -I% -W%
editor_flags = $(filter $(EDITOR_FLAGS),$(1))
EDITOR_TOOLS = $(HOSTCC) $(call editor_flags,$(TOOLS_CFLAGS))
EDITOR_TESTS := -I$(TOOLS_SRC) -Itests/unit -Itests/unit/tools -Itests/fuzz -DFINDS=\"\" -DNAME=\"\"

compdb: ## write compile_commands.json, which clangd and other editors read
	$(Q)$(PYTHON) scripts/compdb.py compile_commands.json \
		'optionrom: $(CC) $(call editor_flags,$(ROM_CFLAGS))' \
		'tools: $(EDITOR_TOOLS) -DVERSION=\"$(VERSION)\"' \
		'tests/unit tests/fuzz: $(HOSTCC) $(call editor_flags,$(UNIT_CFLAGS)) $(EDITOR_TESTS)' \
		'tests/unit/tools tests/fuzz/tools: $(EDITOR_TOOLS) $(EDITOR_TESTS)' \
		'tests/guests: $(CC) $(call editor_flags,$(GUEST_CFLAGS))' \
		'conformance: $(CC) $(call editor_flags,$(CONF_CFLAGS)) -DGUEST_ELF=\"\"' \
		'bench: $(HOSTCC) $(call editor_flags,$(PLUGIN_CFLAGS)) -DPLUGIN_VERSION=1'

gdb: ## start gdb, with QEMU paused where the ROM is first called: KERNEL= MACHINE=pc GDB="-ex …"
	@scripts/setup.sh gdb
	@$(MAKE) --no-print-directory all $(BUILD)/pvh-conformance32.elf
	@BUILD=$(BUILD) scripts/gdb.sh $(GDB)

release-check: all ## check that version, change log, tag and the documented image belong together
	@scripts/setup.sh deb
	$(Q)BUILD=$(BUILD) packaging/release_check.sh

# SPDX-License-Identifier: GPL-2.0-or-later
# The tools, and what is made of them: man pages and completions.

TOOLS := tools/pvh-boot tools/pvh-extract
TOOL_FILES := $(sort $(wildcard tools/pvh/*.py))
TOOL_NAMES := $(notdir $(TOOLS))
MAN_PAGES := $(patsubst man/%.md,$(BUILD)/man/%,$(sort $(wildcard man/*.md)))
BASH_COMPLETIONS := $(TOOL_NAMES:%=$(BUILD)/completions/bash/%)
ZSH_COMPLETIONS := $(TOOL_NAMES:%=$(BUILD)/completions/zsh/_%)
ALL_NEEDS += $(MAN_PAGES) $(BASH_COMPLETIONS) $(ZSH_COMPLETIONS)

.PHONY: man completions
man: $(MAN_PAGES) ## make the man pages
completions: $(BASH_COMPLETIONS) $(ZSH_COMPLETIONS) ## make the completions for bash and zsh

$(BUILD)/man/%: man/%.md man/mkman.py man/roff.py README.md VERSION $(TOOL_FILES)
	$(call say,MAN)
	@mkdir -p $(@D)
	$(Q)$(PYTHON) man/mkman.py $< >$@

$(BUILD)/completions/bash/%: completions/mkcompletion.py $(TOOL_FILES)
	$(call say,GEN)
	@mkdir -p $(@D)
	$(Q)$(PYTHON) $< bash $* >$@

$(BUILD)/completions/zsh/_%: completions/mkcompletion.py $(TOOL_FILES)
	$(call say,GEN)
	@mkdir -p $(@D)
	$(Q)$(PYTHON) $< zsh $* >$@

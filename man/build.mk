# SPDX-License-Identifier: GPL-2.0-or-later
# Man pages, and what else is made of the tools' tables of options: completions.

OPTIONS := man/options.py $(sort $(wildcard tools/*.def))
# Those that have options of their own, and QEMU's.
COMPLETED := $(patsubst tools/%.def,%,$(sort $(wildcard tools/pvh-*.def))) pvh-qemu
MAN_PAGES := $(patsubst man/%.md,$(BUILD)/man/%,$(sort $(wildcard man/*.md)))
BASH_COMPLETIONS := $(COMPLETED:%=$(BUILD)/completions/bash/%)
ZSH_COMPLETIONS := $(COMPLETED:%=$(BUILD)/completions/zsh/_%)
ALL_NEEDS += $(MAN_PAGES) $(BASH_COMPLETIONS) $(ZSH_COMPLETIONS)

.PHONY: man completions
man: $(MAN_PAGES) ## make the man pages
completions: $(BASH_COMPLETIONS) $(ZSH_COMPLETIONS) ## make the completions for bash and zsh

MAN_TABLES := docs/using.md docs/messages.md docs/limits.md

$(BUILD)/man/%: man/%.md man/mkman.py man/roff.py $(MAN_TABLES) VERSION $(OPTIONS)
	$(call say,MAN)
	@mkdir -p $(@D)
	$(Q)$(PYTHON) man/mkman.py $< >$@

$(BUILD)/completions/bash/%: completions/mkcompletion.py $(OPTIONS)
	$(call say,GEN)
	@mkdir -p $(@D)
	$(Q)$(PYTHON) $< bash $* >$@

$(BUILD)/completions/zsh/_%: completions/mkcompletion.py $(OPTIONS)
	$(call say,GEN)
	@mkdir -p $(@D)
	$(Q)$(PYTHON) $< zsh $* >$@

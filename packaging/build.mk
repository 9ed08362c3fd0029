# SPDX-License-Identifier: GPL-2.0-or-later
# Installing and packaging. The other makefiles name what is installed beside the ROM:
#   TOOLS MAN_PAGES BASH_COMPLETIONS ZSH_COMPLETIONS

prefix = /usr/local
bindir = $(prefix)/bin
datadir = $(prefix)/share
mandir = $(datadir)/man
docdir = $(datadir)/doc/pvh-boot
qemudir = $(datadir)/qemu
bashdir = $(datadir)/bash-completion/completions
zshdir = $(datadir)/zsh/site-functions
# For hooks that run when a kernel is installed: /etc/kernel on Debian; with kernel-install,
# /usr/lib/kernel/install.d.
hookdir =
plugindir =
DIST := $(BUILD)/pvh-boot-$(VERSION).tar.gz

INSTALL_VARIABLES := BUILD DESTDIR bindir datadir mandir docdir qemudir bashdir zshdir \
	hookdir plugindir TOOLS MAN_PAGES BASH_COMPLETIONS ZSH_COMPLETIONS
INSTALLER = $(foreach v,$(INSTALL_VARIABLES),$v='$($v)') packaging/install.sh

.PHONY: install uninstall dist deb rpm reproducible qemu-patch
install: all ## install ROM and tools: DESTDIR= prefix=/usr/local datadir= …
	$(Q)$(INSTALLER) install

uninstall: ## remove what make install, with the same variables, has put there
	$(Q)$(INSTALLER) uninstall

dist: ## pack the sources, the same bytes anywhere
	$(call say,DIST)
	$(Q)packaging/dist.sh $(BUILD) $(DIST)

deb: dist ## make Debian packages, below build/deb
	@scripts/setup.sh deb
	$(Q)packaging/deb.sh $(DIST) $(BUILD)/deb
	$(Q)lintian --allow-root --fail-on error,warning --info $(BUILD)/deb/*.changes

rpm: dist ## make RPM packages, below build/rpm
	@scripts/setup.sh rpm
	$(Q)packaging/rpm.sh $(DIST) $(BUILD)/rpm
	$(Q)rpmlint --strict --config packaging/rpm/rpmlint.toml $(BUILD)/rpm/*.spec $(BUILD)/rpm/*.rpm

reproducible: $(BUILD)/pvh.bin deb ## build once more, as differently as can be, and compare
	@scripts/setup.sh reproducible
	$(Q)packaging/reproducible.sh $(BUILD) CC='$(CC)' LD='$(LD)' OBJCOPY='$(OBJCOPY)' \
		CROSS_COMPILE='$(CROSS_COMPILE)'

qemu-patch: ## write patches for QEMU's sources, below build/qemu: QEMU_SOURCE=DIRECTORY
	$(if $(QEMU_SOURCE),,$(error qemu-patch: QEMU_SOURCE= names the directory of QEMU's sources))
	$(Q)packaging/qemu/patch.sh '$(QEMU_SOURCE)' $(BUILD)/qemu

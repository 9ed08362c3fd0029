# SPDX-License-Identifier: GPL-2.0-or-later
# make help lists targets and variables.

BUILD ?= build
$(if $(word 2,$(BUILD))$(word 2,$(O)),$(error O=$(O) BUILD=$(BUILD): \
	make takes no space in the name of a build directory))
GIVEN := BUILD
# Beside O=, BUILD= is for a make within a make, as coverage has it.
ifneq ($(origin BUILD),command line)
ifeq ($(origin O),command line)
BUILD := $(O)
GIVEN := O
endif
endif
override BUILD := $(patsubst %/,%,$(BUILD))
# make clean removes it: so it has to be new, empty, or ours.
$(if $(shell scripts/build_dir.sh '$(BUILD)' && echo ours),,\
	$(error $(GIVEN)=$(BUILD): cannot be created, or is neither empty nor a build of ours))

VERSION := $(shell cat VERSION)
ifeq ($(origin CC),default)
CC := $(CROSS_COMPILE)gcc
endif
ifeq ($(origin LD),default)
LD := $(CROSS_COMPILE)ld
endif
OBJCOPY ?= $(CROSS_COMPILE)objcopy
# Whatever runs on this machine: the tools, unit tests, QEMU's plugins. HOSTCFLAGS and HOSTLDFLAGS
# are for the tools.
HOSTCC ?= gcc
PYTHON ?= $(shell scripts/python.sh)
CC_IS_CLANG := $(shell $(CC) --version 2>/dev/null | grep -i clang)
# One clang serves every target, by option; a gcc serves one, by its name.
CC_TARGET := $(if $(CC_IS_CLANG),$(CROSS_COMPILE:%-=--target=%))
# Old and foreign linkers do not know it, and do not warn either.
LD_NO_RWX_WARNING := $(shell $(LD) --help 2>/dev/null | grep -o -e --no-warn-rwx-segments)

export PYTHONDONTWRITEBYTECODE := 1
Q := $(if $(V),,@)
say = $(if $(V),,@echo "  $(1)	$(@:$(BUILD)/%=%)")

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all run check help clean

all: $(BUILD)/pvh.bin ## build pvh.bin: what make alone does
	@:

help: ## this list
	@scripts/help.sh $(filter Makefile %.mk,$(MAKEFILE_LIST))

include optionrom/build.mk
include tests/guests/build.mk tests/roms/build.mk bench/plugin/build.mk
include tests/unit/build.mk tests/fuzz/build.mk
include tools/build.mk tests/unit/tools/build.mk tests/fuzz/tools/build.mk man/build.mk
include packaging/build.mk analysis/build.mk bench/build.mk conformance/build.mk
include tests/hostile/build.mk tests/matrix/build.mk
include scripts/releases/build.mk
include scripts/develop.mk tests/mutants/build.mk

all: $(ALL_NEEDS)

# Two steps, so that what setup.sh installs is there before make looks for it.
run: ## boot a Linux kernel through it: KERNEL= INITRD= CMDLINE= MACHINE= MEMORY= SMP= ACCEL= QEMU=
	@scripts/setup.sh run
	@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) scripts/run.sh

check: ## run all tests
	@scripts/setup.sh check
	@$(MAKE) --no-print-directory check-all

.PHONY: check-all check-unit check-boot
check-all: check-unit check-boot

check-unit: $(UNIT_TESTS) ## run the unit tests alone
	$(Q)scripts/check_unit.sh $(BUILD)/unit.log $(UNIT_TESTS)

check-boot: all $(CHECK_NEEDS) ## run all but the unit tests
	$(Q)BUILD=$(BUILD) scripts/check_boot.sh $(PYTEST)

clean: ## remove the build directory
	rm -rf -- '$(BUILD)'

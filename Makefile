# SPDX-License-Identifier: GPL-2.0-or-later
# make help lists the targets. V=1 shows the commands, CC=clang builds with clang.

BUILD ?= build
ifeq ($(origin CC),default)
CC := gcc
endif
LD := $(if $(filter default,$(origin LD)),ld,$(LD))
OBJCOPY ?= objcopy
PYTHON ?= $(shell scripts/python.sh)
Q := $(if $(V),,@)
say = $(if $(V),,@echo "  $(1)	$(@:$(BUILD)/%=%)")

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all run check help clean

all: $(BUILD)/pvh.bin
	@:

help:
	@echo "make          build $(BUILD)/pvh.bin"
	@echo "make run      boot a Linux kernel through it (KERNEL= INITRD= CMDLINE= MACHINE= MEMORY= SMP= ACCEL= QEMU=)"
	@echo "make check    run all tests (PYTEST= passes options on)"
	@echo "make fuzz     fuzz the C files, FUZZ_SECONDS=60 each"
	@echo "make coverage say how much of the portable C the unit tests reach"
	@echo "make clean    remove $(BUILD)"

include optionrom/build.mk
include tests/guests/build.mk tests/roms/build.mk tests/plugin/build.mk tests/unit/build.mk tests/fuzz/build.mk

# Two steps, so that what setup.sh installs is there before make looks for it.
run:
	@scripts/setup.sh run
	@$(MAKE) --no-print-directory all
	@BUILD=$(BUILD) scripts/run.sh

check:
	@scripts/setup.sh check
	@$(MAKE) --no-print-directory check-all

.PHONY: check-all check-unit check-boot
check-all: check-unit check-boot

check-unit: $(UNIT_TESTS)
	$(Q)for t in $(UNIT_TESTS); do $$t || exit 1; done

check-boot: all $(CHECK_NEEDS)
	$(Q)BUILD=$(BUILD) PYTHONDONTWRITEBYTECODE=1 $(shell scripts/python.sh pytest xdist) -m pytest -q -n 2 -p no:cacheprovider $(PYTEST) tests

clean:
	rm -rf $(BUILD)

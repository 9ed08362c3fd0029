# SPDX-License-Identifier: GPL-2.0-or-later
# The boot bench: bench/__main__.py measures, docs/performance.md tells about it.

BENCH := $(BUILD)/bench
BENCH_NEEDS := $(BENCH)/stamped-qemu $(BENCH)/initramfs $(BENCH)/kallsyms-initramfs $(PLUGINS)
CHECK_NEEDS += $(BENCH_NEEDS)

.PHONY: bench bench-run bench-docs

bench: ## measure boots beside all other ways: RUNS= ACCEL=kvm,tcg,count MACHINES= KERNEL= QEMU=
	@scripts/setup.sh bench
	@$(MAKE) --no-print-directory bench-run

bench-run: all $(BENCH_NEEDS)
	$(Q)BUILD=$(BUILD) PYTHONDONTWRITEBYTECODE=1 $$(scripts/python.sh matplotlib) -m bench

bench-docs: ## put the figures of the last bench into docs/
	$(Q)BUILD=$(BUILD) PYTHONDONTWRITEBYTECODE=1 $$(scripts/python.sh matplotlib) -m bench.document

$(BENCH)/stamped-qemu: bench/stamped_qemu.c
	$(call say,CC)
	@mkdir -p $(@D)
	$(Q)$(HOSTCC) -std=gnu11 -O2 -Wall -Wextra -Werror -o $@ $<

# The address is USER_ENTRY of bench/points.py.
$(BENCH)/init: bench/init.S
	$(call say,AS)
	@mkdir -p $(@D)
	$(Q)$(HOSTCC) -nostdlib -static -Wl,-Ttext=0x70000000,--build-id=none -o $@ $<

$(BENCH)/initramfs: $(BENCH)/init bench/pack.sh
	$(call say,PACK)
	$(Q)bench/pack.sh $< $@

$(BENCH)/kallsyms-initramfs: bench/kallsyms.sh bench/pack.sh scripts/initramfs.sh scripts/init.sh
	$(call say,PACK)
	@mkdir -p $(@D)
	$(Q)scripts/initramfs.sh $@.base
	$(Q)bench/pack.sh $< $@.own
	$(Q)cat $@.base $@.own >$@
	@rm $@.base $@.own

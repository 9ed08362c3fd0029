/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The conformance guest: what a PVH kernel was handed, judged clause by clause. */
#include "dirty.h"
#include "guest.h"
#include "info.h"
#include "memmap.h"
#include "out.h"
#include "port.h"
#include "tap.h"

/* isa-debug-exit makes QEMU's status (value << 1) | 1: 33 or 35. It lies at either port. */
#define EXIT_PORT 0x501
#define EXIT_PORT_OTHER 0xf4
#define EXIT_GOOD 0x10
#define EXIT_BAD 0x11

static _Noreturn void leave(uint8_t code)
{
	port_out(EXIT_PORT, code);
	port_out(EXIT_PORT_OTHER, code);
	halt();
}

void bail_out(uint32_t vector)
{
	out_text("Bail out! exception ");
	out_decimal(vector);
	out_text("\n");
	leave(EXIT_BAD);
}

void run(void)
{
	load_info();
	load_memmap();
	load_modules();
	dirty_first();
	check_image();
	check_segments();
	check_task();
	check_control_registers();
	check_a20();
	check_start_info();
	check_places();
	check_memmap();
	check_modules();
	check_cmdline();
	check_acpi();
	leave(failures() ? EXIT_BAD : EXIT_GOOD);
}

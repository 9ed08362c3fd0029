/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the bad loader share: all it hands over, to be spoilt before the entry. */
#ifndef BAD_H
#define BAD_H

#define LOADER_BASE 0x1000000 /* bit 20 is clear: runs with A20 off */
#define LOADER_STACK 0x4000

/* Where it builds, all of it RAM of its own map. */
#define PLACE_INFO 0x20000
#define PLACE_MEMMAP 0x21000
#define PLACE_MODLIST 0x24000
#define PLACE_TEXT0 0x25000
#define PLACE_TEXT1 0x25100
#define PLACE_RSDP 0x26000
#define PLACE_TABLE 0x27000
#define PLACE_CMDLINE 0x30000
#define PLACE_MODULE0 0x2000000
#define PLACE_MODULE1 0x2004000
#define PLACE_TSS 0x50000
#define MODULE_SIZE 8000
#define OFF 0x1000 /* how far a base is off */

/* GDT entries: order of IN_xx, then the loader's own. */
#define SEL(index) (8 + 8 * (index))
#define SEL_TSS SEL(IN_TR)
#define SEL_FLAT SEL(5)
#define SEL_FLAT_CODE SEL(6)
#define GDT_ENTRIES 8

#define MACHINE_ENTRY 0
#define MACHINE_INFO 4
#define MACHINE_EFLAGS 8
#define MACHINE_CR0 12
#define MACHINE_CR4 16
#define MACHINE_TASK 20
#define MACHINE_GDT 24

#ifndef __ASSEMBLER__
#include "../guest/info.h"
#include "../guest/memmap.h"

struct machine {
	uint32_t entry;
	uint32_t info;
	uint32_t eflags, cr0, cr4;
	uint32_t task; /* selector for TR; 0: it is not loaded */
	uint64_t gdt[GDT_ENTRIES];
};

_Static_assert(__builtin_offsetof(struct machine, gdt) == MACHINE_GDT, "bad.h");

struct image {
	uint32_t entry, e_entry; /* the note's, and the ELF header's */
	uint32_t last_byte; /* of the last segment's file bytes */
	uint32_t last_zero; /* of its .bss */
};

struct handed {
	struct machine machine;
	struct image image;
	struct start_info *info;
	struct memmap_entry *map;
	struct module *modules;
	char *cmdline;
	uint8_t *rsdp; /* a copy; the firmware's stays as it is */
};

struct defect {
	const char *name;
	void (*spoil)(struct handed *h);
};

/* Defines one. */
#define SPOIL(name, statement)                                                                     \
	static void name(struct handed *h)                                                         \
	{                                                                                          \
		(void)h;                                                                           \
		statement;                                                                         \
	}

/* Each ended by a NULL name. */
extern const struct defect machine_defects[], info_defects[], module_defects[], map_defects[],
	acpi_defects[];

struct image load_image(void);
struct memmap_entry *append(struct handed *h, uint64_t address, uint64_t size, uint32_t type);
void good_machine(struct machine *m);
uint64_t descriptor(uint32_t base, uint32_t limit, uint32_t rights);
_Noreturn void enter(const struct machine *m);
void load(uint32_t start_info);

#endif

#endif

// SPDX-License-Identifier: GPL-2.0-or-later
/* pvh-boot's command line. */
#include <string.h>
#include "boot.h"
#include "message.h"

static const struct option table[] = {
#define OPTIONS_ROWS struct given
#include "options_def.h"
#include "pvh-boot.def"
};

static const struct options options = {
#define OPTIONS_PROGRAM table
#include "options_def.h"
#include "pvh-boot.def"
};

/* An option that is written out here, and whether its value is the next word. */
static const struct option *our_option(const char *word, bool *takes_next)
{
	for (size_t i = 0; i < options.count; i++) {
		const struct option *option = table + i;
		size_t length = option->name ? strlen(option->name) : 0;
		bool is_letter = option->letter && word[1] == option->letter;
		bool is_name = length && word[1] == '-' && !strncmp(word + 2, option->name, length);

		*takes_next = option->kind != OPTION_FLAG && !word[is_name ? length + 2 : 2];
		if ((is_letter && !word[2]) ||
		    (is_name && (!word[length + 2] || word[length + 2] == '=')))
			return option;
	}
	return NULL;
}

/* Where a user of QEMU's option finds it here. */
static const char *in_our_words(const char *name)
{
	for (size_t i = 0; i < options.count; i++) {
		if (table[i].name && !strcmp(table[i].name, name))
			return format("write --%s", name);
	}
	return strcmp(name, "kernel") != 0 ? "put it after --" : "give it as KERNEL";
}

/*
 * Else -cpu would be read as the letters c, p and u, -no-reboot as --dry-run with more behind it.
 */
static void refuse_qemus(char *const *words, int count)
{
	for (int i = 0; i < count; i++) {
		bool takes_next = false;
		const char *name = words[i] + (words[i][0] && words[i][1] == '-' ? 2 : 1);

		if (words[i][0] != '-' || !words[i][1])
			continue;
		if (our_option(words[i], &takes_next))
			i += takes_next;
		else if (name[0] && name[1] && strcmp(words[i], "--help") != 0 &&
			 strcmp(words[i], "--version") != 0 && qemu_option_exists(name))
			options_error(&options, "%s is an option of QEMU's: %s", words[i],
				      in_our_words(name));
	}
}

/* Options of QEMU's that would undo what is decided here. */
static void check_own(const struct own *own)
{
	static const char *const ours[][2] = { { "kernel", "KERNEL" },
					       { "initrd", "--initrd" },
					       { "append", "--append" } };

	if (own_find(own, "M machine"))
		options_error(&options, "give the machine as --machine, before --");
	for (size_t i = 0; i < sizeof(ours) / sizeof(*ours); i++) {
		if (own_find(own, ours[i][0]))
			die("-%s after --: give it as %s, before --", ours[i][0], ours[i][1]);
	}
}

void boot_read_options(struct boot *boot, char *const *words, int count)
{
	const char *wrong;
	int ours = 0;

	while (ours < count && strcmp(words[ours], "--") != 0)
		ours++;
	boot->given = (struct given){ .machine = MACHINE_DEFAULT,
				      .memory = "1G",
				      .smp = "1",
				      .accel = "auto",
				      .route = "auto",
				      .qemu = "qemu-system-x86_64" };
	refuse_qemus(words, ours);
	options_read(&options, &boot->given, words, (size_t)ours);
	wrong = words_split(&boot->qemu, boot->given.qemu);
	if (wrong || !boot->qemu.count)
		option_error(&options, option_of(&options, offsetof(struct given, qemu)), "%s",
			     wrong ? wrong : "names no program");
	ours += ours < count;
	own_read(&boot->own, words + ours, count - ours);
	check_own(&boot->own);
}

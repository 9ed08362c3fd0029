// SPDX-License-Identifier: GPL-2.0-or-later
/* How a sentence is put together. Each refusal's own sentence is asserted where it is provoked. */
#include <string.h>
#include "unit.h"
#include "messages/errors.h"

#define MOST 0xffffffffU

TEST(no_argument)
{
	assert_refuses(refuse(NO_KERNEL), "opt/pvh/kernel is missing");
}

TEST(hex)
{
	assert_refuses(refuse(NO_ELF, 0, "...."), "kernel begins with 0x0 (\"....\"): no ELF");
	assert_refuses(refuse(NO_ELF, 15, "abcd"), "kernel begins with 0xf (\"abcd\"): no ELF");
	assert_refuses(refuse(NO_ELF, 16, "abcd"), "kernel begins with 0x10 (\"abcd\"): no ELF");
	assert_refuses(refuse(NO_ELF, 0x89abcdef, "abcd"),
		       "kernel begins with 0x89abcdef (\"abcd\"): no ELF");
	assert_refuses(refuse(NO_ELF, MOST, "abcd"),
		       "kernel begins with 0xffffffff (\"abcd\"): no ELF");
}

TEST(decimal)
{
	assert_refuses(refuse(SEGMENT_OUT_OF_RANGE, 0), "segment 0 ends beyond 4 GiB");
	assert_refuses(refuse(SEGMENT_OUT_OF_RANGE, 9), "segment 9 ends beyond 4 GiB");
	assert_refuses(refuse(SEGMENT_OUT_OF_RANGE, 10), "segment 10 ends beyond 4 GiB");
	assert_refuses(refuse(SEGMENT_OUT_OF_RANGE, MOST), "segment 4294967295 ends beyond 4 GiB");
}

TEST(words)
{
	assert_refuses(refuse(BAD_COMPRESSED, "lz4"), "kernel is compressed with lz4");
	assert_refuses(refuse(BAD_COMPRESSED, ""), "kernel is compressed with ");
}

TEST(several_in_order)
{
	assert_refuses(refuse(NO_RAM, 0x1000, 0x2fff, 0x2000, 0x2000, "reserved"),
		       "kernel needs RAM at 0x1000-0x2fff, but 0x2000-0x2000 is reserved");
	assert_refuses(refuse(BAD_ELF_FIELD, "type", 3, 2), "ELF type is 3, not 2");
	assert_refuses(refuse(BAD_DMA, 0x22, 4096, 0x100000),
		       "fw_cfg DMA error: item 0x22, 4096 bytes to 0x100000");
}

TEST(the_longest)
{
	assert_refuses(refuse(NO_RAM, MOST, MOST, MOST, MOST, "ACPI data"),
		       "kernel needs RAM at 0xffffffff-0xffffffff, but 0xffffffff-0xffffffff is "
		       "ACPI data");
}

TEST(a_sentence_is_not_left_over)
{
	assert_refuses(refuse(NO_ENTRY_NOTE), "no PHYS32_ENTRY note: built without CONFIG_PVH?");
	assert_refuses(refuse(NO_MODULE, 7), "opt/pvh/module7 is missing");
}

/* No caller does this; the buffer must hold all the same. */
TEST(a_word_that_is_too_long_is_cut)
{
	char word[300];

	memset(word, 'w', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	if (!setjmp(*refusal_catch()))
		refuse(BAD_COMPRESSED, word);
	assert_int_equal(strlen(refusal_sentence()), 199);
	assert_memory_equal(refusal_sentence(), "pvh: kernel is compressed with www", 34);
}

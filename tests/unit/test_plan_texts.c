// SPDX-License-Identifier: GPL-2.0-or-later
/* How command lines end. */
#include <string.h>
#include "unit.h"
#include "commit_fixture.h"

/* A text of `size` bytes as file and as -append is read as `wanted`, and ends within its own area.
 */
static void assert_text(const char *bytes, uint32_t size, const char *wanted)
{
	uint64_t at;

	plan_setup(NULL);
	use_file(&dir.file[FW_CMDLINE], bytes, size);
	commit();
	at = plan.tables.start_info.cmdline_paddr;
	assert_string_equal((const char *)guest(at), wanted);
	assert_int_equal(*guest(at + size), 0);
	assert_int_equal(*guest(at + size + 1), DIRT);
}

TEST_AFTER(commit_setup, endings_of_a_text)
{
	assert_text("console=ttyS0", 13, "console=ttyS0");
	assert_text("console=ttyS0", 14, "console=ttyS0");
	assert_text("console=ttyS0\n", 14, "console=ttyS0");
	assert_text("console=ttyS0\n", 15, "console=ttyS0");
	assert_text("console=ttyS0\0\n", 15, "console=ttyS0");
	assert_text("console=ttyS0\n\0\0\0", 17, "console=ttyS0");
	assert_text("console=ttyS0\n\n", 15, "console=ttyS0\n");
	assert_text("two\nlines\n", 10, "two\nlines");
}

TEST_AFTER(commit_setup, texts_of_hardly_anything)
{
	assert_text("", 0, "");
	assert_text("", 1, "");
	assert_text("\n", 1, "");
	assert_text("\n", 2, "");
	assert_text("\0\0\0", 3, "");
	assert_text("x", 1, "x");
}

TEST_AFTER(commit_setup, append_with_and_without_its_nul)
{
	fake_u32(FW_CFG_CMDLINE_SIZE, 6);
	fake_item(FW_CFG_CMDLINE_DATA, "quiet", 6);
	commit();
	assert_string_equal((const char *)guest(plan.tables.start_info.cmdline_paddr), "quiet");
	assert_nothing_else_written();
	fake_item(FW_CFG_CMDLINE_DATA, "quieter", 7);
	commit();
	assert_string_equal((const char *)guest(plan.tables.start_info.cmdline_paddr), "quiet");
}

TEST_AFTER(commit_setup, a_text_of_100000_bytes)
{
	static char text[100001];

	memset(text, 'x', sizeof(text) - 1);
	assert_text(text, 100000, text);
	assert_nothing_else_written();
}

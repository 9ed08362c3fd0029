// SPDX-License-Identifier: GPL-2.0-or-later
/* How command lines end. */
#include <string.h>
#include "unit.h"
#include "commit_fixture.h"

/* A text of `size` bytes as file and as -append is read as `wanted`, and ends within its own area. */
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

static void test_endings_of_a_text(void **state)
{
	(void)state;
	assert_text("console=ttyS0", 13, "console=ttyS0");
	assert_text("console=ttyS0", 14, "console=ttyS0");
	assert_text("console=ttyS0\n", 14, "console=ttyS0");
	assert_text("console=ttyS0\n", 15, "console=ttyS0");
	assert_text("console=ttyS0\0\n", 15, "console=ttyS0");
	assert_text("console=ttyS0\n\0\0\0", 17, "console=ttyS0");
	assert_text("console=ttyS0\n\n", 15, "console=ttyS0\n");
	assert_text("two\nlines\n", 10, "two\nlines");
}

static void test_texts_of_hardly_anything(void **state)
{
	(void)state;
	assert_text("", 0, "");
	assert_text("", 1, "");
	assert_text("\n", 1, "");
	assert_text("\n", 2, "");
	assert_text("\0\0\0", 3, "");
	assert_text("x", 1, "x");
}

static void test_append_with_and_without_its_nul(void **state)
{
	(void)state;
	fake_u32(FW_CFG_CMDLINE_SIZE, 6);
	fake_item(FW_CFG_CMDLINE_DATA, "quiet", 6);
	commit();
	assert_string_equal((const char *)guest(plan.tables.start_info.cmdline_paddr), "quiet");
	assert_nothing_else_written();
	fake_item(FW_CFG_CMDLINE_DATA, "quieter", 7);
	commit();
	assert_string_equal((const char *)guest(plan.tables.start_info.cmdline_paddr), "quiet");
}

static void test_a_text_of_100000_bytes(void **state)
{
	static char text[100001];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	assert_text(text, 100000, text);
	assert_nothing_else_written();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_endings_of_a_text, commit_setup),
		cmocka_unit_test_setup(test_texts_of_hardly_anything, commit_setup),
		cmocka_unit_test_setup(test_append_with_and_without_its_nul, commit_setup),
		cmocka_unit_test_setup(test_a_text_of_100000_bytes, commit_setup),
	};

	return cmocka_run_group_tests_name("plan_commit, texts", tests, NULL, NULL);
}

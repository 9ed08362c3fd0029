// SPDX-License-Identifier: GPL-2.0-or-later
/* The input becomes a machine, a kernel and modules; a plan that is made of them is carried out,
 * and checked. */
#include <string.h>
#include "plan/commit.h"
#include "plan/place_kernel.h"
#include "plan_check.h"

static void check_nothing_written(void)
{
	const struct fake_log *log = fake_log();

	for (uint32_t i = 0; i < log->calls && i < FAKE_WRITES; i++)
		CHECK(guest_address(log->write[i].dst) < 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct plan_input input;
	static struct plan plan;
	static struct elf_window window;

	plan_input_read(&input, data, size);
	memset(&plan, 0, sizeof(plan));
	if (setjmp(*refusal_catch())) {
		check_sentence();
		check_nothing_written();
		return 0;
	}
	if (find_kernel(&plan.kernel, &input.dir)) {
		plan_make(&plan, &input.dir, &input.firmware, &window);
		check_nothing_written();
		fake_forget();
		fake_dry(true);
		plan_commit(&plan);
		plan_check(&input, &plan);
		guest_reset();
	}
	refusal_dismiss();
	return 0;
}

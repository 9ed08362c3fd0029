// SPDX-License-Identifier: GPL-2.0-or-later
/* What a launcher executes in the bench: writes the time to the file $BENCH_STAMP, and becomes
 * $BENCH_QEMU. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	const char *stamp = getenv("BENCH_STAMP"), *qemu = getenv("BENCH_QEMU");
	struct timespec now;
	FILE *file = stamp ? fopen(stamp, "w") : NULL;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (!file || !qemu || argc < 1)
		return 1;
	fprintf(file, "%lld\n", now.tv_sec * 1000000000LL + now.tv_nsec);
	fclose(file);
	argv[0] = (char *)qemu;
	execvp(qemu, argv);
	perror(qemu);
	return 1;
}

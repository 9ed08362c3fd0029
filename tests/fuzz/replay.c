// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A fuzz target without libFuzzer. Without arguments: runs every seed, then every
 * file in FINDS. With a directory: writes the seeds there.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fuzz.h"

#define FIND_MAX 0x100000

static const char *corpus;
static unsigned int seeds, finds;

static void run_seed(const void *data, size_t size)
{
	/* On the heap, and just so large, that a read past the end is seen. */
	uint8_t *copy = malloc(size ? size : 1);

	memcpy(copy, data, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
	seeds++;
}

static void write_seed(const void *data, size_t size)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/seed-%04u", corpus, seeds++);
	file = fopen(path, "wb");
	if (!file || fwrite(data, 1, size, file) != size || fclose(file))
		standin_fail("cannot write %s", path);
}

static void run_find(const char *name)
{
	static uint8_t data[FIND_MAX];
	char path[4096];
	FILE *file;
	size_t size;

	snprintf(path, sizeof(path), "%s/%s", FINDS, name);
	file = fopen(path, "rb");
	if (!file)
		standin_fail("cannot read %s", path);
	size = fread(data, 1, sizeof(data), file);
	fclose(file);
	fprintf(stderr, "%s\n", path);
	LLVMFuzzerTestOneInput(data, size);
	finds++;
}

/* The directory is only there if there ever was a find. */
static void run_finds(void)
{
	DIR *dir = opendir(FINDS);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			run_find(entry->d_name);
	if (dir)
		closedir(dir);
}

int main(int argc, char **argv)
{
	if (argc > 1) {
		corpus = argv[1];
		each_seed(write_seed);
		return 0;
	}
	each_seed(run_seed);
	run_finds();
	printf("%s: %u seeds, %u finds\n", NAME, seeds, finds);
	return 0;
}

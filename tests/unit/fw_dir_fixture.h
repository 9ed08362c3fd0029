/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A directory in fw_cfg, and what fw_dir_read makes of it. */
#ifndef FW_DIR_FIXTURE_H
#define FW_DIR_FIXTURE_H

#include "fw_dir_image.h"

#define ROM_SIZE 8192

extern struct fw_dir_image directory;
extern struct fw_dir found;
extern struct fw_dir_window window;
extern uint8_t own_image[ROM_SIZE];

/* A cmocka setup: begin again with an empty directory. */
int fw_dir_setup(void **state);
void add_file(const char *name, uint16_t key, uint32_t size);
/* fw_dir_read of what is in fw_cfg; what it returns. */
bool read_as_it_is(void);
/* The same of the directory, which is there. */
void read_dir(void);
void assert_item(struct fw_item item, uint16_t key, uint32_t size);
/* Nothing of the directory was for us. */
void assert_nothing(void);

#endif

// SPDX-License-Identifier: GPL-2.0-or-later
#include "fuzz.h"

#define SEED(text) use(text, sizeof(text))

void each_seed(void (*use)(const void *data, size_t size))
{
	use("", 0);
	SEED("-kernel\0vmlinuz\0-append\0console=ttyS0 "
	     "root=/dev/vda1\0-m\0size=1.5G,slots=4\0-nographic");
	SEED("--machine\0type=q35,accel=tcg,a=b,,c\0-kernel\0-kernel\0-S\0disk.img\0-drive\0file=x,"
	     "if=virtio");
	SEED("-device\0{\"driver\": "
	     "\"ide-hd\"}\0-cpu\0max,lm=off\0-boot\0menu=on\0-tpmdev\0x\0-vnc\0:1\0-kernel\0x");
	SEED("-fw_cfg\0name=opt/"
	     "a,string=a,,a=,a=b,\0-unknown\0value\0-chardev\0stdio,id=a\0-kernel=x\0-\0--\0'\"\\ "
	     "\0");
	SEED("-append");
}

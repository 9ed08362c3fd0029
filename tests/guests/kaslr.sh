#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# /init of the guests that tell where their kernel is, after loading what modules there are.
# With pvh.do=sleep in the command line it sleeps (S3) next, and restarts when it is awake; with
# pvh.do=kexec it starts the kernel in /kexec.

export PATH=/bin
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
echo 0 >/proc/sys/kernel/printk
echo 0 >/proc/sys/kernel/kptr_restrict

for module in /modules/*; do
	[ ! -e "$module" ] || insmod "$module" || echo "cannot load $module"
done
cmdline=$(cat /proc/cmdline)
echo "command line: $cmdline"
echo "modules: $(wc -l </proc/modules)"
# Once, and without regular expressions: it has 200,000 lines.
grep -F -e ' _text' -e ' page_offset_base' -e ' vmalloc_base' -e ' vmemmap_base' /proc/kallsyms
sed 's/.* 0x/module at /' /proc/modules
grep 'Kernel code' /proc/iomem
echo "vmcoreinfo: $(cat /sys/kernel/vmcoreinfo)"
echo "pvh-test: told"

case " $cmdline " in
*" pvh.do=sleep "*)
	echo deep >/sys/power/mem_sleep
	echo mem >/sys/power/state
	echo "pvh-test: awake again"
	reboot -f
	;;
*" pvh.do=kexec "*)
	/kexec/kexec
	echo "cannot kexec"
	reboot -f
	;;
esac
while :; do sleep 1000; done

#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# /init of the small initramfs: a shell where the kernel's command line says pvh.shell=ROWS,COLUMNS,
# else the kernel's own account of how it was booted (with pvh.iomem, all of /proc/iomem). Then the
# power goes off.

heading() {
	echo
	echo "== $1 =="
}

account() {
	heading "kernel version"
	cat /proc/version
	heading "boot loader type (176 means entered through PVH)"
	cat /proc/sys/kernel/bootloader_type
	heading "command line"
	cat /proc/cmdline
	heading "memory map"
	dmesg | grep -o 'BIOS-e820: .*'
	grep MemTotal /proc/meminfo
	heading "ACPI"
	dmesg | grep -o 'ACPI: [A-Z]* 0x.*'
	heading "DMI"
	dmesg | grep -o 'DMI.*' | head -n 4
	heading "CPUs"
	grep -c '^processor' /proc/cpuinfo
	heading "system RAM in /proc/iomem"
	grep "$iomem" /proc/iomem
	heading "initramfs"
	echo "initramfs ok"
	echo
	echo "pvh-run: account complete"
}

shell() {
	size=$(grep -o 'pvh.shell=[0-9,]*' /proc/cmdline)
	size=${size#*=}
	stty rows "${size%,*}" columns "${size#*,}" </dev/console
	echo
	echo "pvh-run: a shell on the serial console; exit powers off"
	cd /root || return
	HOME=/root TERM=linux PS1='\w # ' setsid cttyhack sh
}

# Without ACPI there is nothing to switch the power off with; QEMU ends at a reboot as well.
power_off() {
	[ ! -d /sys/firmware/acpi ] || poweroff -f
	reboot -f
}

export PATH=/bin
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
# Not even the last word on power, so that the account ends with its own line.
echo 0 >/proc/sys/kernel/printk

iomem='System RAM'
case " $(cat /proc/cmdline) " in
*" pvh.iomem "*) iomem= ;;
esac

case " $(cat /proc/cmdline) " in
*" pvh.shell="*) shell ;;
*) account ;;
esac
power_off

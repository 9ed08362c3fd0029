#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# /init of the test systems: loads the drivers, uses every device once and says what it found.
# The command line's pvh.do=inventory, reboot or sleep says what comes then.

export PATH=/bin
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev

heading() {
	echo
	echo "== $1 =="
}

# until_there FILE: drivers find their devices in their own time
until_there() {
	until [ -e "$1" ]; do usleep 10000; done
}

# each FILE...: names and contents
each() {
	for file; do
		echo "$file: $(cat "$file" 2>&1)"
	done
}

has() {
	case " $(cat /proc/cmdline) " in
	*" pvh.has=$1 "* | *" pvh.has=$1,"* | *",$1 "* | *",$1,"*) true ;;
	*) false ;;
	esac
}

load() {
	for module in /modules/*; do
		insmod "$module" || echo "cannot load $module"
	done
	! has virtio || until_there /sys/block/vda
	! has virtio || until_there /sys/class/net/eth0
	! has disk || until_there /sys/block/sda
}

# A word typed on the keyboard arrives at the screen's terminal.
keyboard() {
	heading "keyboard"
	exec 3</dev/tty1
	echo "pvh-test: type a word"
	read -r word <&3
	echo "typed: $word"
}

network() {
	heading "network"
	ip link set eth0 up
	ip addr add 10.0.2.15/24 dev eth0
	cat /sys/class/net/eth0/address
	ping -c 1 10.0.2.2 | grep received
}

disks() {
	heading "disks"
	cat /proc/partitions
	for disk in /dev/vda /dev/sda; do
		[ ! -e $disk ] || md5sum $disk
	done
}

pci() {
	heading "PCI"
	for device in /sys/bus/pci/devices/*; do
		echo "${device##*/}: $(readlink "$device/driver" | sed 's:.*/::') IRQ $(cat "$device/irq")"
		cat "$device/resource"
		hexdump -C "$device/config"
	done
}

firmware() {
	heading "ACPI tables"
	find /sys/firmware/acpi/tables -type f -exec md5sum {} +
	heading "SMBIOS"
	md5sum /sys/firmware/dmi/tables/* 2>&1
	heading "memory map"
	each /sys/firmware/memmap/*/*
	heading "memory"
	cat /proc/iomem
	heading "ports"
	cat /proc/ioports
	heading "MTRRs"
	cat /proc/mtrr
}

machine() {
	heading "CPUs"
	grep -E '^(processor|model name|flags|apicid)' /proc/cpuinfo
	heading "interrupts"
	sed 's/:[ 0-9]*/:/' /proc/interrupts
	heading "input"
	cat /proc/bus/input/devices
	heading "USB"
	[ ! -d /sys/bus/usb ] || each /sys/bus/usb/devices/*/product
	heading "clocks"
	each /sys/class/rtc/rtc0/name /sys/devices/system/clocksource/clocksource0/*_clocksource
	date -u +%Y-%m-%d
}

inventory() {
	pci
	firmware
	machine
	disks
	! has virtio || network
	! has keyboard || keyboard
	heading "kernel's log"
	dmesg
	echo
	echo "pvh-run: account complete"
}

sleep_once() {
	echo "pvh-test: going to sleep"
	echo deep >/sys/power/mem_sleep
	echo mem >/sys/power/state
	echo "pvh-test: awake again"
}

# Not even the last word on power, so that the account ends with its own line.
echo 0 >/proc/sys/kernel/printk
case " $(cat /proc/cmdline) " in
*" pvh.do=reboot "*)
	echo "pvh-test: rebooting"
	reboot -f
	;;
esac
load
case " $(cat /proc/cmdline) " in
*" pvh.do=sleep "*) sleep_once ;;
esac
inventory
poweroff -f

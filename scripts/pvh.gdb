# SPDX-License-Identifier: GPL-2.0-or-later
# Commands of gdb for the ROM, read by scripts/gdb.sh. The 32-bit stage is linked where it runs, so
# its symbols are right. The 16-bit part is linked at 0, and SeaBIOS chooses its segment: there EIP
# counts from the segment's start, so gdb shows the right lines, but a breakpoint needs run16.

set pagination off
set confirm off
# In hardware: the stage is copied to its place, over a breakpoint written there before.
hbreak pvh_main
continue
set $rom = (unsigned)rom

define run16
hbreak *($rom + (unsigned)&$arg0)
continue
delete $bpnum
end
document run16
run16 SYMBOL: on to a place in the ROM's 16-bit part (pvh.S, bios.S), wherever SeaBIOS has put it.
end

define asm16
eval "monitor x /8i 0x%x", $cs * 16 + $eip
end
document asm16
asm16: the next eight instructions of 16-bit code, as QEMU sees them.
end

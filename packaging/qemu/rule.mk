.PHONY: FORCE
pvh.bin: FORCE
	$(MAKE) -C $(VPATH)/pvh O=$(CURDIR)/pvh CC="$(CC)" LD="$(LD)" OBJCOPY="$(OBJCOPY)" $(CURDIR)/pvh/pvh.bin
	cp pvh/pvh.bin $@

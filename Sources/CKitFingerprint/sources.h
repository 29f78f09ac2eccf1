// Written by Scripts/docs: which sources of FettleKit these are.
#define FETTLE_KIT_SOURCES "895fd87469cfa822"

// Written by Scripts/docs: which sources of FettleKit these are.
#define FETTLE_KIT_SOURCES "8a1b271677f7bda7"

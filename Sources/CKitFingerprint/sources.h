// Written by Scripts/docs: which sources of FettleKit these are.
#define FETTLE_KIT_SOURCES "a20c8641c0ec8325"

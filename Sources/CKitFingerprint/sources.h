// Written by Scripts/docs: which sources of FettleKit these are.
#define FETTLE_KIT_SOURCES "db961c257b85d8e7"

// Written by Scripts/docs: which sources of FettleKit these are.
#define FETTLE_KIT_SOURCES "7913abda9ab1b641"

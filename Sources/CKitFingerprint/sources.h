// Written by Scripts/docs: which sources of FettleKit these are.
#define FETTLE_KIT_SOURCES "aef63ff45a64fd5a"

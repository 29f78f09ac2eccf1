// Written by Scripts/docs: which sources of FettleKit these are.
#define FETTLE_KIT_SOURCES "397b784d99c56502"

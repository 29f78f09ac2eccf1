// Which FettleKit and which compiler some code was compiled with. It is a header, because a compiler tells its own name
// only to C, and because a text that is put together here lies in one piece in the file of whoever uses it: Fettle finds
// it there before it loads the file.
#ifndef FETTLE_KIT_FINGERPRINT_H
#define FETTLE_KIT_FINGERPRINT_H

#include "sources.h"

#define FETTLE_KIT_VERSION "0.1.0"

static const char fettle_kit_fingerprint_text[] =
    "fettle-stage-library/1\n"
    "FettleKit " FETTLE_KIT_VERSION "\n"
    "sources " FETTLE_KIT_SOURCES "\n"
    "compiler " __clang_version__ "\n";

/// The fingerprint, ended by a zero byte; it lies in the file that the caller was compiled into.
static inline const char *fettle_kit_fingerprint(void) { return fettle_kit_fingerprint_text; }

#endif

#include "JournalData.h"

// #embed is C23's; compilers take it in older C as an extension.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char table[] = {
#embed "journals.tsv"
};

static const unsigned char more[] = {
#embed "more-journals.tsv"
};

const void *fettle_journal_table(void) { return table; }
size_t fettle_journal_table_size(void) { return sizeof table; }

const void *fettle_more_journals(void) { return more; }
size_t fettle_more_journals_size(void) { return sizeof more; }

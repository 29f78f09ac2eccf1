// The tables of journals that come with the program (journals.tsv and more-journals.tsv beside this folder). They are compiled
// in as bytes: as a Swift array literal one took the compiler a minute.

#ifndef JOURNAL_DATA_H
#define JOURNAL_DATA_H

#include <stddef.h>

/// The first byte of the table, which is UTF-8.
const void *fettle_journal_table(void);
/// How many bytes it is.
size_t fettle_journal_table_size(void);

/// The same of the table of further journals.
const void *fettle_more_journals(void);
size_t fettle_more_journals_size(void);

#endif

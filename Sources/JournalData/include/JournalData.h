// The table of journals that comes with the program (journals.tsv beside this folder). It is compiled in as bytes: as a Swift
// array literal it took the compiler a minute.

#ifndef JOURNAL_DATA_H
#define JOURNAL_DATA_H

#include <stddef.h>

/// The first byte of the table, which is UTF-8.
const void *fettle_journal_table(void);
/// How many bytes it is.
size_t fettle_journal_table_size(void);

#endif

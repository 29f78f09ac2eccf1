#ifndef CSYSTEM_H
#define CSYSTEM_H

/// Has the system put on the disk what was written in the file system that `descriptor` lies in, and waits for it.
/// Where a system can only do so for all file systems at once, it does that. Gives 0, or -1 with `errno` where the system
/// says that something could not be written.
int fettle_synchronize(int descriptor);

/// Has the C library take names as UTF-8 on this thread, whatever the locale of the process is; for libraries that look at
/// the locale.
///
/// Returns what was before, for `fettle_restore_names`.
void *fettle_use_utf8_names(void);
void fettle_restore_names(void *before);

#endif

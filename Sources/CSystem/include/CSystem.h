#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <sys/types.h>

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

/// Starts a program in a process group of its own, with default signals, in a folder, and with these descriptors alone:
/// `descriptors[n]` becomes n, and -1 makes n /dev/null. The caller's own must be closed on exec.
///
/// `arguments` and `environment` end with a null pointer; arguments[0] is looked for on the PATH of the caller unless it
/// holds a slash. Returns 0 and the process in `process`, or an error number.
int fettle_spawn(
    pid_t *process, char *const arguments[], char *const environment[], const char *folder, const int descriptors[],
    int count);

/// Makes a pipe whose ends are closed on exec, with room for about `room` bytes where the system lets it choose.
/// Returns 0 or an error number.
int fettle_pipe(int ends[2], int room);

/// Writes to a pipe; where nobody reads it any more, that is EPIPE and never a signal.
ssize_t fettle_write_pipe(int descriptor, const void *bytes, size_t count);

/// Whether a child has ended. It isn't taken off the system's list by this, so that its number and that of its group
/// still mean it.
int fettle_has_ended(pid_t process);

#endif

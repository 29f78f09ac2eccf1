// A library for LD_PRELOAD that makes calls to the system fail which change files below one folder.
//
//   FAULT_UNDER   the folder, as the program names it
//   FAULT_COUNT   a file: at the program's end, how many such calls there were is written to it
//   FAULT_AT      the number of the call that fails, from 1
//   FAULT_KIND    once: that call fails with EIO
//                 short: a write puts down half of its bytes, and the next write to the file fails with ENOSPC; any other
//                        call fails with ENOSPC
//                 full: from that call on, all that need room on the disk fail with ENOSPC
//                 kill: the program is killed in that call's place
//                 power: the same, and what was written and not put on the disk since is lost: of such files, some are
//                        empty then, of some there is a half, and some are whole. Names stay as they are, as on a file
//                        system that keeps a journal of them and none of what files hold
//
// Calls are counted in the order in which the program makes them.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { descriptors = 4096, files = 65536 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/// 1 for a file that is written, 2 for a folder that is put on the disk.
static char watched[descriptors];
static char cutShort[descriptors];
static long count;
/// What descriptors lead to, where the program writes, and which files it has written that need not be on the disk yet.
static char *written[descriptors];
static char *unsafe[files];

static const char *setting(const char *name) {
  const char *value = getenv(name);
  return value ? value : "";
}

static int isBelow(const char *path) {
  const char *folder = setting("FAULT_UNDER");
  size_t length = strlen(folder);
  return length > 0 && strncmp(path, folder, length) == 0;
}

/// Whether a path is that of a folder which is read so that it can be put on the disk.
static int isSynchronized(const char *path) {
  const char *folder = setting("FAULT_UNDER");
  size_t length = strlen(folder);
  return isBelow(path) && (path[length] == 0 || strcmp(path + length, "/.unfinished") == 0);
}

static int isWatched(int descriptor) { return descriptor >= 0 && descriptor < descriptors && watched[descriptor]; }

/// Has a file in the list of those that the disk may not have, or takes it from there.
static void mark(const char *path, int isSafe) {
  if (strcmp(setting("FAULT_KIND"), "power") != 0 || !path) return;
  pthread_mutex_lock(&lock);
  int free = -1;
  for (int at = 0; at < files; at++) {
    if (unsafe[at] && strcmp(unsafe[at], path) == 0) {
      if (isSafe) unsafe[at] = NULL;
      pthread_mutex_unlock(&lock);
      return;
    }
    if (!unsafe[at] && free < 0) free = at;
  }
  if (!isSafe && free >= 0) unsafe[free] = strdup(path);
  pthread_mutex_unlock(&lock);
}

/// A file that the disk may not have has another name now, or none.
static void renamed(const char *from, const char *to) {
  for (int at = 0; at < files; at++) {
    if (!unsafe[at]) continue;
    if (to && strcmp(unsafe[at], to) == 0) unsafe[at] = NULL;
    else if (strcmp(unsafe[at], from) == 0) unsafe[at] = to ? strdup(to) : NULL;
  }
}

static void losePower(long number) {
  for (long at = 0; at < files; at++) {
    struct stat status;
    if (!unsafe[at] || stat(unsafe[at], &status) != 0) continue;
    int fate = (int)((at + number) % 3);
    if (fate < 2 && truncate(unsafe[at], fate == 0 ? 0 : status.st_size / 2) != 0) perror(unsafe[at]);
  }
  kill(getpid(), SIGKILL);
}

/// Counts a call. Gives the error it is to fail with, or 0.
static int fault(int needsRoom) {
  pthread_mutex_lock(&lock);
  long number = ++count;
  pthread_mutex_unlock(&lock);
  long at = atol(setting("FAULT_AT"));
  const char *kind = setting("FAULT_KIND");
  if (at <= 0 || number < at) return 0;
  if (strcmp(kind, "full") == 0) return needsRoom ? ENOSPC : 0;
  if (number != at) return 0;
  if (strcmp(kind, "kill") == 0) kill(getpid(), SIGKILL);
  if (strcmp(kind, "power") == 0) losePower(number);
  return strcmp(kind, "short") == 0 ? ENOSPC : EIO;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL_IF(watching, needsRoom)   \
  if (watching) {                      \
    int failure = fault(needsRoom);    \
    if (failure) return errno = failure, -1; \
  }

static int opened(int descriptor, int isWatching, const char *path) {
  if (descriptor >= 0 && descriptor < descriptors) {
    watched[descriptor] = (char)isWatching;
    cutShort[descriptor] = 0;
    written[descriptor] = isWatching == 1 ? strdup(path) : NULL;
  }
  return descriptor;
}

#define OPEN(name)                                                              \
  int name(const char *path, int flags, ...) {                                  \
    mode_t mode = 0;                                                            \
    if (flags & (O_CREAT | O_TMPFILE)) {                                        \
      va_list rest;                                                             \
      va_start(rest, flags);                                                    \
      mode = va_arg(rest, mode_t);                                              \
      va_end(rest);                                                             \
    }                                                                           \
    int writes = (flags & O_ACCMODE) != O_RDONLY && isBelow(path);              \
    FAIL_IF(writes, flags & O_CREAT)                                            \
    int isFolder = !writes && isSynchronized(path);                             \
    return opened(REAL(name)(path, flags, mode), writes ? 1 : isFolder ? 2 : 0, path);     \
  }

OPEN(open)
OPEN(open64)

ssize_t write(int descriptor, const void *bytes, size_t size) {
  if (isWatched(descriptor)) {
    if (cutShort[descriptor]) return errno = ENOSPC, -1;
    int failure = fault(1);
    if (failure == ENOSPC && strcmp(setting("FAULT_KIND"), "short") == 0 && size > 1) {
      cutShort[descriptor] = 1;
      size /= 2;
    } else if (failure) {
      return errno = failure, -1;
    }
    mark(written[descriptor], 0);
  }
  return REAL(write)(descriptor, bytes, size);
}

int close(int descriptor) {
  int wasWatched = isWatched(descriptor) && watched[descriptor] == 1;
  int result = REAL(close)(opened(descriptor, 0, NULL));
  // The descriptor is free even so.
  FAIL_IF(wasWatched, 1)
  return result;
}

int rename(const char *from, const char *to) {
  FAIL_IF(isBelow(to), 0)
  renamed(from, to);
  return REAL(rename)(from, to);
}

int mkdir(const char *path, mode_t mode) {
  FAIL_IF(isBelow(path), 1)
  return REAL(mkdir)(path, mode);
}

int unlink(const char *path) {
  FAIL_IF(isBelow(path), 0)
  renamed(path, NULL);
  return REAL(unlink)(path);
}

int rmdir(const char *path) {
  FAIL_IF(isBelow(path), 0)
  return REAL(rmdir)(path);
}

int fsync(int descriptor) {
  FAIL_IF(isWatched(descriptor), 1)
  if (isWatched(descriptor)) mark(written[descriptor], 1);
  return REAL(fsync)(descriptor);
}

int syncfs(int descriptor) {
  FAIL_IF(isWatched(descriptor), 1)
  if (isWatched(descriptor)) memset(unsafe, 0, sizeof unsafe);
  return REAL(syncfs)(descriptor);
}

__attribute__((destructor)) static void report(void) {
  const char *path = setting("FAULT_COUNT");
  if (!*path) return;
  FILE *file = fopen(path, "w");
  if (!file) return;
  fprintf(file, "%ld\n", count);
  fclose(file);
}

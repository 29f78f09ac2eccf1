#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/// No signal of the caller's that is blocked or ignored stays so in the program.
static int set_attributes(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  int error = posix_spawnattr_setsigmask(attributes, &none);
  if (error == 0) error = posix_spawnattr_setsigdefault(attributes, &all);
  if (error == 0) error = posix_spawnattr_setpgroup(attributes, 0);
  short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
#ifdef POSIX_SPAWN_CLOEXEC_DEFAULT
  flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
  if (error == 0) error = posix_spawnattr_setflags(attributes, flags);
  return error;
}

int fettle_spawn(
    pid_t *process, char *const arguments[], char *const environment[], const char *folder, const int descriptors[],
    int count) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int moved[16];
  if (count > 16) return EINVAL;
  int error = posix_spawn_file_actions_init(&actions);
  if (error != 0) return error;
  error = posix_spawnattr_init(&attributes);
  if (error != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return error;
  }
  for (int n = 0; n < count; n++) moved[n] = -1;
  // Above all numbers that are given away, so that none is overwritten before it was moved.
  for (int n = 0; n < count && error == 0; n++) {
    if (descriptors[n] < 0) continue;
    moved[n] = fcntl(descriptors[n], F_DUPFD_CLOEXEC, 16);
    if (moved[n] < 0) error = errno;
  }
  for (int n = 0; n < count && error == 0; n++) {
    // What isn't named would be the caller's own; and a closed one would go to the first file that the program opens.
    error = moved[n] >= 0 ? posix_spawn_file_actions_adddup2(&actions, moved[n], n)
                          : posix_spawn_file_actions_addopen(&actions, n, "/dev/null", O_RDWR, 0);
  }
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 34)
  if (error == 0) error = posix_spawn_file_actions_addclosefrom_np(&actions, count);
#endif
  if (error == 0) error = posix_spawn_file_actions_addchdir_np(&actions, folder);
  if (error == 0) error = set_attributes(&attributes);
  if (error == 0) error = posix_spawnp(process, arguments[0], &actions, &attributes, arguments, environment);
  for (int n = 0; n < count; n++) {
    if (moved[n] >= 0) close(moved[n]);
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

int fettle_pipe(int ends[2], int room) {
#ifdef __linux__
  if (pipe2(ends, O_CLOEXEC) != 0) return errno;
  // More than the system's default saves turns; where it says no, the default does.
  if (room > 65536) fcntl(ends[1], F_SETPIPE_SZ, room);
#else
  (void)room;
  if (pipe(ends) != 0) return errno;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
  return 0;
}

ssize_t fettle_write_pipe(int descriptor, const void *bytes, size_t count) {
  sigset_t broken, before, waiting;
  sigemptyset(&broken);
  sigaddset(&broken, SIGPIPE);
  sigpending(&waiting);
  int was_waiting = sigismember(&waiting, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken, &before);
  ssize_t written = write(descriptor, bytes, count);
  int error = errno;
  if (written < 0 && error == EPIPE && !was_waiting) {
    // The signal waits for this very thread; it is taken away before it can arrive.
    sigpending(&waiting);
    if (sigismember(&waiting, SIGPIPE)) {
      int taken;
      sigwait(&broken, &taken);
    }
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = error;
  return written;
}

int fettle_has_ended(pid_t process) {
  siginfo_t info;
  info.si_pid = 0;
  if (waitid(P_PID, (id_t)process, &info, WEXITED | WNOHANG | WNOWAIT) != 0) return errno == ECHILD;
  return info.si_pid == process;
}

#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <locale.h>
#include <unistd.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

int fettle_synchronize(int descriptor) {
#ifdef __linux__
  if (syncfs(descriptor) == 0) return 0;
  if (errno != ENOSYS) return -1;
#else
  (void)descriptor;
#endif
  sync();
  return 0;
}

void *fettle_use_utf8_names(void) {
  static locale_t utf8;
  if (!__atomic_load_n(&utf8, __ATOMIC_ACQUIRE)) {
    // Made once and never given back; two threads that come here at once make two, which does no harm.
    locale_t made = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (!made) made = newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
    if (!made) return NULL;
    __atomic_store_n(&utf8, made, __ATOMIC_RELEASE);
  }
  return (void *)uselocale(__atomic_load_n(&utf8, __ATOMIC_ACQUIRE));
}

void fettle_restore_names(void *before) {
  if (before) uselocale((locale_t)before);
}

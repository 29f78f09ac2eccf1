#define _GNU_SOURCE
#include "CSystem.h"

#include <unistd.h>

void fettle_synchronize(int descriptor) {
#ifdef __linux__
  if (syncfs(descriptor) == 0) return;
#endif
  sync();
}

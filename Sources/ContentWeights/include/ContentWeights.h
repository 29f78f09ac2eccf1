// The trees of the stage `content` (see Scripts/train-content), a part of the program.

#ifndef CONTENT_WEIGHTS_H
#define CONTENT_WEIGHTS_H

#include <stddef.h>

const void *fettle_content_model(void);
/// How many bytes they are.
size_t fettle_content_model_size(void);

#endif

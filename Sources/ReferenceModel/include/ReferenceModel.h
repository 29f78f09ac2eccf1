// The weights of the reference parser (see Scripts/train-references), a part of the program: they are mapped with it, and
// nothing is read when it starts.

#ifndef REFERENCE_MODEL_H
#define REFERENCE_MODEL_H

#include <stddef.h>

/// The first byte of the weights, aligned to 64 bytes.
const void *fettle_reference_model(void);
/// How many bytes they are.
size_t fettle_reference_model_size(void);

#endif

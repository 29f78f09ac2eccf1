#include "ReferenceModel.h"

// #embed is C23's; compilers take it in older C as an extension.
#pragma clang diagnostic ignored "-Wc23-extensions"

_Alignas(64) static const unsigned char weights[] = {
#embed "references.crf"
};

const void *fettle_reference_model(void) { return weights; }
size_t fettle_reference_model_size(void) { return sizeof weights; }

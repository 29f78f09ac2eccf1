#include "ContentWeights.h"

// #embed is C23's; compilers take it in older C as an extension.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char model[] = {
#embed "content.model"
};

const void *fettle_content_model(void) { return model; }
size_t fettle_content_model_size(void) { return sizeof model; }

#define TUNEDESK_INT8_TABLE kPortableInt8Kernels
#define TUNEDESK_INT8_NAME "portable"
#include "engine/kernels/int8.inl.h"

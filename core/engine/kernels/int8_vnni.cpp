#define TUNEDESK_INT8_TABLE kVnniInt8Kernels
#define TUNEDESK_INT8_NAME "AVX-512 VNNI"
#include "engine/kernels/int8.inl.h"

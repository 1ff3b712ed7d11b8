#define TUNEDESK_KERNEL_TABLE kAvx2Kernels
#define TUNEDESK_KERNEL_NAME "AVX2"
#include "engine/kernels/table.inl.h"

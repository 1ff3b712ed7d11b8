#define TUNEDESK_KERNEL_TABLE kAvx512Kernels
#define TUNEDESK_KERNEL_NAME "AVX-512"
#include "engine/kernels/table.inl.h"

#define TUNEDESK_KERNEL_TABLE kBaselineKernels
#define TUNEDESK_KERNEL_NAME "baseline"
#include "engine/kernels/table.inl.h"

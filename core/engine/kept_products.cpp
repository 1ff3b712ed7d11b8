#include "engine/kept_products.h"

#include <cstdlib>
#include <string>

namespace tunedesk
{

void boundKeptProducts()
{
    // There is no other way to tell them: torch does not pass on oneDNN's functions for it.
    const std::string most = std::to_string(kMostKeptProducts);
    for (const char *store : {"ONEDNN_PRIMITIVE_CACHE_CAPACITY", "LRU_CACHE_CAPACITY"})
        ::setenv(store, most.c_str(), /*overwrite=*/0);
}

} // namespace tunedesk

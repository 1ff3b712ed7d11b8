#include "jobs/prepare_process.h"

#include "engine/kept_products.h"

namespace tunedesk
{

void prepareProcess()
{
    boundKeptProducts();
}

} // namespace tunedesk

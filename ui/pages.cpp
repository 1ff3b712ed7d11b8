#include "pages.h"

#include "data/data_page.h"

namespace tunedesk
{

namespace
{
template <typename P> PageFactory page()
{
    return [](const PageContext &context) { return new P(context); };
}
} // namespace

std::vector<PageFactory> allPages()
{
    return {
        page<DataPage>(),
    };
}

} // namespace tunedesk

#include "pages.h"

#include "data/data_page.h"
#include "export/export_page.h"
#include "label/label_page.h"
#include "runs/runs_page.h"
#include "train/train_page.h"

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
        page<LabelPage>(),
        page<TrainPage>(),
        page<RunsPage>(),
        page<ExportPage>(),
    };
}

} // namespace tunedesk

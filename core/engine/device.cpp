#include "engine/device.h"

#include <QCoreApplication>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Device)
};
} // namespace

Result<torch::Device> deviceNamed(const QString &name)
{
    // Not taken by itself: nothing has been tried on a card yet.
    const bool wantsCuda = name == QLatin1String("cuda");
    if (wantsCuda && !torch::cuda::is_available())
        return Error{ErrorKind::Unsupported,
                     Text::tr("No graphics card can be used here."),
                     {},
                     Text::tr("Choose the processor. A card of NVIDIA's needs its driver and a "
                              "libtorch that was built for CUDA.")};
    return torch::Device(wantsCuda ? torch::kCUDA : torch::kCPU);
}

} // namespace tunedesk

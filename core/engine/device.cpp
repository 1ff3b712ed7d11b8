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
    const bool hasCuda = name != QLatin1String("cpu") && torch::cuda::is_available();
    if (name == QLatin1String("cuda") && !hasCuda)
        return Error{ErrorKind::Unsupported,
                     Text::tr("No graphics card can be used here."),
                     {},
                     Text::tr("Choose the processor. A card of NVIDIA's needs its driver and a "
                              "libtorch that was built for CUDA.")};
    return torch::Device(hasCuda ? torch::kCUDA : torch::kCPU);
}

} // namespace tunedesk

#include "jobs/torch_errors.h"

#include <c10/util/Exception.h>

#include <QCoreApplication>

#include <exception>
#include <new>
#include <string_view>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(TorchErrors)
};

Error outOfMemory(const char *details)
{
    return {
        ErrorKind::Memory,
        Text::tr("There is not enough memory."),
        {},
        Text::tr("Close other programs, or choose a smaller batch size, a smaller maximum length "
                 "or a smaller model."),
        QString::fromUtf8(details)};
}

bool saysOutOfMemory(std::string_view message)
{
    // Torch's CPU allocator throws a plain c10::Error; only its words tell.
    return message.find("can't allocate memory") != std::string_view::npos ||
           message.find("not enough memory") != std::string_view::npos ||
           message.find("out of memory") != std::string_view::npos;
}
} // namespace

Error errorOfCurrentException()
{
    try {
        throw;
    } catch (const c10::Error &error) {
        const char *details = error.what_without_backtrace();
        if (saysOutOfMemory(details))
            return outOfMemory(details);
        return {ErrorKind::Model,
                Text::tr("The model failed while it computed."),
                {},
                Text::tr("Try it again; if it happens again, report it with the details."),
                QString::fromUtf8(details)};
    } catch (const std::bad_alloc &error) {
        return outOfMemory(error.what());
    } catch (const std::exception &error) {
        return {ErrorKind::Model,
                Text::tr("The model failed while it computed."),
                {},
                Text::tr("Try it again; if it happens again, report it with the details."),
                QString::fromUtf8(error.what())};
    }
}

} // namespace tunedesk

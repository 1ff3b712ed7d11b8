#include "jobs/project_identity.h"

#include "project/project.h"

#include <QRandomGenerator>

#include <algorithm>

namespace tunedesk
{

namespace
{
const QString kKey = QStringLiteral("project.identity");

bool isIdentity(const QString &text)
{
    constexpr qsizetype kDigits = 12;
    return text.size() == kDigits && std::all_of(text.begin(), text.end(), [](QChar digit) {
               return QStringLiteral("0123456789abcdef").contains(digit);
           });
}
} // namespace

Result<QString> projectIdentity(Project &project)
{
    const auto kept = project.settings().value(kKey);
    if (!kept)
        return kept.error();
    const QString identity = *kept ? (*kept)->toString() : QString();
    return isIdentity(identity) ? identity : QString();
}

Result<QString> ensureProjectIdentity(Project &project)
{
    auto identity = projectIdentity(project);
    if (!identity || !identity->isEmpty())
        return identity;
    const auto drawn = project.write([&](Project &writer) -> Result<void> {
        identity = projectIdentity(writer); // somebody else may have been faster
        if (!identity || !identity->isEmpty())
            return identity ? Result<void>() : Result<void>(identity.error());
        const quint64 random = QRandomGenerator::system()->generate64();
        identity = QStringLiteral("%1").arg(random >> 16, 12, 16, QLatin1Char('0'));
        return writer.settings().setValue(kKey, *identity);
    });
    if (!drawn)
        return drawn.error();
    return identity;
}

} // namespace tunedesk

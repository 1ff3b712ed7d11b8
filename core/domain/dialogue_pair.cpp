#include "domain/dialogue_pair.h"

#include <QStringList>

namespace tunedesk
{

QString splitName(Split split)
{
    switch (split) {
    case Split::Unassigned:
        return {};
    case Split::Train:
        return QStringLiteral("train");
    case Split::Validation:
        return QStringLiteral("validation");
    case Split::Test:
        return QStringLiteral("test");
    }
    Q_UNREACHABLE();
}

std::optional<Split> splitFromName(QStringView name)
{
    for (Split split : {Split::Unassigned, Split::Train, Split::Validation, Split::Test})
        if (name.compare(splitName(split), Qt::CaseInsensitive) == 0)
            return split;
    return std::nullopt;
}

QString firstText(const DialoguePair &pair)
{
    return firstText(pair.context, pair.question);
}

QString firstText(QStringView context, QStringView question, int contextTurns)
{
    context = context.trimmed();
    question = question.trimmed();
    if (contextTurns == 0 || context.isEmpty())
        return question.toString();
    if (contextTurns > 0) {
        qsizetype from = context.size();
        for (int turn = 0; turn < contextTurns && from > 0; ++turn)
            from = context.lastIndexOf(QLatin1Char('\n'), from - 1);
        if (from >= 0)
            context = context.sliced(from).trimmed();
    }
    return context.toString() + QLatin1Char('\n') + question.toString();
}

} // namespace tunedesk

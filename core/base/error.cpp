#include "base/error.h"

namespace tunedesk
{

QString Error::toLine() const
{
    QString line = where.isEmpty() ? what : where + QStringLiteral(": ") + what;
    if (!hint.isEmpty())
        line += QLatin1Char(' ') + hint;
    return line;
}

} // namespace tunedesk

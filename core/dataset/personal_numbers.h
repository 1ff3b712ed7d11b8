#pragma once

#include "dataset/personal_data.h"

#include <QStringView>

#include <vector>

namespace tunedesk
{

/// 0 to 9, full-width ones too, or −1.
inline int digitOf(QChar c)
{
    const char16_t unit = c.unicode();
    if (unit >= u'0' && unit <= u'9')
        return unit - u'0';
    return unit >= 0xFF10 && unit <= 0xFF19 ? unit - 0xFF10 : -1;
}

inline bool isAsciiLetter(QChar c)
{
    const char16_t lower = c.unicode() | 0x20;
    return lower >= u'a' && lower <= u'z';
}

inline bool isAsciiWord(QChar c)
{
    return isAsciiLetter(c) || (c >= u'0' && c <= u'9');
}

/// Adds the cards, phones and identity numbers of the run of digits that begins at `first`.
/// @return where the run ends
qsizetype addNumbers(QStringView text, qsizetype first, std::vector<PersonalData> &all);

} // namespace tunedesk

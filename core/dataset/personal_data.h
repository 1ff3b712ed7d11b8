#pragma once

#include "domain/dialogue_pair.h"

#include <QString>
#include <QStringView>

#include <array>
#include <vector>

namespace tunedesk
{

/// What of a person a text may give away.
enum class PersonalKind {
    Card,  ///< 13 to 19 digits that pass Luhn's check, of a known issuer or grouped as on a card
    Phone, ///< +86 138 0013 8000, (415) 555-0132, 13800138000, 010-82345678
    Email,
    Identity, ///< a Chinese identity number: region, date of birth and check digit fit
};
inline constexpr std::array kPersonalKinds{PersonalKind::Card, PersonalKind::Phone,
                                           PersonalKind::Email, PersonalKind::Identity};
inline constexpr std::size_t kPersonalKindCount = kPersonalKinds.size();

/// "card", "phone", "email", "id"; never translated.
QString personalKindName(PersonalKind kind);
/// What stands in its place: "[card]", "[phone]", "[email]", "[id]".
QString personalMask(PersonalKind kind);

struct PersonalData {
    PersonalKind kind;
    qsizetype at = 0, length = 0; ///< letters of the text
    bool operator==(const PersonalData &) const = default;
};

/// In the order in which they stand; none overlap. Decided by form alone: plain digits are no
/// phone number unless they are a Chinese mobile one, and what stands behind "order", "订单", "#"
/// or a letter is a number of something else. Full-width digits count as digits. Any thread.
std::vector<PersonalData> findPersonalData(QStringView text);

/// How many of each kind a pair holds, in question, reply, earlier turns and notes.
using PersonalCounts = std::array<int, kPersonalKindCount>;
PersonalCounts personalDataOf(const DialoguePair &pair);

/// The text with each replaced by its mask. Masked once more it stays as it is.
QString withoutPersonalData(const QString &text);
/// The same for all texts of a pair, in place. @return what was masked
PersonalCounts maskPersonalData(DialoguePair &pair);

} // namespace tunedesk

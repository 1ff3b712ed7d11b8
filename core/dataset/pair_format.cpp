#include "dataset/pair_format.h"

#include <array>
#include <utility>

namespace tunedesk
{

namespace
{
constexpr std::array<std::pair<PairColumn, const char *>, 14> kRoles{{
    {PairColumn::LeaveOut, ""},
    {PairColumn::Question, "question"},
    {PairColumn::Reply, "reply"},
    {PairColumn::Context, "context"},
    {PairColumn::Label, "label"},
    {PairColumn::Score, "score"},
    {PairColumn::Dialogue, "dialogue"},
    {PairColumn::Group, "group"},
    {PairColumn::Split, "split"},
    {PairColumn::Note, "note"},
    {PairColumn::Answers, "answers"},
    {PairColumn::Id, "id"},
    {PairColumn::Flag, "flag"},
    {PairColumn::Annotator, "annotator"},
}};
} // namespace

QString columnRoleName(PairColumn column)
{
    for (const auto &[role, name] : kRoles)
        if (role == column)
            return QLatin1String(name);
    Q_UNREACHABLE();
}

std::optional<PairColumn> columnFromRoleName(QStringView name)
{
    for (const auto &[role, known] : kRoles)
        if (name == QLatin1String(known))
            return role;
    return std::nullopt;
}

bool canDelimit(QChar sign)
{
    return sign.unicode() > 0 && sign.unicode() < 0x80 && !sign.isLetterOrNumber() &&
           !QStringLiteral("\" \r\n").contains(sign);
}

} // namespace tunedesk

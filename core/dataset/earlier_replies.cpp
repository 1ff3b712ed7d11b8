#include "dataset/earlier_replies.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <utility>

namespace tunedesk
{

namespace
{
using Exchange = std::pair<QString, QString>; ///< the customer's turn, the agent's reply

Exchange exchangeOf(QStringView question, QStringView reply)
{
    return {question.trimmed().toString(), reply.trimmed().toString()};
}
} // namespace

std::vector<SnapshotPair> earlierReplies(std::span<const SnapshotPair> pairs, int most)
{
    std::vector<SnapshotPair> found;
    if (most <= 0)
        return found;
    QSet<Exchange> known;
    for (const SnapshotPair &pair : pairs) {
        const QString text = pair.firstText.trimmed();
        known.insert(
            exchangeOf(QStringView(text).mid(text.lastIndexOf(QLatin1Char('\n')) + 1), pair.reply));
    }
    for (const SnapshotPair &pair : pairs) {
        if (pair.split != Split::Train)
            continue;
        const QStringList turns = pair.firstText.trimmed().split(QLatin1Char('\n'));
        int taken = 0;
        for (qsizetype reply = turns.size() - 2; reply >= 1 && taken < most; reply -= 2) {
            const Exchange exchange = exchangeOf(turns[reply - 1], turns[reply]);
            if (exchange.first.isEmpty() || exchange.second.isEmpty() || known.contains(exchange))
                continue;
            known.insert(exchange);
            found.push_back({.pairId = pair.pairId,
                             .firstText = turns.first(reply).join(QLatin1Char('\n')),
                             .reply = exchange.second,
                             .target = 1,
                             .split = Split::Train});
            ++taken;
        }
    }
    return found;
}

} // namespace tunedesk

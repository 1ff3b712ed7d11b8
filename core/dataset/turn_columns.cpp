#include "dataset/turn_columns.h"

#include "dataset/column_phrase.h"
#include "dataset/json_turns.h"
#include "dataset/pair_words.h"

#include <QDateTime>
#include <QSet>
#include <QTimeZone>

#include <algorithm>

namespace tunedesk
{

namespace
{
QStringList cellsBelow(const QList<QStringList> &rows, qsizetype column)
{
    QStringList cells;
    for (const QStringList &row : rows)
        if (const QString cell = row.value(column).trimmed(); !cell.isEmpty())
            cells << cell;
    return cells;
}

bool areSides(const QStringList &cells)
{
    bool hasCustomer = false, hasAgent = false;
    for (const QString &cell : cells) {
        const auto side = turnSideOf(cell);
        if (!side)
            return false;
        hasCustomer |= *side == TurnSide::Customer;
        hasAgent |= *side == TurnSide::Agent;
    }
    return hasCustomer && hasAgent;
}

QString plainName(const QString &name)
{
    QString plain;
    for (const QChar letter : name.toLower())
        if (letter.isLetterOrNumber())
            plain += letter;
    return plain;
}

bool isOneOf(const QString &name, QStringView names)
{
    return names.split(u'|').contains(plainName(name));
}

bool isNamedText(const QString &name)
{
    return isOneOf(name,
                   u"message|messagetext|messagebody|messagecontent|text|content|body|utterance|"
                   u"msg|strcontent|comment|commentbody|commenttext|评论|留言|消息|内容|消息内容|"
                   u"文本|发言|发言内容|聊天内容|对话内容|"
                   u"聊天记录");
}

bool isNamedPerson(const QString &name)
{
    return isOneOf(name, u"from|sender|sendername|author|speaker|发送者|发送人|发言人|发送方|"
                         u"发送人昵称|发言者");
}

/// Of WeChat's messages, as exporters write them.
bool isNamedSender(const QString &name)
{
    return isOneOf(name, u"issender|issend|isself|isfromme");
}

bool areAgentsAndOthers(const QStringList &cells)
{
    const auto agents = std::count_if(cells.begin(), cells.end(), isAgentsName);
    return agents > 0 && agents < cells.size();
}

/// The column of moments that tells most rows apart; −1: there is none.
qsizetype timeColumn(qsizetype columns, const QList<QStringList> &rows)
{
    qsizetype best = -1, most = 1;
    for (qsizetype i = 0; i < columns; ++i) {
        QSet<qint64> moments;
        const QStringList cells = cellsBelow(rows, i);
        for (const QString &cell : cells)
            if (const auto moment = momentOf(cell))
                moments.insert(*moment);
        const bool areAll = std::all_of(cells.begin(), cells.end(), [](const QString &cell) {
            return momentOf(cell).has_value();
        });
        if (areAll && moments.size() > most) {
            most = moments.size();
            best = i;
        }
    }
    return best;
}

/// Whether a column says the place of a turn in its conversation.
bool isNumbered(const QString &name, const QList<QStringList> &rows, qsizetype column)
{
    const QStringList cells = cellsBelow(rows, column);
    return isOneOf(name, u"turn|turnid|turnno|turnnumber|turnindex|turnidx|messageindex|messageno|"
                         u"seq|sequence|seqno|order|index|idx|step|position|time|timestamp|序号|"
                         u"轮次|轮数|消息序号|顺序|次序") &&
           !cells.isEmpty() && std::all_of(cells.begin(), cells.end(), [](const QString &cell) {
               bool isNumber = false;
               cell.toLongLong(&isNumber);
               return isNumber;
           });
}

/// The column with the longest texts, where none is named so.
qsizetype textColumn(const QStringList &names, const QList<QStringList> &rows,
                     const TurnColumns &found)
{
    qsizetype longest = -1;
    double letters = 0;
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (i == found.side || i == found.dialogue)
            continue;
        if (isNamedText(names[i]))
            return i;
        const QStringList cells = cellsBelow(rows, i);
        const auto isText = [](const QString &cell) { return !cell.front().isDigit(); };
        const auto texts = std::count_if(cells.begin(), cells.end(), isText);
        const double mean = double(cells.join(QString()).size()) / double(cells.size() + 1);
        if (2 * texts > cells.size() && mean > letters) {
            letters = mean;
            longest = i;
        }
    }
    return longest;
}
} // namespace

bool isAgentsName(const QString &name)
{
    if (turnSideOf(name) == TurnSide::Agent || name.trimmed() == QStringLiteral("我"))
        return true;
    for (const QString &word :
         {QStringLiteral("客服"), QStringLiteral("坐席"), QStringLiteral("座席")})
        if (name.contains(word))
            return true;
    const QStringList words = name.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return words.contains(QLatin1String("support")) || words.contains(QLatin1String("agent")) ||
           name.simplified().toLower() == QLatin1String("customer service");
}

std::optional<qint64> momentOf(const QString &cell)
{
    QString text = cell.simplified();
    text.replace(QLatin1Char('/'), QLatin1Char('-'));
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (isNumber && (text.size() == 10 || text.size() == 13))
        return text.size() == 10 ? 1000 * number : number;
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    for (const char *format : {"yyyy-M-d H:m:s", "yyyy-M-d H:m", "d.M.yyyy H:m:s", "d.M.yyyy H:m"})
        if (!time.isValid())
            time = QDateTime::fromString(text, QLatin1String(format));
    if (!time.isValid() || !text.contains(QLatin1Char(':')))
        return std::nullopt;
    if (time.timeSpec() == Qt::LocalTime) // whose clocks are turned back in autumn
        time.setTimeZone(QTimeZone::utc());
    return time.toMSecsSinceEpoch();
}

std::optional<TurnColumns> turnColumns(const QStringList &names, const QList<QStringList> &rows)
{
    TurnColumns found;
    qsizetype talker = -1, kind = -1, person = -1;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QStringList cells = cellsBelow(rows, i);
        const PairColumn named = columnNameRank(names[i]) >= 0 ? columnFromName(names[i])
                                                               : columnFromPhrase(names[i]).column;
        if (isNamedSender(names[i]) && found.side < 0) {
            found.side = i;
            found.isSender = true;
        } else if (isOneOf(names[i], u"talkerid|strtalker|talker")) {
            talker = i;
        } else if (isOneOf(names[i], u"type")) {
            kind = i;
        } else if (named == PairColumn::Reply) {
            return std::nullopt;
        } else if (named == PairColumn::Dialogue && found.dialogue < 0) {
            found.dialogue = i;
        } else if (found.side < 0 && areSides(cells)) {
            found.side = i;
        } else if (person < 0 && isNamedPerson(names[i]) && areAgentsAndOthers(cells)) {
            person = i;
        }
    }
    if (found.side < 0 && person >= 0) {
        found.side = person;
        found.isPerson = true;
    }
    if (found.isSender) {
        found.dialogue = found.dialogue < 0 ? talker : found.dialogue;
        found.kind = kind;
    }
    if (found.side < 0 || (found.dialogue < 0 && !found.isPerson && !found.isSender))
        return std::nullopt;
    found.text = textColumn(names, rows, found);
    if (found.text < 0 || (found.dialogue < 0 && !isNamedText(names[found.text])))
        return std::nullopt;
    found.time = timeColumn(names.size(), rows);
    for (qsizetype i = 0; found.time < 0 && i < names.size(); ++i)
        if (i != found.side && i != found.text && i != found.dialogue &&
            isNumbered(names[i], rows, i)) {
            found.time = i;
            found.isNumbered = true;
        }
    found.names = {QStringLiteral("question"), QStringLiteral("reply"), QStringLiteral("context"),
                   QStringLiteral("dialogue")};
    if (found.isSender) // what else an exporter writes is about the message
        return found;
    for (qsizetype i = 0; i < names.size(); ++i)
        if (i != found.side && i != found.text && i != found.dialogue &&
            !found.names.contains(names[i])) {
            found.beside << i;
            found.names << names[i];
        }
    return found;
}

bool namesTurns(const QStringList &names)
{
    const auto isWho = [](const QString &name) {
        return isNamedPerson(name) || isNamedSender(name) || isOneOf(name, u"role|角色|发送方角色");
    };
    return std::any_of(names.begin(), names.end(), isWho) &&
           std::any_of(names.begin(), names.end(), isNamedText);
}

} // namespace tunedesk

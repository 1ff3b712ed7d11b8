#include "data/search_marks.h"

#include <algorithm>

namespace tunedesk
{

SearchMarks::SearchMarks(const QString &search)
{
    qsizetype at = 0;
    while (at < search.size()) {
        if (search.at(at).isSpace()) {
            ++at;
            continue;
        }
        const bool without = search.at(at) == QLatin1Char('-');
        if (without)
            ++at;
        bool inQuestion = true, inReply = true;
        const QStringView rest = QStringView(search).sliced(at);
        if (rest.startsWith(QLatin1String("q:"), Qt::CaseInsensitive)) {
            inReply = false;
            at += 2;
        } else if (rest.startsWith(QLatin1String("a:"), Qt::CaseInsensitive)) {
            inQuestion = false;
            at += 2;
        }
        QString word;
        if (at < search.size() && search.at(at) == QLatin1Char('"')) {
            qsizetype end = search.indexOf(QLatin1Char('"'), at + 1);
            if (end < 0)
                end = search.size();
            word = search.mid(at + 1, end - at - 1);
            at = end + 1;
        } else {
            const qsizetype start = at;
            while (at < search.size() && !search.at(at).isSpace())
                ++at;
            word = search.mid(start, at - start);
        }
        if (without || word.isEmpty())
            continue;
        if (inQuestion)
            m_question << word;
        if (inReply)
            m_reply << word;
    }
}

QList<SearchMarks::Span> SearchMarks::spans(Side side, const QString &text) const
{
    QList<Span> found;
    for (const QString &word : side == Side::Question ? m_question : m_reply) {
        for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(word, at + word.size(), Qt::CaseInsensitive))
            found.append({int(at), int(word.size())});
    }
    std::sort(found.begin(), found.end(), [](const Span &a, const Span &b) {
        return a.start != b.start ? a.start < b.start : a.length > b.length;
    });
    QList<Span> merged;
    for (const Span &span : std::as_const(found)) {
        if (!merged.isEmpty() && span.start <= merged.last().start + merged.last().length) {
            Span &last = merged.last();
            last.length = std::max(last.length, span.start + span.length - last.start);
        } else {
            merged.append(span);
        }
    }
    return merged;
}

} // namespace tunedesk

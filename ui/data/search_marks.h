#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace tunedesk
{

/// What to mark in the texts of the rows that a search found; see PairQuery::search.
class SearchMarks
{
public:
    SearchMarks() = default;
    explicit SearchMarks(const QString &search);

    struct Span {
        int start = 0, length = 0;
        bool operator==(const Span &) const = default;
    };
    enum class Side { Question, Reply };
    /// Where the words occur, by place, without overlap. Letter case does not count.
    QList<Span> spans(Side side, const QString &text) const;
    bool isEmpty() const { return m_question.isEmpty() && m_reply.isEmpty(); }

private:
    QStringList m_question, m_reply;
};

} // namespace tunedesk

#pragma once

#include "base/result.h"
#include "dataset/xlsx_part.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace tunedesk
{

/// Without the signs for letters that XML can't hold: "_x000D_" is a carriage return.
QString withoutEscapes(const QString &text);
/// The other way round: text that withoutEscapes() gives back, of letters that XML can hold. Half a
/// letter becomes U+FFFD.
QString withEscapes(const QString &text);

/// Collects the text of an element of rich text (<si>, <is>): its runs joined, readings left out.
class XlsxText
{
public:
    void clear();
    /// @param depth below the element; 1: its children
    void start(QStringView name, int depth);
    void add(QStringView letters);
    void end(int depth);
    const QString &text() const { return m_text; }

private:
    QString m_text, m_piece;
    bool m_isInRun = false, m_isInText = false;
};

/// The texts that cells refer to by number; kept as UTF-8 in one piece.
class SharedStrings
{
public:
    /// Errors: those of XlsxPart.
    static Result<SharedStrings> read(XlsxPart &part);

    qsizetype count() const { return qsizetype(m_ends.size()); }
    QString at(qsizetype index) const;
    /// Whether it holds half a letter, which no UTF-8 can.
    bool isBroken(qsizetype index) const;

private:
    void append(const QString &text);

    QByteArray m_texts;
    std::vector<std::uint32_t> m_ends;
    std::vector<std::uint32_t> m_broken; ///< ascending
};

} // namespace tunedesk

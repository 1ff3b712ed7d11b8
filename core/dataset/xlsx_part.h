#pragma once

#include "base/result.h"
#include "base/zip_stream.h"

#include <QByteArray>
#include <QString>
#include <QXmlStreamReader>

namespace tunedesk
{

/// The XML of a part, unpacked and parsed in pieces. No DTD, no elements deeper than 64, nothing in
/// one piece beyond 16 MB. One thread.
class XlsxPart
{
public:
    static constexpr int kMaxDepth = 64;
    static constexpr qint64 kMaxTokenBytes = 16LL << 20;

    /// @param where file and part, for errors
    XlsxPart(ZipStream stream, QString where);

    /// Moves on; EndDocument once all is read and the part's check sum is right.
    /// Errors: Input (broken XML with its place, a DTD, damaged), File (changed meanwhile).
    Result<QXmlStreamReader::TokenType> next();
    const QXmlStreamReader &xml() const { return m_xml; }
    int depth() const { return m_depth; } ///< of the element that starts or ends; 1: the root

    /// An attribute by its name without prefix; null: there is none.
    QString attribute(QLatin1String name) const;
    Error refused(const QString &what, const QString &hint = {}) const; ///< at this place

    qint64 position() const { return qint64(m_stream.position()); } ///< packed bytes read
    qint64 size() const { return qint64(m_stream.size()); }         ///< packed bytes

private:
    Result<bool> feed();
    Result<void> readRest();

    ZipStream m_stream;
    QString m_where;
    QXmlStreamReader m_xml;
    QByteArray m_piece;
    qint64 m_fedBytes = 0; ///< since the last token
    int m_depth = 0;
    bool m_isClosing = false; ///< the element at m_depth has ended
    bool m_isAtEnd = false;
};

} // namespace tunedesk

#include "dataset/xlsx_part.h"

#include <QCoreApplication>

#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(XlsxReader)
};
} // namespace

XlsxPart::XlsxPart(ZipStream stream, QString where)
    : m_stream(std::move(stream)), m_where(std::move(where))
{
}

Error XlsxPart::refused(const QString &what, const QString &hint) const
{
    return {ErrorKind::Input, what,
            Text::tr("%1, line %2, column %3")
                .arg(m_where, QString::number(m_xml.lineNumber()),
                     QString::number(m_xml.columnNumber())),
            hint.isEmpty()
                ? Text::tr("Open it in a spreadsheet program and save it again as .xlsx.")
                : hint};
}

Result<bool> XlsxPart::feed()
{
    m_piece.clear();
    const auto read = m_stream.read(m_piece);
    if (!read) {
        Error error = read.error();
        if (error.kind == ErrorKind::Input)
            error.what = Text::tr("This XLSX can't be read. %1").arg(error.what);
        error.where = m_where;
        error.hint = error.kind == ErrorKind::File
                         ? Text::tr("Wait until it is complete and try again.")
                         : Text::tr("Copy or download the spreadsheet again.");
        return error;
    }
    m_fedBytes += m_piece.size();
    if (m_fedBytes > kMaxTokenBytes + m_piece.size())
        return refused(Text::tr("One piece of this part is longer than 16 MB."));
    m_xml.addData(m_piece);
    return *read;
}

Result<void> XlsxPart::readRest()
{
    while (true) {
        const auto fed = feed();
        if (!fed)
            return fed.error();
        if (!*fed)
            return {};
        m_fedBytes = 0;
    }
}

Result<QXmlStreamReader::TokenType> XlsxPart::next()
{
    if (m_isAtEnd)
        return QXmlStreamReader::EndDocument;
    if (std::exchange(m_isClosing, false))
        --m_depth;
    while (true) {
        const auto token = m_xml.readNext();
        if (token == QXmlStreamReader::DTD)
            return refused(Text::tr("DTD not allowed: no XLSX needs one."));
        if (token != QXmlStreamReader::Invalid) {
            m_fedBytes = 0;
            if (token == QXmlStreamReader::StartElement && ++m_depth > kMaxDepth)
                return refused(Text::tr("Its elements are nested deeper than %1.").arg(kMaxDepth));
            m_isClosing = token == QXmlStreamReader::EndElement;
            if (token == QXmlStreamReader::EndDocument) {
                if (auto rest = readRest(); !rest)
                    return rest.error();
                m_isAtEnd = true;
            }
            return token;
        }
        if (m_xml.error() != QXmlStreamReader::PrematureEndOfDocumentError)
            return refused(Text::tr("The XML is broken: %1").arg(m_xml.errorString()));
        const auto fed = feed();
        if (!fed)
            return fed.error();
        if (!*fed)
            return refused(Text::tr("The XML ends too early."));
    }
}

QString XlsxPart::attribute(QLatin1String name) const
{
    for (const QXmlStreamAttribute &attribute : m_xml.attributes())
        if (attribute.name() == name)
            return attribute.value().toString();
    return {};
}

} // namespace tunedesk

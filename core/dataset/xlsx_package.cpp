#include "dataset/xlsx_package.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(XlsxReader)
};
} // namespace

Result<std::unique_ptr<XlsxPackage>> XlsxPackage::open(const QString &path)
{
    auto file = RegularFile::open(path);
    if (!file)
        return file.error();
    std::unique_ptr<XlsxPackage> package(new XlsxPackage(std::move(*file)));
    package->m_fileName = QFileInfo(path).fileName();
    if (auto read = package->readDirectory(); !read)
        return read.error();
    return package;
}

Result<void> XlsxPackage::readDirectory()
{
    const auto refused = [this](const QString &what, const QString &hint) {
        return Error{ErrorKind::Input, what, m_fileName, hint};
    };
    if (!hasZipDirectory(m_file))
        return refused(
            Text::tr("The end of this XLSX is missing: it was not copied or downloaded whole, or "
                     "is no XLSX."),
            Text::tr("Copy or download it again, or save it again as .xlsx in a spreadsheet "
                     "program."));
    auto records = readZipDirectory(m_file, StrangeNames::LeaveOut);
    if (!records)
        return refused(Text::tr("This XLSX can't be read. %1").arg(records.error().what),
                       Text::tr("Open it in a spreadsheet program and save it again as .xlsx."));
    m_records = std::move(*records);
    for (std::size_t i = 0; i < m_records.size(); ++i)
        m_byName.insert(QString::fromStdString(m_records[i].name).toLower(), i);
    if (const QString other = otherKind(); !other.isEmpty())
        return refused(other, Text::tr("Save the table as .xlsx, or as CSV in UTF-8."));
    return {};
}

/// What a ZIP file without a workbook is; empty: it has one.
QString XlsxPackage::otherKind() const
{
    if (has(QStringLiteral("[Content_Types].xml")) && has(QStringLiteral("xl/workbook.bin")))
        return Text::tr("This is a binary spreadsheet (.xlsb), not XLSX.");
    if (has(QStringLiteral("word/document.xml")))
        return Text::tr("This is a text document (.docx), not XLSX.");
    if (has(QStringLiteral("ppt/presentation.xml")))
        return Text::tr("This is a presentation (.pptx), not XLSX.");
    if (has(QStringLiteral("mimetype")) && has(QStringLiteral("content.xml")))
        return Text::tr("This is an OpenDocument file, not XLSX.");
    if (!has(QStringLiteral("xl/workbook.xml")) && !has(QStringLiteral("_rels/.rels")))
        return Text::tr("This is a ZIP file, but no spreadsheet.");
    return {};
}

bool XlsxPackage::has(const QString &part) const
{
    return m_byName.contains(part.toLower());
}

Result<std::unique_ptr<XlsxPart>> XlsxPackage::part(const QString &part)
{
    const QString where = QStringLiteral("%1, %2").arg(m_fileName, part);
    const QString saveAgain =
        Text::tr("Open it in a spreadsheet program and save it again as .xlsx.");
    const auto found = m_byName.constFind(part.toLower());
    if (found == m_byName.constEnd())
        return Error{ErrorKind::Input, Text::tr("A part of this XLSX is missing."), where,
                     saveAgain};
    auto stream = ZipStream::open(m_file, m_records[*found], m_left);
    if (!stream) {
        Error error = stream.error();
        error.where = where;
        error.hint = saveAgain;
        return error;
    }
    return std::make_unique<XlsxPart>(std::move(*stream), where);
}

void XlsxPackage::look(const QString &part,
                       const std::function<void(const QByteArray &)> &take) const
{
    const auto found = m_byName.constFind(part.toLower());
    if (found == m_byName.constEnd())
        return;
    std::uint64_t left = m_left;
    auto stream = ZipStream::open(m_file, m_records[*found], left);
    QByteArray piece;
    while (stream) {
        piece.resize(0);
        if (const auto read = stream->read(piece); !read || !*read)
            return;
        take(piece);
    }
}

} // namespace tunedesk

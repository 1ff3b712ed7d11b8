#include "../core/xlsx_builder.h"
#include "pair_checks.h"

using namespace tunedesk;

namespace
{
/// The rows, texts, styles, list of sheets, and what stands before and behind the rows, with a line
/// "%%" between them, become an XLSX that is right but for them: a fuzzer gets through no check
/// sum.
QByteArray packed(const QByteArray &input)
{
    XlsxBuilder book;
    QByteArray strings;
    qsizetype from = 0;
    for (QByteArray *part : {&book.rows, &strings, &book.styles, &book.sheets, &book.sheetHead,
                             &book.sheetTail, &book.beforeSheet}) {
        const qsizetype end = input.indexOf("\n%%\n", from);
        *part = input.mid(from, end < 0 ? -1 : end - from);
        if (end < 0)
            break;
        from = end + 4;
    }
    if (!strings.isEmpty())
        book.strings = {strings};
    if (book.sheets.isEmpty())
        book.sheets = XlsxBuilder().sheets;
    QList<ZipPart> parts = book.parts();
    for (ZipPart &part : parts)
        part.isDeflated = false;
    return zipFile(parts);
}
} // namespace

// A ZIP file as it is, or the parts of one.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t bytes)
{
    static InputFile file;
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(bytes));
    const QByteArray zip = input.startsWith("PK") ? input : packed(input);
    file.set(reinterpret_cast<const std::uint8_t *>(zip.constData()), std::size_t(zip.size()));
    checkPairFile(file.path());
    return 0;
}

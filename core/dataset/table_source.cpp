#include "dataset/table_source.h"

#include "dataset/delimited_source.h"
#include "dataset/json_source.h"
#include "dataset/preference_table.h"
#include "dataset/text_file.h"
#include "dataset/turn_table.h"
#include "dataset/xlsx_source.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(PairReader)
};

Result<std::unique_ptr<TableSource>> openAsItIs(const QString &path, PairFormat &format)
{
    if ((format.kind.isEmpty() || format.kind == QLatin1String("xlsx")) && isZipFile(path))
        return openXlsx(path, format);
    auto text = TextFile::open(path, format.encoding);
    if (!text)
        return text.error();
    if (format.kind == QLatin1String("xlsx"))
        return Error{ErrorKind::Input, Text::tr("This is no XLSX spreadsheet."), text->name(),
                     Text::tr("Choose the kind of file that it is.")};
    format.encoding = text->encoding().name;
    format.otherEncodings = text->encoding().others;
    format.doubt = text->doubt();
    if (isJsonKind(format.kind) || (format.kind.isEmpty() && beginsAsJson(text->beginning())))
        return openJson(std::move(*text), format);
    return openDelimited(std::move(*text), format);
}
} // namespace

Result<std::unique_ptr<TableSource>> openTable(const QString &path, PairFormat &format)
{
    auto table = openAsItIs(path, format);
    if (!table)
        return table;
    if (isJsonKind(format.kind)) // has a form of its own for preferences
        return turnsAsPairs(std::move(*table), format);
    return preferencesAsPairs(turnsAsPairs(std::move(*table), format), format,
                              QFileInfo(path).fileName());
}

bool hasNamedColumns(const PairFormat &format)
{
    return format.hasHeader.value_or(true);
}

} // namespace tunedesk

#include "dataset/table_source.h"

#include "dataset/delimited_source.h"
#include "dataset/json_source.h"
#include "dataset/text_file.h"

namespace tunedesk
{

Result<std::unique_ptr<TableSource>> openTable(const QString &path, PairFormat &format)
{
    auto text = TextFile::open(path, format.encoding);
    if (!text)
        return text.error();
    format.encoding = text->encoding().name;
    format.otherEncodings = text->encoding().others;
    format.doubt = text->doubt();
    if (isJsonKind(format.kind) || (format.kind.isEmpty() && beginsAsJson(text->beginning())))
        return openJson(std::move(*text), format);
    return openDelimited(std::move(*text), format);
}

bool hasNamedColumns(const PairFormat &format)
{
    return format.hasHeader.value_or(true);
}

} // namespace tunedesk

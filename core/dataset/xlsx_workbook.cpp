#include "dataset/xlsx_workbook.h"

#include <QCoreApplication>
#include <QHash>
#include <QStringList>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(XlsxReader)
};

constexpr std::size_t kMaxLinks = 100'000;

struct Link {
    QString type; ///< the end of its address, as "worksheet"
    QString part;
};
using Links = QHash<QString, Link>; ///< by their id

/// The part that an address names, from a part's folder on; empty: none of this file.
QString resolved(const QString &target, const QString &folder)
{
    QStringList steps;
    const QString whole = target.startsWith(QLatin1Char('/')) ? target : folder + target;
    for (const QString &step : whole.split(QLatin1Char('/'), Qt::SkipEmptyParts)) {
        if (step == QLatin1String(".."))
            if (steps.isEmpty())
                return {};
            else
                steps.removeLast();
        else if (step != QLatin1String("."))
            steps << step;
    }
    return steps.join(QLatin1Char('/'));
}

/// "xl/" of "xl/workbook.xml".
QString folderOf(const QString &part)
{
    return part.left(part.lastIndexOf(QLatin1Char('/')) + 1);
}

/// What a part refers to. @param part empty: the file as a whole
Result<Links> readLinks(XlsxPackage &package, const QString &part)
{
    const QString folder = folderOf(part);
    const QString name =
        folder + QStringLiteral("_rels/") + part.mid(folder.size()) + QStringLiteral(".rels");
    Links links;
    if (!package.has(name))
        return links;
    auto xml = package.part(name);
    if (!xml)
        return xml.error();
    while (true) {
        const auto token = (*xml)->next();
        if (!token)
            return token.error();
        if (*token == QXmlStreamReader::EndDocument)
            return links;
        if (*token != QXmlStreamReader::StartElement ||
            (*xml)->xml().name() != QLatin1String("Relationship") ||
            (*xml)->attribute(QLatin1String("TargetMode")) == QLatin1String("External"))
            continue;
        const QString type = (*xml)->attribute(QLatin1String("Type"));
        links.insert((*xml)->attribute(QLatin1String("Id")),
                     {type.mid(type.lastIndexOf(QLatin1Char('/')) + 1),
                      resolved((*xml)->attribute(QLatin1String("Target")), folder)});
        if (std::size_t(links.size()) > kMaxLinks)
            return (*xml)->refused(Text::tr("It refers to more than %1 parts.").arg(kMaxLinks));
    }
}

QString firstOf(const Links &links, QLatin1String type)
{
    for (const Link &link : links)
        if (link.type == type)
            return link.part;
    return {};
}

bool isTrue(const QString &text)
{
    return text == QLatin1String("1") || text == QLatin1String("true") ||
           text == QLatin1String("on");
}
} // namespace

Result<XlsxWorkbook> readWorkbook(XlsxPackage &package)
{
    const auto roots = readLinks(package, {});
    if (!roots)
        return roots.error();
    QString main = firstOf(*roots, QLatin1String("officeDocument"));
    if (main.isEmpty())
        main = QStringLiteral("xl/workbook.xml");
    const auto links = readLinks(package, main);
    if (!links)
        return links.error();
    XlsxWorkbook workbook;
    workbook.sharedStrings = firstOf(*links, QLatin1String("sharedStrings"));
    workbook.styles = firstOf(*links, QLatin1String("styles"));
    auto xml = package.part(main);
    if (!xml)
        return xml.error();
    while (true) {
        const auto token = (*xml)->next();
        if (!token)
            return token.error();
        if (*token == QXmlStreamReader::EndDocument)
            return workbook;
        if (*token != QXmlStreamReader::StartElement)
            continue;
        const auto name = (*xml)->xml().name();
        if ((*xml)->depth() == 2 && name == QLatin1String("workbookPr"))
            workbook.is1904 = isTrue((*xml)->attribute(QLatin1String("date1904")));
        if ((*xml)->depth() != 3 || name != QLatin1String("sheet"))
            continue;
        const Link link = links->value((*xml)->attribute(QLatin1String("id")));
        if (link.type != QLatin1String("worksheet"))
            continue;
        const QString state = (*xml)->attribute(QLatin1String("state"));
        workbook.sheets.push_back({(*xml)->attribute(QLatin1String("name")), link.part,
                                   state.isEmpty() || state == QLatin1String("visible")});
        if (workbook.sheets.size() > kMaxLinks)
            return (*xml)->refused(Text::tr("It has more than %1 sheets.").arg(kMaxLinks));
    }
}

} // namespace tunedesk

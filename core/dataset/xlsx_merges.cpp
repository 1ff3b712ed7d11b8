#include "dataset/xlsx_merges.h"

#include "dataset/xlsx_sheet.h"

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr char kElement[] = "mergeCell ";
constexpr qsizetype kLongestElement = 1024;
} // namespace

void XlsxMerges::look(const QByteArray &piece)
{
    m_rest += piece;
    qsizetype at = 0, kept = 0;
    while ((at = m_rest.indexOf(kElement, at)) >= 0) {
        const qsizetype end = m_rest.indexOf('>', at);
        if (end < 0)
            break;
        // A text has no “<”, so that it can't look like an element.
        if (at > 0 && (m_rest[at - 1] == '<' || m_rest[at - 1] == ':'))
            add(QByteArrayView(m_rest).sliced(at, end - at));
        kept = at = end;
    }
    const qsizetype begun =
        at >= 0 ? std::max<qsizetype>(at - 1, 0) : m_rest.size() - qsizetype(sizeof(kElement));
    m_rest.remove(0, std::max({kept, begun, m_rest.size() - kLongestElement}));
}

void XlsxMerges::add(QByteArrayView element)
{
    const qsizetype name = element.indexOf(" ref=");
    if (name < 0 || name + 6 >= element.size() || m_merges.size() > kMost)
        return;
    const QByteArrayView value = element.sliced(name + 6);
    const QString area =
        QString::fromLatin1(value.first(std::max<qsizetype>(0, value.indexOf(element[name + 5]))));
    const auto from = cellPlace(area.section(u':', 0, 0));
    const auto to = cellPlace(area.section(u':', 1, 1));
    if (from && to && to->row > from->row)
        m_merges.push_back({from->column, int(from->row), int(to->row)});
}

bool XlsxMerges::finish()
{
    m_rest.clear();
    std::ranges::sort(m_merges, {}, &Merge::first);
    return m_merges.size() <= kMost;
}

qint64 XlsxMerges::fill(XlsxRow &row)
{
    const auto cellAt = [&row](int column) {
        const auto cell = std::ranges::lower_bound(row.cells, column, {}, &XlsxRow::Cell::column);
        return cell != row.cells.end() && cell->column == column ? &*cell : nullptr;
    };
    std::vector<XlsxRow::Cell> added;
    qint64 bytes = 0;
    for (auto text = m_texts.begin(); text != m_texts.end();) {
        if (text->second.last < row.number) {
            text = m_texts.erase(text);
            continue;
        }
        if (!row.cells.empty() && !cellAt(text->first)) {
            added.push_back({text->first, text->second.text, text->second.isError});
            bytes += 2 * text->second.text.size();
        }
        ++text;
    }
    for (; m_next < m_merges.size() && m_merges[m_next].first <= row.number; ++m_next) {
        const Merge &merge = m_merges[m_next];
        const XlsxRow::Cell *const cell =
            merge.first == row.number ? cellAt(merge.column) : nullptr;
        if (cell)
            m_texts[merge.column] = {merge.last, cell->text, cell->isError};
    }
    row.cells.insert(row.cells.end(), added.begin(), added.end());
    std::ranges::stable_sort(row.cells, {}, &XlsxRow::Cell::column);
    return bytes;
}

} // namespace tunedesk

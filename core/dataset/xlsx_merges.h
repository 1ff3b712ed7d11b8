#pragma once

#include "dataset/xlsx_values.h"

#include <QByteArray>
#include <QString>

#include <map>
#include <vector>

namespace tunedesk
{

struct XlsxRow;

/// The cells of a sheet that are merged over several rows, where the file has a text in the first
/// row alone and a person sees it beside all of them. Cells merged sideways are titles and stay as
/// they are. One thread.
class XlsxMerges
{
public:
    static constexpr std::size_t kMost = 1'000'000;

    /// The next piece of the sheet's XML, in which they stand behind all rows. One after another.
    void look(const QByteArray &piece);
    /// Behind the last piece. @return false: there are more than kMost
    bool finish();
    /// Adds the texts from above to a row that has cells of its own. The rows in their order.
    /// @return bytes of the texts that were added
    qint64 fill(XlsxRow &row);

private:
    struct Merge {
        int column;
        int first, last; ///< rows
    };
    struct Text {
        int last; ///< row
        QString text;
        bool isError;
    };
    void add(QByteArrayView element);

    QByteArray m_rest; ///< of the pieces, which may be an element's beginning
    std::vector<Merge> m_merges;
    std::size_t m_next = 0;      ///< of m_merges, in the order of their first rows
    std::map<int, Text> m_texts; ///< of the merges that the rows are in, by column
};

} // namespace tunedesk

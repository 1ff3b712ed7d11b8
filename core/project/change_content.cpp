#include "project/change_content.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <optional>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ChangeLog)
};

constexpr quint64 kMost = std::numeric_limits<qint64>::max();

void append(QByteArray &bytes, quint64 number)
{
    for (; number >= 0x80; number >>= 7)
        bytes.append(char(0x80 | (number & 0x7f)));
    bytes.append(char(number));
}

/// Takes one number off the front of what is left; none: there is no such number.
class Numbers
{
public:
    explicit Numbers(const QByteArray &bytes) : m_bytes(bytes) {}
    bool isAtEnd() const { return m_at == m_bytes.size(); }

    std::optional<qint64> next(quint64 most = kMost)
    {
        quint64 number = 0;
        for (int shift = 0; shift < 63 && !isAtEnd(); shift += 7) {
            const auto byte = static_cast<unsigned char>(m_bytes[m_at++]);
            number |= quint64(byte & 0x7f) << shift;
            if (byte < 0x80)
                return number <= most ? std::optional(qint64(number)) : std::nullopt;
        }
        return std::nullopt;
    }

private:
    const QByteArray &m_bytes;
    qsizetype m_at = 0;
};

std::optional<ValueChange> nextChange(Numbers &numbers)
{
    constexpr quint64 kMostValue = std::numeric_limits<int>::max();
    const auto before = numbers.next(kMostValue);
    const auto after = numbers.next(kMostValue);
    const auto runs = numbers.next();
    if (!before || !after || !runs)
        return std::nullopt;
    ValueChange change{int(*before), int(*after), {}};
    qint64 last = 0;
    for (qint64 i = 0; i < *runs; ++i) { // ends with the bytes, whatever number stands there
        const auto gap = numbers.next(kMost - quint64(last));
        if (!gap || *gap == 0)
            return std::nullopt;
        const qint64 first = last + *gap;
        const auto length = numbers.next(kMost - quint64(first));
        if (!length)
            return std::nullopt;
        last = first + *length;
        change.rows.push_back({first, last});
    }
    return change;
}
} // namespace

std::vector<IdRun> runsOf(std::vector<qint64> ids)
{
    std::sort(ids.begin(), ids.end());
    std::vector<IdRun> runs;
    for (const qint64 id : ids) {
        if (!runs.empty() && id <= runs.back().last + 1)
            runs.back().last = id;
        else
            runs.push_back({id, id});
    }
    return runs;
}

qint64 countOf(const std::vector<IdRun> &runs)
{
    qint64 count = 0;
    for (const IdRun &run : runs)
        count += run.last - run.first + 1;
    return count;
}

QByteArray packChanges(const std::vector<ValueChange> &changes)
{
    QByteArray bytes;
    for (const ValueChange &change : changes) {
        append(bytes, quint64(change.before));
        append(bytes, quint64(change.after));
        append(bytes, change.rows.size());
        qint64 last = 0;
        for (const IdRun &run : change.rows) {
            append(bytes, quint64(run.first - last));
            append(bytes, quint64(run.last - run.first));
            last = run.last;
        }
    }
    return bytes;
}

Result<std::vector<ValueChange>> unpackChanges(const QByteArray &bytes)
{
    std::vector<ValueChange> changes;
    Numbers numbers(bytes);
    while (!numbers.isAtEnd()) {
        auto change = nextChange(numbers);
        if (!change)
            return Error{ErrorKind::Database,
                         Text::tr("What the project says of an earlier step can't be read."),
                         {},
                         Text::tr("The pairs are as they were; this step can't be undone.")};
        changes.push_back(std::move(*change));
    }
    return changes;
}

} // namespace tunedesk

#pragma once

#include <QByteArrayView>

#include <cstdint>
#include <unordered_set>

namespace tunedesk
{

/// Fields of records of JSON, told apart without building values: by their names, and by whether
/// they hold something, and something nested. Those inside of "data" and "meta" count too, which
/// annotation programs put round fields. A plain value, in bounded memory.
class JsonKeys
{
public:
    /// Remembers the fields of a record. What is no JSON has those before the fault.
    void add(QByteArrayView record);
    /// Whether the record has a field that none before it had.
    bool hasOther(QByteArrayView record) const;

private:
    std::unordered_set<std::uint64_t> m_known; ///< hashes
};

} // namespace tunedesk

#include "engine/training/kept_means.h"

#include "base/atomic_file.h"
#include "base/crc32.h"
#include "base/sha256.h"

#include <QDir>
#include <QFile>
#include <QStorageInfo>

#include <algorithm>
#include <cstring>
#include <set>

namespace tunedesk
{

namespace
{
constexpr std::array<char, 8> kMagic{'T', 'D', 'M', 'E', 'A', 'N', 'S', '1'};
constexpr std::size_t kPlaceBytes = 32;
constexpr char kSuffix[] = ".means";

/// What stands before the keys and the numbers.
struct Header {
    std::array<char, kMagic.size()> magic{};
    std::array<char, kPlaceBytes> place{};
    std::uint64_t rows = 0, width = 0;
    std::uint32_t sum = 0, unused = 0; ///< of all that follows
};
static_assert(sizeof(Header) == 64);

std::uint32_t sumOf(const std::vector<KeptMeans::Key> &keys, const std::vector<float> &values)
{
    return crc32(values.data(), values.size() * sizeof(float),
                 crc32(keys.data(), keys.size() * sizeof(KeptMeans::Key)));
}
} // namespace

KeptMeans::KeptMeans(StatesPlace place, std::int64_t width)
    : m_place(std::move(place)), m_width(width)
{
    read();
}

KeptMeans::Key KeptMeans::keyOf(const Encoding &text)
{
    Sha256 hash;
    for (const std::vector<int> *numbers : {&text.ids, &text.typeIds, &text.mask}) {
        const std::uint64_t count = numbers->size();
        hash.add(&count, sizeof count);
        hash.add(numbers->data(), numbers->size() * sizeof(int));
    }
    Key key;
    std::memcpy(key.data(), hash.result().constData(), sizeof key);
    return key;
}

const float *KeptMeans::find(const Key &key) const
{
    const auto found = m_rows.find(key);
    return found == m_rows.end()
               ? nullptr
               : m_values.data() + found->second * static_cast<std::size_t>(m_width);
}

QString KeptMeans::path() const
{
    return m_place.folder + QLatin1Char('/') + QString::fromLatin1(m_place.key.toHex().left(32)) +
           QLatin1String(kSuffix);
}

void KeptMeans::read()
{
    if (m_place.folder.isEmpty() || m_place.key.size() != kPlaceBytes)
        return;
    QFile file(path());
    Header header;
    if (!file.open(QIODevice::ReadOnly) ||
        file.read(reinterpret_cast<char *>(&header), sizeof header) != sizeof header)
        return;
    const std::size_t rowBytes = sizeof(Key) + static_cast<std::size_t>(m_width) * sizeof(float);
    if (header.magic != kMagic ||
        std::memcmp(header.place.data(), m_place.key.constData(), kPlaceBytes) != 0 ||
        header.width != static_cast<std::uint64_t>(m_width) ||
        header.rows > static_cast<std::uint64_t>(kMostBytes) / rowBytes ||
        file.size() != static_cast<qint64>(sizeof header + header.rows * rowBytes))
        return;
    std::vector<Key> keys(header.rows);
    std::vector<float> values(header.rows * static_cast<std::size_t>(m_width));
    const auto take = [&file](auto &into) {
        const auto bytes = static_cast<qint64>(into.size() * sizeof into[0]);
        return file.read(reinterpret_cast<char *>(into.data()), bytes) == bytes;
    };
    if (!take(keys) || !take(values) || sumOf(keys, values) != header.sum)
        return;
    m_keys = std::move(keys);
    m_values = std::move(values);
    for (std::size_t row = 0; row < m_keys.size(); ++row)
        m_rows.emplace(m_keys[row], row);
}

void KeptMeans::write(const std::vector<Key> &keys, const torch::Tensor &means)
{
    if (m_place.folder.isEmpty() || m_place.key.size() != kPlaceBytes)
        return;
    const auto width = static_cast<std::size_t>(m_width);
    const std::size_t most =
        static_cast<std::size_t>(kMostBytes) / (sizeof(Key) + width * sizeof(float));
    std::vector<Key> all;
    std::vector<float> values;
    std::set<Key> has;
    const auto add = [&](const Key &key, const float *numbers) {
        if (all.size() >= most || !has.insert(key).second)
            return;
        all.push_back(key);
        values.insert(values.end(), numbers, numbers + width);
    };
    const torch::Tensor rows = means.contiguous();
    for (std::size_t i = 0; i < keys.size(); ++i)
        add(keys[i], rows.const_data_ptr<float>() + i * width);
    for (const Key &key : m_keys)
        add(key, find(key));

    Header header{.magic = kMagic, .rows = all.size(), .width = width, .sum = sumOf(all, values)};
    std::memcpy(header.place.data(), m_place.key.constData(), kPlaceBytes);
    const auto bytes =
        static_cast<qint64>(all.size() * sizeof(Key) + values.size() * sizeof(float));
    if (!QDir().mkpath(m_place.folder))
        return;
    const qint64 free = m_place.freeBytes ? m_place.freeBytes(m_place.folder)
                                          : QStorageInfo(m_place.folder).bytesAvailable();
    if (free < bytes + StatesFile::kReserveBytes)
        return;
    AtomicFile file(path());
    if (!file.open() || !file.write(&header, sizeof header) ||
        !file.write(all.data(), static_cast<qint64>(all.size() * sizeof(Key))) ||
        !file.write(values.data(), static_cast<qint64>(values.size() * sizeof(float))) ||
        !file.commit())
        return;
    const QFileInfoList files = QDir(m_place.folder)
                                    .entryInfoList({QLatin1Char('*') + QLatin1String(kSuffix)},
                                                   QDir::Files, QDir::Time); // newest first
    for (qsizetype i = kMostFiles; i < files.size(); ++i)
        QFile::remove(files[i].filePath());
}

} // namespace tunedesk

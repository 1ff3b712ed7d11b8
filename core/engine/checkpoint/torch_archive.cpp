#include "engine/checkpoint/torch_archive.h"

#include "base/crc32.h"
#include "engine/checkpoint/pickle_reader.h"
#include "base/regular_file.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <string_view>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(TorchArchive)
};

constexpr std::uint64_t kMaxPickleBytes = 16 << 20;

QString shown(std::string_view name)
{
    constexpr std::size_t most = 80;
    const QString text =
        QString::fromUtf8(name.data(), static_cast<qsizetype>(std::min(name.size(), most)));
    return name.size() > most ? text + QChar(0x2026) : text;
}

std::uint64_t bytesOf(std::string_view dtype)
{
    if (dtype == "F64" || dtype == "I64")
        return 8;
    if (dtype == "F32" || dtype == "I32")
        return 4;
    return dtype == "F16" || dtype == "BF16" || dtype == "I16" ? 2 : 1;
}

/// What a file that is no zip file is, as far as it can be told; empty: something else.
QString otherFormat(std::string_view start)
{
    if (start.starts_with(std::string_view("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9", 9)) ||
        (start.size() > 262 && start.substr(257, 5) == "ustar"))
        return Text::tr("It has PyTorch's old format, from before 2020.");
    if (start.starts_with("version https://git-lfs"))
        return Text::tr("It is a pointer of Git LFS, not the weights themselves.");
    return {};
}

/// A record of the archive by its name behind the archive's own folder.
class Records
{
public:
    Records(const std::vector<ZipRecord> &records, std::string folder)
        : m_records(records), m_folder(std::move(folder))
    {
        for (std::size_t i = 0; i < records.size(); ++i)
            m_byName.emplace(records[i].name, i);
    }
    std::optional<std::size_t> find(const std::string &name) const
    {
        const auto found = m_byName.find(m_folder + name);
        return found == m_byName.end() ? std::nullopt : std::optional(found->second);
    }
    const ZipRecord &operator[](std::size_t i) const { return m_records[i]; }

private:
    const std::vector<ZipRecord> &m_records;
    std::string m_folder;
    std::map<std::string_view, std::size_t> m_byName;
};

/// torch.save puts all under one folder, of which only the pickled table's name is fixed.
std::optional<std::string> folderOf(const std::vector<ZipRecord> &records)
{
    constexpr std::string_view table = "data.pkl";
    for (const ZipRecord &record : records)
        if (record.name.ends_with(table) && std::ranges::count(record.name, '/') == 1)
            return record.name.substr(0, record.name.size() - table.size());
    return std::nullopt;
}

/// Elements of the record that the tensor reaches up to; nothing: more than 64 bits can say.
std::optional<std::uint64_t> reachOf(const PickledTensor &tensor)
{
    std::uint64_t last = static_cast<std::uint64_t>(tensor.offset), count = 1;
    for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
        const auto size = static_cast<std::uint64_t>(tensor.shape[i]);
        if (size == 0)
            return static_cast<std::uint64_t>(tensor.offset);
        std::uint64_t way = 0;
        if (__builtin_mul_overflow(size - 1, static_cast<std::uint64_t>(tensor.strides[i]), &way) ||
            __builtin_add_overflow(last, way, &last) ||
            __builtin_mul_overflow(count, size, &count) || count > (1ULL << 48))
            return std::nullopt;
    }
    return last == UINT64_MAX ? std::nullopt : std::optional(last + 1);
}

/// The tensor as a view of a record, or what is wrong with it.
tl::expected<TorchTensor, QString> placed(const std::string &name, PickledTensor &&tensor,
                                          const Records &records)
{
    const QString who = shown(name);
    const auto isNegative = [](std::int64_t number) { return number < 0; };
    if (tensor.shape.size() != tensor.strides.size() || tensor.offset < 0 ||
        tensor.storageLength < 0 || std::ranges::any_of(tensor.shape, isNegative) ||
        std::ranges::any_of(tensor.strides, isNegative))
        return tl::unexpected(
            Text::tr("The shape or the strides of tensor “%1” are impossible.").arg(who));
    const auto reach = reachOf(tensor);
    if (!reach)
        return tl::unexpected(Text::tr("The shape of tensor “%1” overflows.").arg(who));
    const auto length = static_cast<std::uint64_t>(tensor.storageLength);
    if (*reach > length)
        return tl::unexpected(Text::tr("Tensor “%1” reaches beyond its storage: it needs %2 "
                                       "numbers of %3.")
                                  .arg(who)
                                  .arg(*reach)
                                  .arg(length));
    const bool isPlain = std::ranges::all_of(
        tensor.storage, [](unsigned char c) { return std::isalnum(c) || c == '_'; });
    const auto record = isPlain ? records.find("data/" + tensor.storage) : std::nullopt;
    if (!record)
        return tl::unexpected(Text::tr("The storage “%2” of tensor “%1” isn't in the file.")
                                  .arg(who, shown(tensor.storage)));
    const std::uint64_t has = records[*record].end - records[*record].begin;
    if (length > has / bytesOf(tensor.dtype) || length * bytesOf(tensor.dtype) != has)
        return tl::unexpected(
            Text::tr("Its record “%1” has %2 bytes, but tensor “%3” declares %4 numbers of %5 "
                     "bytes.")
                .arg(shown(records[*record].name))
                .arg(has)
                .arg(who)
                .arg(length)
                .arg(bytesOf(tensor.dtype)));
    return TorchTensor{std::move(tensor.dtype), std::move(tensor.shape), std::move(tensor.strides),
                       *record, static_cast<std::uint64_t>(tensor.offset)};
}

/// Reads a small record whole. Nothing: the file is shorter by now.
std::optional<std::string> contentOf(const RegularFile &file, const ZipRecord &record)
{
    std::string bytes(record.end - record.begin, '\0');
    if (!file.readAt(record.begin, bytes.data(), bytes.size()))
        return std::nullopt;
    return bytes;
}
} // namespace

Result<TorchArchive> readTorchArchive(const QString &path)
{
    const auto refused = [&path](const QString &why, QString hint = {}) {
        if (hint.isEmpty())
            hint = Text::tr("Copy or download the model folder again.");
        return Error{ErrorKind::Model, Text::tr("The weights file can't be used. %1").arg(why),
                     path, hint};
    };
    const QString saveAgain = Text::tr("Load it in Python with a current PyTorch and save it again "
                                       "with torch.save, better still as safetensors.");
    const auto file = RegularFile::open(path);
    if (!file)
        return file.error();
    std::string start(std::min<std::uint64_t>(file->size(), 512), '\0');
    if (!file->readAt(0, start.data(), start.size()))
        return refused(Text::tr("It changed while it was read."));
    if (!start.starts_with("PK\x03\x04")) {
        const QString other = otherFormat(start);
        return other.isEmpty() ? refused(Text::tr("It is no file of PyTorch's."))
               : start.starts_with("version")
                   ? refused(other, Text::tr("Fetch the file itself: git lfs pull."))
                   : refused(other, saveAgain);
    }

    TorchArchive archive;
    auto records = readZipDirectory(*file);
    if (!records)
        return refused(records.error().what);
    archive.records = std::move(*records);
    archive.hasSums =
        std::ranges::any_of(archive.records, [](const ZipRecord &r) { return r.crc != 0; });
    const auto folder = folderOf(archive.records);
    if (!folder)
        return refused(Text::tr("It is a zip file, but not one of PyTorch's: it lacks data.pkl."));
    const Records byName(archive.records, *folder);
    if (byName.find("constants.pkl"))
        return refused(Text::tr("It is a TorchScript program, which is never run."), saveAgain);
    for (const ZipRecord &record : archive.records)
        if (record.method != 0)
            return refused(Text::tr("Its record “%1” is compressed, which weights never are.")
                               .arg(shown(record.name)));

    const auto read = [&](const char *name) -> tl::expected<std::string, QString> {
        const auto record = byName.find(name);
        if (!record)
            return std::string();
        const ZipRecord &place = byName[*record];
        if (place.end - place.begin > kMaxPickleBytes)
            return tl::unexpected(
                Text::tr("Its record “%1” is larger than 16 MB.").arg(shown(place.name)));
        auto bytes = contentOf(*file, place);
        if (!bytes)
            return tl::unexpected(Text::tr("It changed while it was read."));
        if (archive.hasSums && crc32(bytes->data(), bytes->size()) != place.crc)
            return tl::unexpected(Text::tr("Its record “%1” is damaged: the check sum differs.")
                                      .arg(shown(place.name)));
        return std::move(*bytes);
    };
    const auto order = read("byteorder");
    if (!order)
        return refused(order.error());
    if (!order->empty() && *order != "little")
        return refused(Text::tr("It was written on a computer with another order of bytes (%1).")
                           .arg(shown(*order)),
                       saveAgain);
    const auto pickle = read("data.pkl");
    if (!pickle)
        return refused(pickle.error());
    auto tensors = readPickledTensors(*pickle);
    if (!tensors)
        return refused(tensors.error().what,
                       Text::tr("Take weights from a source that you trust, best as safetensors."));
    for (auto &[name, tensor] : *tensors) {
        auto view = placed(name, std::move(tensor), byName);
        if (!view)
            return refused(view.error());
        archive.tensors.emplace(name, std::move(*view));
    }
    return archive;
}

} // namespace tunedesk

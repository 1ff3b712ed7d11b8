#include "engine/checkpoint/weight_table.h"

#include "base/regular_file.h"
#include "engine/checkpoint/safetensors.h"
#include "engine/checkpoint/torch_archive.h"
#include "text/strict_json.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <set>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(WeightTable)
};

constexpr std::uint64_t kMaxIndexBytes = 16 << 20;
constexpr std::size_t kMaxShards = 1'000;
constexpr const char *kFileNames[] = {"/model.safetensors", "/model.safetensors.index.json",
                                      "/pytorch_model.bin", "/pytorch_model.bin.index.json"};

QString shown(const std::string &name)
{
    constexpr qsizetype most = 80;
    const QString text = QString::fromStdString(name);
    return text.size() > most ? text.first(most) + QChar(0x2026) : text;
}

QString downloadAgain()
{
    return Text::tr("Copy or download the model folder again.");
}

std::vector<std::int64_t> plainStrides(const std::vector<std::int64_t> &shape)
{
    std::vector<std::int64_t> strides(shape.size(), 1);
    if (std::ranges::find(shape, 0) != shape.end())
        return strides; // the other sizes may be anything
    for (std::size_t i = shape.size(); i-- > 1;)
        strides[i - 1] = strides[i] * std::max<std::int64_t>(shape[i], 1);
    return strides;
}

/// The tensors of one file join the table. Errors: Model (a name is there already).
class TableBuilder
{
public:
    WeightTable table;

    Result<void> addFile(const QString &path)
    {
        const std::size_t file = static_cast<std::size_t>(table.files.size());
        table.files << path;
        table.bytes += static_cast<std::uint64_t>(QFileInfo(path).size());
        return path.endsWith(QLatin1String(".bin")) ? addTorch(path, file)
                                                    : addSafetensors(path, file);
    }

private:
    Result<void> add(const QString &path, const std::string &name, WeightTensor &&tensor)
    {
        const auto [place, isNew] = table.tensors.try_emplace(name, std::move(tensor));
        if (isNew)
            return {};
        return Error{
            ErrorKind::Model,
            Text::tr("Tensor “%1” stands in two files of the model.").arg(shown(name)),
            QStringLiteral("%1, %2").arg(
                table.files[static_cast<qsizetype>(table.blocks[place->second.block].file)],
                QFileInfo(path).fileName()),
            downloadAgain()};
    }

    Result<void> addSafetensors(const QString &path, std::size_t file)
    {
        auto header = readSafetensorsHeader(path);
        if (!header)
            return header.error();
        for (auto &[name, entry] : header->tensors) {
            table.blocks.push_back({file, entry.begin, entry.end, name, std::nullopt});
            auto strides = plainStrides(entry.shape);
            if (auto added = add(path, name,
                                 {std::move(entry.dtype), std::move(entry.shape),
                                  std::move(strides), table.blocks.size() - 1, 0});
                !added)
                return added;
        }
        return {};
    }

    Result<void> addTorch(const QString &path, std::size_t file)
    {
        auto archive = readTorchArchive(path);
        if (!archive)
            return archive.error();
        const std::size_t first = table.blocks.size();
        for (const ZipRecord &record : archive->records)
            table.blocks.push_back({file, record.begin, record.end, record.name,
                                    archive->hasSums ? std::optional(record.crc) : std::nullopt});
        for (auto &[name, tensor] : archive->tensors)
            if (auto added = add(path, name,
                                 {std::move(tensor.dtype), std::move(tensor.shape),
                                  std::move(tensor.strides), first + tensor.record, tensor.offset});
                !added)
                return added;
        return {};
    }
};

/// Which shard holds which tensor, by the folder's index.
Result<std::map<std::string, std::string>> readIndex(const QString &path)
{
    const auto refused = [&path](const QString &what) {
        return Error{ErrorKind::Model, what, path, downloadAgain()};
    };
    const auto file = RegularFile::open(path);
    if (!file)
        return file.error();
    if (file->size() > kMaxIndexBytes)
        return refused(Text::tr("The list of the model's shards is larger than 16 MB."));
    std::string text(file->size(), '\0');
    if (!file->readAt(0, text.data(), text.size()))
        return refused(Text::tr("The list of the model's shards changed while it was read."));
    const auto json = parseStrictJson(text, path);
    if (!json)
        return json.error();
    const auto map = json->is_object() ? json->find("weight_map") : json->end();
    if (map == json->end() || !map->is_object() || map->empty())
        return refused(Text::tr("The list of the model's shards has no weight_map."));
    const QString ending = path.contains(QLatin1String("safetensors"))
                               ? QStringLiteral(".safetensors")
                               : QStringLiteral(".bin");
    std::map<std::string, std::string> shardOf;
    for (const auto &item : map->items()) {
        const std::string shard = item.value().is_string() ? item.value().get<std::string>() : "";
        if (shard.empty() || shard.size() > 255 ||
            shard.find_first_of(std::string_view("/\\\0", 3)) != shard.npos ||
            !QString::fromStdString(shard).endsWith(ending))
            return refused(Text::tr("Tensor “%1” is said to lie in “%2”, which is no file of this "
                                    "folder.")
                               .arg(shown(item.key()), shown(shard)));
        shardOf.emplace(item.key(), shard);
    }
    return shardOf;
}

QString firstOf(const QStringList &names)
{
    constexpr qsizetype most = 5;
    QString text = names.first(std::min(most, names.size())).join(QStringLiteral(", "));
    if (names.size() > most)
        text += QStringLiteral(", … (%1)").arg(names.size());
    return text;
}

Result<WeightTable> readShards(const QString &folder, const QString &indexPath)
{
    const auto shardOf = readIndex(indexPath);
    if (!shardOf)
        return shardOf.error();
    std::set<std::string> shards;
    for (const auto &[tensor, shard] : *shardOf)
        shards.insert(shard);
    if (shards.size() > kMaxShards)
        return Error{ErrorKind::Model,
                     Text::tr("The model has more than %1 shards.").arg(kMaxShards), indexPath,
                     downloadAgain()};
    QStringList missing;
    for (const std::string &shard : shards)
        if (!QFileInfo::exists(folder + QLatin1Char('/') + QString::fromStdString(shard)))
            missing << shown(shard);
    if (!missing.isEmpty())
        return Error{ErrorKind::Model,
                     Text::tr("%n file(s) of the model's weights are missing: an incomplete "
                              "download?",
                              nullptr, static_cast<int>(missing.size())),
                     QStringLiteral("%1 (%2)").arg(folder, firstOf(missing)), downloadAgain()};

    TableBuilder builder;
    std::map<std::string, std::size_t> numberOf;
    for (const std::string &shard : shards) {
        numberOf.emplace(shard, builder.table.files.size());
        if (auto added = builder.addFile(folder + QLatin1Char('/') + QString::fromStdString(shard));
            !added)
            return added.error();
    }
    for (const auto &[name, shard] : *shardOf) {
        const auto tensor = builder.table.tensors.find(name);
        if (tensor == builder.table.tensors.end() ||
            builder.table.blocks[tensor->second.block].file != numberOf[shard])
            return Error{ErrorKind::Model,
                         Text::tr("Tensor “%1” isn't in the file that the list of shards names.")
                             .arg(shown(name)),
                         folder + QLatin1Char('/') + QString::fromStdString(shard),
                         downloadAgain()};
    }
    return std::move(builder.table);
}
} // namespace

std::int64_t WeightTensor::elements() const
{
    if (std::ranges::find(shape, 0) != shape.end())
        return 0; // the other sizes may be anything
    std::int64_t count = 1;
    for (const std::int64_t size : shape)
        count *= size;
    return count;
}

QString weightsFileOf(const QString &folder)
{
    for (const char *name : kFileNames)
        if (QFileInfo::exists(folder + QLatin1String(name)))
            return folder + QLatin1String(name);
    return {};
}

Result<WeightTable> readWeightTable(const QString &folder)
{
    const QString path = weightsFileOf(folder);
    if (path.isEmpty())
        return Error{ErrorKind::Model, Text::tr("The folder holds no weights that can be read."),
                     folder,
                     Text::tr("Choose a folder with model.safetensors or pytorch_model.bin; other "
                              "formats have to be converted in Python first.")};
    if (path.endsWith(QLatin1String(".json")))
        return readShards(folder, path);
    TableBuilder builder;
    if (auto added = builder.addFile(path); !added)
        return added.error();
    return std::move(builder.table);
}

} // namespace tunedesk

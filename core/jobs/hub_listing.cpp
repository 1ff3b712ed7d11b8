#include "jobs/hub_listing.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(HubListing)
};
using Json = nlohmann::json;

/// In the order in which they are fetched.
const QStringList &smallFiles()
{
    static const QStringList names{QStringLiteral("config.json"),
                                   QStringLiteral("tokenizer.json"),
                                   QStringLiteral("tokenizer_config.json"),
                                   QStringLiteral("special_tokens_map.json"),
                                   QStringLiteral("added_tokens.json"),
                                   QStringLiteral("vocab.txt"),
                                   QStringLiteral("vocab.json"),
                                   QStringLiteral("merges.txt"),
                                   QStringLiteral("spiece.model"),
                                   QStringLiteral("sentencepiece.bpe.model"),
                                   QStringLiteral("README.md"),
                                   QStringLiteral("LICENSE"),
                                   QStringLiteral("LICENSE.txt")};
    return names;
}

QByteArray hexOf(const Json &object, const char *key, int digits)
{
    if (!object.contains(key) || !object[key].is_string())
        return {};
    const QByteArray text = QByteArray::fromStdString(object[key].get<std::string>()).toLower();
    const bool isHex = std::ranges::all_of(
        text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    return text.size() == digits && isHex ? text : QByteArray();
}

qint64 sizeOf(const Json &object)
{
    return object.contains("size") && object["size"].is_number_unsigned() &&
                   object["size"].get<std::uint64_t>() < std::uint64_t{1} << 50
               ? static_cast<qint64>(object["size"].get<std::uint64_t>())
               : -1;
}

std::vector<HubFile> filesOf(const Json &siblings)
{
    std::vector<HubFile> files;
    for (const Json &sibling : siblings) {
        if (!sibling.is_object() || !sibling.contains("rfilename") ||
            !sibling["rfilename"].is_string())
            continue;
        HubFile file;
        file.name = QString::fromStdString(sibling["rfilename"].get<std::string>());
        file.bytes = sizeOf(sibling);
        if (sibling.contains("lfs") && sibling["lfs"].is_object()) {
            file.sha256 = hexOf(sibling["lfs"], "sha256", 64);
            if (const qint64 bytes = sizeOf(sibling["lfs"]); bytes >= 0)
                file.bytes = bytes;
        } else {
            file.gitSha = hexOf(sibling, "blobId", 40);
        }
        files.push_back(std::move(file));
    }
    return files;
}

/// model.safetensors, or its index and shards; else the same of pytorch_model.bin.
std::vector<HubFile> weightsOf(const std::vector<HubFile> &files)
{
    static const struct {
        QString whole, index;
        QRegularExpression shard;
    } kinds[] = {
        {QStringLiteral("model.safetensors"), QStringLiteral("model.safetensors.index.json"),
         QRegularExpression(QStringLiteral("^model-\\d{5}-of-\\d{5}\\.safetensors$"))},
        {QStringLiteral("pytorch_model.bin"), QStringLiteral("pytorch_model.bin.index.json"),
         QRegularExpression(QStringLiteral("^pytorch_model-\\d{5}-of-\\d{5}\\.bin$"))},
    };
    for (const auto &kind : kinds) {
        std::vector<HubFile> found;
        const auto add = [&](const auto &isOne) {
            std::ranges::copy_if(files, std::back_inserter(found),
                                 [&](const HubFile &file) { return isOne(file.name); });
        };
        add([&](const QString &name) { return name == kind.whole; });
        if (!found.empty())
            return found;
        add([&](const QString &name) { return name == kind.index; });
        if (found.empty())
            continue;
        add([&](const QString &name) { return kind.shard.match(name).hasMatch(); });
        if (found.size() > 1)
            return found;
    }
    return {};
}
} // namespace

qint64 HubListing::bytes() const
{
    qint64 sum = 0;
    for (const HubFile &file : files)
        sum += std::max<qint64>(0, file.bytes);
    return sum;
}

Result<HubListing> readHubListing(const QByteArray &text, const QString &where)
{
    const Json json = Json::parse(text.begin(), text.end(), nullptr, false);
    if (!json.is_object() || !json.contains("siblings") || !json["siblings"].is_array())
        return Error{ErrorKind::File,
                     text.trimmed().startsWith('<')
                         ? Text::tr("A web page came instead of the list of files.")
                         : Text::tr("The server's answer is no list of a model's files."),
                     where,
                     Text::tr("The network may want a sign-in first, or the address is no model "
                              "hub."),
                     QString::fromUtf8(text.left(200))};
    const std::vector<HubFile> all = filesOf(json["siblings"]);
    HubListing listing;
    listing.commit = hexOf(json, "sha", 40);
    for (const QString &name : smallFiles())
        if (const auto it = std::ranges::find(all, name, &HubFile::name); it != all.end())
            listing.files.push_back(*it);
    const std::vector<HubFile> weights = weightsOf(all);
    const QString hint = Text::tr("Choose another model; “models list” names those that work.");
    if (listing.files.empty() || listing.files.front().name != smallFiles().first())
        return Error{ErrorKind::Model, Text::tr("The model has no config.json."), where, hint, {}};
    if (weights.empty())
        return Error{ErrorKind::Model,
                     Text::tr("The model has neither model.safetensors nor pytorch_model.bin."),
                     where,
                     hint,
                     {}};
    listing.files.insert(listing.files.end(), weights.begin(), weights.end());
    return listing;
}

bool isHubName(const QString &name)
{
    static const QRegularExpression pattern(
        QStringLiteral("^[A-Za-z0-9][A-Za-z0-9._-]{0,95}(/[A-Za-z0-9][A-Za-z0-9._-]{0,95})?$"));
    return pattern.match(name).hasMatch() && !name.contains(QLatin1String("..")) &&
           !name.contains(QLatin1String("--"));
}

} // namespace tunedesk

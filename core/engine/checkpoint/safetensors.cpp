#include "engine/checkpoint/safetensors.h"

#include "base/regular_file.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <optional>
#include <string_view>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Safetensors)
};

static_assert(std::endian::native == std::endian::little, "the format is little-endian");

constexpr std::uint64_t kMaxHeaderBytes = 100'000'000; // the reference reader's limit
constexpr std::size_t kMaxTensors = 65'536;
constexpr std::size_t kMaxNameBytes = 1'024;
constexpr std::size_t kMaxDimensions = 32;

struct DtypeSize {
    std::string_view name;
    std::uint64_t bytes;
};
constexpr std::array<DtypeSize, 16> kDtypes{{{"BOOL", 1},
                                             {"U8", 1},
                                             {"I8", 1},
                                             {"F8_E4M3", 1},
                                             {"F8_E5M2", 1},
                                             {"F8_E8M0", 1},
                                             {"I16", 2},
                                             {"U16", 2},
                                             {"F16", 2},
                                             {"BF16", 2},
                                             {"I32", 4},
                                             {"U32", 4},
                                             {"F32", 4},
                                             {"I64", 8},
                                             {"U64", 8},
                                             {"F64", 8}}};

/// A name as it may be shown: a damaged file's could be a megabyte long.
QString shown(std::string_view name)
{
    constexpr std::size_t most = 80;
    const QString text =
        QString::fromUtf8(name.data(), static_cast<qsizetype>(std::min(name.size(), most)));
    return name.size() > most ? text + QChar(0x2026) : text;
}

/// Fills a SafetensorsHeader while the JSON is read, so that a hostile table never becomes a tree
/// first. Accepts exactly {"__metadata__": {text: text}, name: {"dtype": text, "shape": [n…],
/// "data_offsets": [n, n]}}.
class TableReader final : public nlohmann::json_sax<nlohmann::json>
{
public:
    SafetensorsHeader header;
    QString problem; ///< translated; empty: none

    bool start_object(std::size_t) override
    {
        if (m_inArray || m_depth == 2)
            return refuseValue();
        if (++m_depth == 2) {
            m_entry = {};
            m_fields = 0;
        }
        return true;
    }

    bool end_object() override
    {
        if (--m_depth == 1) {
            if (!m_isMetadata && m_fields != (Dtype | Shape | Offsets))
                return refuse(Text::tr("Tensor “%1” lacks its type, its shape or its place.")
                                  .arg(shown(m_name)));
            if (!m_isMetadata)
                header.tensors.emplace(m_name, std::move(m_entry));
        }
        return true;
    }

    bool key(string_t &text) override
    {
        if (m_depth == 1)
            return startEntry(text);
        if (m_isMetadata) {
            m_field = text;
            if (!header.metadata.emplace(text, std::string()).second)
                return refuse(Text::tr("The key “%1” stands twice in it.").arg(shown(text)));
            return true;
        }
        const int field = text == "dtype"          ? Dtype
                          : text == "shape"        ? Shape
                          : text == "data_offsets" ? Offsets
                                                   : 0;
        if (field == 0)
            return refuse(
                Text::tr("Tensor “%1” has an unknown field “%2”.").arg(shown(m_name), shown(text)));
        if (m_fields & field)
            return refuse(
                Text::tr("Tensor “%1” has the field “%2” twice.").arg(shown(m_name), shown(text)));
        m_fields |= field;
        m_field = text;
        return true;
    }

    bool string(string_t &text) override
    {
        if (m_depth == 2 && m_isMetadata) {
            header.metadata[m_field] = text;
            return true;
        }
        if (m_depth != 2 || m_inArray || m_field != "dtype")
            return refuseValue();
        m_entry.dtype = text;
        return true;
    }

    bool start_array(std::size_t) override
    {
        if (m_depth != 2 || m_inArray || m_isMetadata || m_field == "dtype")
            return refuseValue();
        m_inArray = true;
        m_offsets = 0;
        return true;
    }

    bool end_array() override
    {
        m_inArray = false;
        if (m_field == "data_offsets" && m_offsets != 2)
            return refuseValue();
        return true;
    }

    bool number_unsigned(number_unsigned_t value) override
    {
        if (!m_inArray)
            return refuseValue();
        if (m_field == "shape") {
            if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) ||
                m_entry.shape.size() == kMaxDimensions)
                return refuse(Text::tr("The shape of tensor “%1” overflows.").arg(shown(m_name)));
            m_entry.shape.push_back(static_cast<std::int64_t>(value));
            return true;
        }
        if (m_offsets == 2)
            return refuseValue();
        (m_offsets++ == 0 ? m_entry.begin : m_entry.end) = value;
        return true;
    }

    bool null() override { return refuseValue(); }
    bool boolean(bool) override { return refuseValue(); }
    bool number_integer(number_integer_t) override { return refuseValue(); }
    bool number_float(number_float_t, const string_t &) override { return refuseValue(); }
    bool binary(binary_t &) override { return refuseValue(); }
    bool parse_error(std::size_t position, const std::string &,
                     const nlohmann::json::exception &) override
    {
        return refuse(Text::tr("Its table is no valid JSON at byte %1.").arg(position + 8));
    }

private:
    enum Field { Dtype = 1, Shape = 2, Offsets = 4 };

    bool startEntry(const std::string &name)
    {
        m_name = name;
        m_hasName = true;
        m_isMetadata = name == "__metadata__";
        if (m_isMetadata) {
            if (m_metadataSeen)
                return refuse(Text::tr("The key “%1” stands twice in it.").arg(shown(name)));
            m_metadataSeen = true;
            return true;
        }
        if (name.size() > kMaxNameBytes)
            return refuse(Text::tr("The name of tensor “%1” is too long: more than %2 bytes.")
                              .arg(shown(name))
                              .arg(kMaxNameBytes));
        if (header.tensors.size() == kMaxTensors)
            return refuse(Text::tr("It holds more than %1 tensors.").arg(kMaxTensors));
        if (header.tensors.contains(name))
            return refuse(Text::tr("Tensor “%1” stands in it twice.").arg(shown(name)));
        return true;
    }

    bool refuse(const QString &why)
    {
        if (problem.isEmpty())
            problem = why;
        return false;
    }

    bool refuseValue()
    {
        if (m_hasName)
            return refuse(Text::tr("What it says about “%1” can't be read.").arg(shown(m_name)));
        return refuse(Text::tr("Its table doesn't list tensors."));
    }

    int m_depth = 0;
    bool m_inArray = false, m_hasName = false, m_isMetadata = false, m_metadataSeen = false;
    int m_fields = 0, m_offsets = 0;
    std::string m_name, m_field;
    TensorEntry m_entry;
};

std::optional<std::uint64_t> product(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t result = 0;
    if (__builtin_mul_overflow(a, b, &result))
        return std::nullopt;
    return result;
}

/// What is wrong with types, shapes and places; empty: nothing. Offsets are still relative to the
/// data.
QString entriesProblem(const SafetensorsHeader &header, std::uint64_t dataBytes)
{
    std::vector<const std::pair<const std::string, TensorEntry> *> byPlace;
    byPlace.reserve(header.tensors.size());
    for (const auto &item : header.tensors) {
        const auto &[name, entry] = item;
        const auto dtype = std::ranges::find(kDtypes, entry.dtype, &DtypeSize::name);
        if (dtype == kDtypes.end())
            return Text::tr("Tensor “%1” has the unknown type “%2”.")
                .arg(shown(name), shown(entry.dtype));
        std::optional<std::uint64_t> bytes = dtype->bytes;
        for (const std::int64_t dimension : entry.shape) {
            bytes = product(*bytes, static_cast<std::uint64_t>(dimension));
            if (!bytes)
                return Text::tr("The shape of tensor “%1” overflows.").arg(shown(name));
        }
        if (entry.end < entry.begin)
            return Text::tr("Tensor “%1” ends before it begins.").arg(shown(name));
        if (entry.end - entry.begin != *bytes)
            return Text::tr("Tensor “%1” needs %2 bytes by its shape but has %3.")
                .arg(shown(name))
                .arg(*bytes)
                .arg(entry.end - entry.begin);
        byPlace.push_back(&item);
    }
    std::ranges::sort(byPlace, {}, [](const auto *item) {
        return std::pair(item->second.begin, item->second.end);
    });
    std::uint64_t at = 0;
    for (const auto *item : byPlace) {
        if (item->second.begin < at)
            return Text::tr("Tensor “%1” overlaps the tensor before it.").arg(shown(item->first));
        if (item->second.begin > at)
            return Text::tr("There is a hole before tensor “%1”.").arg(shown(item->first));
        at = item->second.end;
    }
    if (at > dataBytes)
        return Text::tr("It has %1 bytes of weights but needs %2: an incomplete download?")
            .arg(dataBytes)
            .arg(at);
    if (at < dataBytes)
        return Text::tr("%n byte(s) stand beyond the last tensor.", nullptr,
                        static_cast<int>(std::min<std::uint64_t>(dataBytes - at, 2'000'000'000)));
    return {};
}
} // namespace

Result<SafetensorsHeader> readSafetensorsHeader(const QString &path)
{
    const auto damaged = [&path](const QString &why) {
        return Error{ErrorKind::Model, Text::tr("The weights file can't be used. %1").arg(why),
                     path, Text::tr("Copy or download the model folder again.")};
    };
    const auto file = RegularFile::open(path);
    if (!file)
        return file.error();
    const std::uint64_t size = file->size();
    std::uint64_t length = 0;
    if (size < sizeof length)
        return damaged(Text::tr("It is shorter than its 8-byte length."));
    if (!file->readAt(0, &length, sizeof length))
        return damaged(Text::tr("It changed while it was read."));
    if (std::string_view(reinterpret_cast<const char *>(&length), sizeof length) == "version ")
        return damaged(Text::tr("It is a pointer of Git LFS, not the weights themselves."));
    if (length > kMaxHeaderBytes)
        return damaged(Text::tr("Its header length of %1 bytes is over the limit of %2.")
                           .arg(length)
                           .arg(kMaxHeaderBytes));
    if (length > size - sizeof length)
        return damaged(
            Text::tr("The file has %1 bytes, its header needs %2: an incomplete download?")
                .arg(size)
                .arg(length + sizeof length));
    std::string json(length, '\0');
    if (!file->readAt(sizeof length, json.data(), length))
        return damaged(Text::tr("It changed while it was read."));

    TableReader reader;
    if (json.empty() || json.front() != '{')
        return damaged(Text::tr("Its table doesn't list tensors."));
    if (!nlohmann::json::sax_parse(json, &reader))
        return damaged(reader.problem);
    if (const QString problem = entriesProblem(reader.header, size - sizeof length - length);
        !problem.isEmpty())
        return damaged(problem);
    for (auto &[name, entry] : reader.header.tensors) {
        entry.begin += sizeof length + length;
        entry.end += sizeof length + length;
    }
    return std::move(reader.header);
}

} // namespace tunedesk

#include "engine/checkpoint/tensor_file.h"

#include "base/atomic_file.h"
#include "base/regular_file.h"
#include "engine/checkpoint/safetensors.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(TensorFile)
};

struct DtypeName {
    std::string_view name;
    torch::ScalarType type;
};
constexpr DtypeName kDtypes[] = {{"F64", torch::kFloat64},
                                 {"I64", torch::kInt64},
                                 {"F32", torch::kFloat32},
                                 {"I32", torch::kInt32},
                                 {"F16", torch::kFloat16},
                                 {"BF16", torch::kBFloat16},
                                 {"I16", torch::kInt16},
                                 {"F8_E4M3", torch::kFloat8_e4m3fn},
                                 {"F8_E5M2", torch::kFloat8_e5m2},
                                 {"U8", torch::kUInt8},
                                 {"I8", torch::kInt8},
                                 {"BOOL", torch::kBool}};

struct NamedTensor {
    const std::string *name;
    torch::Tensor tensor;
    std::string_view dtype;
};

/// The table in front of the data; padded so that the data starts at a multiple of 8.
std::string headerText(const std::vector<NamedTensor> &tensors,
                       const std::map<std::string, std::string> &metadata)
{
    nlohmann::ordered_json table;
    table["__metadata__"] = metadata;
    table["__metadata__"].emplace("format", "pt"); // transformers refuses a file without
    std::uint64_t at = 0;
    for (const auto &[name, tensor, dtype] : tensors) {
        table[*name] = {{"dtype", dtype},
                        {"shape", tensor.sizes().vec()},
                        {"data_offsets", {at, at + tensor.nbytes()}}};
        at += tensor.nbytes();
    }
    std::string text = table.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    return text;
}
} // namespace

Result<NamedTensors> readTensorFile(const QString &path)
{
    const auto header = readSafetensorsHeader(path);
    if (!header)
        return header.error();
    const auto problem = [&path](ErrorKind kind, const QString &what) {
        return Error{kind, what, path, Text::tr("Copy or download the model folder again.")};
    };
    const auto file = RegularFile::open(path);
    if (!file)
        return file.error();
    NamedTensors tensors;
    for (const auto &[name, entry] : header->tensors) {
        const auto dtype = std::ranges::find(kDtypes, entry.dtype, &DtypeName::name);
        if (dtype == std::end(kDtypes))
            return problem(
                ErrorKind::Model,
                Text::tr("Tensor “%1” has the type %2, which can't be read.")
                    .arg(QString::fromStdString(name), QString::fromStdString(entry.dtype)));
        torch::Tensor tensor = torch::empty(entry.shape, dtype->type);
        if (!file->readAt(entry.begin, tensor.data_ptr(), tensor.nbytes()))
            return problem(ErrorKind::File,
                           Text::tr("The weights file ended within tensor “%1” while it was read.")
                               .arg(QString::fromStdString(name)));
        tensors.emplace(name, std::move(tensor));
    }
    return tensors;
}

Result<void> writeTensors(AtomicFile &file, const NamedTensors &tensors,
                          const std::map<std::string, std::string> &metadata)
{
    std::vector<NamedTensor> ordered;
    for (const auto &[name, tensor] : tensors) {
        const auto dtype = std::ranges::find(kDtypes, tensor.scalar_type(), &DtypeName::type);
        Q_ASSERT(dtype != std::end(kDtypes));
        ordered.push_back({&name, tensor.detach().to(torch::kCPU).contiguous(), dtype->name});
    }
    // Wide types first, as the reference writer does: each tensor is then aligned to its own width.
    std::ranges::stable_sort(ordered, std::greater(),
                             [](const NamedTensor &item) { return item.tensor.element_size(); });
    const std::string table = headerText(ordered, metadata);
    const std::uint64_t length = table.size();

    if (auto written = file.write(&length, sizeof length); !written)
        return written;
    if (auto written = file.write(table.data(), static_cast<qint64>(table.size())); !written)
        return written;
    for (const NamedTensor &item : ordered)
        if (auto written =
                file.write(item.tensor.data_ptr(), static_cast<qint64>(item.tensor.nbytes()));
            !written)
            return written;
    return {};
}

Result<void> writeTensorFile(const QString &path, const NamedTensors &tensors,
                             const std::map<std::string, std::string> &metadata)
{
    AtomicFile file(path);
    if (auto opened = file.open(); !opened)
        return opened;
    if (auto written = writeTensors(file, tensors, metadata); !written)
        return written;
    return file.commit();
}

} // namespace tunedesk

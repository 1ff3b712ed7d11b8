#include "engine/checkpoint/tensor_file.h"

#include "base/atomic_file.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <span>
#include <string_view>
#include <vector>

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

/// Wide types first, as the reference writer does: each tensor is then aligned to its own width.
std::vector<NamedTensor> inOrder(const NamedTensors &tensors)
{
    std::vector<NamedTensor> ordered;
    for (const auto &[name, tensor] : tensors) {
        const auto dtype = std::ranges::find(kDtypes, tensor.scalar_type(), &DtypeName::type);
        Q_ASSERT(dtype != std::end(kDtypes));
        ordered.push_back({&name, tensor.detach().to(torch::kCPU).contiguous(), dtype->name});
    }
    std::ranges::stable_sort(ordered, std::greater(),
                             [](const NamedTensor &item) { return item.tensor.element_size(); });
    return ordered;
}

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

Result<void> writeData(AtomicFile &file, std::span<const NamedTensor> tensors)
{
    for (const NamedTensor &item : tensors)
        if (auto written =
                file.write(item.tensor.data_ptr(), static_cast<qint64>(item.tensor.nbytes()));
            !written)
            return written;
    return {};
}
} // namespace

Result<TensorFile> TensorFile::open(const QString &path)
{
    auto header = readSafetensorsHeader(path);
    if (!header)
        return header.error();
    auto file = RegularFile::open(path);
    if (!file)
        return file.error();
    return TensorFile(path, *std::move(header), *std::move(file));
}

Result<torch::Tensor> TensorFile::read(const std::string &name) const
{
    const auto problem = [this](ErrorKind kind, const QString &what) {
        return Error{kind, what, m_path, Text::tr("Copy or download the model folder again.")};
    };
    const TensorEntry &entry = m_header.tensors.at(name);
    const auto dtype = std::ranges::find(kDtypes, entry.dtype, &DtypeName::name);
    if (dtype == std::end(kDtypes))
        return problem(ErrorKind::Model,
                       Text::tr("Tensor “%1” has the type %2, which can't be read.")
                           .arg(QString::fromStdString(name), QString::fromStdString(entry.dtype)));
    torch::Tensor tensor = torch::empty(entry.shape, dtype->type);
    if (!m_file.readAt(entry.begin, tensor.data_ptr(), tensor.nbytes()))
        return problem(ErrorKind::File,
                       Text::tr("The weights file ended within tensor “%1” while it was read.")
                           .arg(QString::fromStdString(name)));
    return tensor;
}

Result<NamedTensors> readTensorFile(const QString &path)
{
    const auto file = TensorFile::open(path);
    if (!file)
        return file.error();
    NamedTensors tensors;
    for (const auto &[name, entry] : file->header().tensors) {
        auto tensor = file->read(name);
        if (!tensor)
            return tensor.error();
        tensors.emplace(name, *std::move(tensor));
    }
    return tensors;
}

Result<void> writeTensors(AtomicFile &file, const NamedTensors &tensors,
                          const std::map<std::string, std::string> &metadata,
                          const NamedTensors &later)
{
    std::vector<NamedTensor> all = inOrder(tensors);
    const std::size_t now = all.size();
    std::ranges::move(inOrder(later), std::back_inserter(all));
    const std::string table = headerText(all, metadata);
    const std::uint64_t length = table.size();

    if (auto written = file.write(&length, sizeof length); !written)
        return written;
    if (auto written = file.write(table.data(), static_cast<qint64>(table.size())); !written)
        return written;
    return writeData(file, std::span(all).first(now));
}

Result<void> writeLaterTensors(AtomicFile &file, const NamedTensors &later)
{
    return writeData(file, inOrder(later));
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

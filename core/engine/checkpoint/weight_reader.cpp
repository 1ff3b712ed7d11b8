#include "engine/checkpoint/weight_reader.h"

#include "base/crc32.h"
#include "base/regular_file.h"

#include <ATen/Parallel.h>

#include <QCoreApplication>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(WeightReader)
};

torch::ScalarType typeOf(const std::string &dtype)
{
    return dtype == "F64"    ? torch::kFloat64
           : dtype == "F16"  ? torch::kFloat16
           : dtype == "BF16" ? torch::kBFloat16
                             : torch::kFloat32;
}

/// A block and the tensors that are views of it.
struct Piece {
    const WeightBlock *block;
    std::vector<std::size_t> tensors; ///< rows of the names
};

class PieceReader
{
public:
    PieceReader(const WeightTable &table, const std::vector<std::string> &names,
                std::vector<torch::Tensor> &results)
        : m_table(table), m_names(names), m_results(results)
    {
    }

    Result<void> openFiles()
    {
        for (const QString &path : m_table.files) {
            auto file = RegularFile::open(path);
            if (!file)
                return file.error();
            m_files.push_back(std::move(*file));
        }
        return {};
    }

    /// Any thread; pieces share no tensor.
    std::optional<Error> read(const Piece &piece)
    {
        const WeightBlock &block = *piece.block;
        const QString name = QString::fromStdString(block.name);
        const auto refused = [&](ErrorKind kind, const QString &what) {
            return Error{kind, what, m_table.files[static_cast<qsizetype>(block.file)],
                         Text::tr("Copy or download the model folder again.")};
        };
        const torch::ScalarType type = typeOf(tensorOf(piece.tensors.front()).dtype);
        const std::uint64_t bytes = block.end - block.begin;
        const auto count = static_cast<std::int64_t>(bytes / torch::elementSize(type));
        const torch::Tensor whole = torch::empty({count}, type);
        if (!m_files[block.file].readAt(block.begin, whole.data_ptr(), bytes))
            return refused(
                ErrorKind::File,
                Text::tr("The weights file ended within “%1” while it was read.").arg(name));
        if (block.crc && crc32(whole.data_ptr(), bytes) != *block.crc)
            return refused(ErrorKind::Model,
                           Text::tr("The record “%1” of the weights file is damaged: the check sum "
                                    "differs.")
                               .arg(name));
        const bool isAlone = piece.tensors.size() == 1;
        for (const std::size_t row : piece.tensors) {
            const WeightTensor &tensor = tensorOf(row);
            const torch::Tensor view = whole.as_strided(tensor.shape, tensor.strides,
                                                        static_cast<std::int64_t>(tensor.offset));
            const bool fits =
                isAlone && type == torch::kFloat32 && view.is_contiguous() && view.numel() == count;
            // Two parameters never share memory: training would move one with the other.
            m_results[row] = fits ? view : torch::empty(tensor.shape, torch::kFloat32).copy_(view);
        }
        return std::nullopt;
    }

private:
    const WeightTensor &tensorOf(std::size_t row) const { return m_table.tensors.at(m_names[row]); }

    const WeightTable &m_table;
    const std::vector<std::string> &m_names;
    std::vector<torch::Tensor> &m_results;
    std::vector<RegularFile> m_files;
};

/// Largest first, so that no core is left with the word embeddings at the end.
std::vector<Piece> piecesOf(const WeightTable &table, const std::vector<std::string> &names)
{
    // A block of a PyTorch file may be read as two types; each then is a piece of its own.
    std::map<std::pair<std::size_t, std::string>, Piece> byBlock;
    for (std::size_t row = 0; row < names.size(); ++row) {
        const WeightTensor &tensor = table.tensors.at(names[row]);
        Piece &piece = byBlock[{tensor.block, tensor.dtype}];
        piece.block = &table.blocks[tensor.block];
        piece.tensors.push_back(row);
    }
    std::vector<Piece> pieces;
    for (auto &[key, piece] : byBlock)
        pieces.push_back(std::move(piece));
    std::ranges::stable_sort(pieces, std::greater(), [](const Piece &piece) {
        return piece.block->end - piece.block->begin;
    });
    return pieces;
}
} // namespace

Result<NamedTensors> readFloats(const WeightTable &table, const std::vector<std::string> &names)
{
    const torch::NoGradGuard noGradients;
    std::vector<torch::Tensor> results(names.size());
    PieceReader reader(table, names, results);
    if (auto opened = reader.openFiles(); !opened)
        return opened.error();

    const std::vector<Piece> pieces = piecesOf(table, names);
    std::atomic<std::size_t> next{0};
    std::mutex guard;
    std::optional<Error> failure;
    at::parallel_for(0, at::get_num_threads(), 1, [&](std::int64_t, std::int64_t) {
        const torch::NoGradGuard noGradientsHere;
        for (std::size_t i = next++; i < pieces.size(); i = next++)
            if (auto error = reader.read(pieces[i])) {
                const std::lock_guard lock(guard);
                failure = std::move(error);
                next = pieces.size();
            }
    });
    if (failure)
        return std::move(*failure);

    NamedTensors tensors;
    for (std::size_t row = 0; row < names.size(); ++row)
        tensors.emplace(names[row], std::move(results[row]));
    return tensors;
}

} // namespace tunedesk

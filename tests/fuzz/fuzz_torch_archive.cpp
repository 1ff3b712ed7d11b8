#include "engine/checkpoint/pickle_reader.h"
#include "engine/checkpoint/torch_archive.h"
#include "fuzz_input.h"

#include <cstdlib>
#include <string_view>

namespace
{
__extension__ using Wide = unsigned __int128;

void require(bool holds)
{
    if (!holds)
        std::abort();
}
} // namespace

/// The whole file, and the same bytes as the pickle alone, so that the fuzzer needs no check sums
/// to get there.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t bytes)
{
    static tunedesk::InputFile file;
    file.set(data, bytes);
    const auto archive = tunedesk::readTorchArchive(file.path());
    if (!archive)
        require(!archive.error().what.isEmpty());
    else
        for (const auto &[name, tensor] : archive->tensors) {
            const tunedesk::ZipRecord &record = archive->records.at(tensor.record);
            require(record.begin <= record.end && record.end <= bytes);
            require(tensor.shape.size() == tensor.strides.size());
            Wide last = tensor.offset;
            bool isEmpty = false;
            for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
                require(tensor.shape[i] >= 0 && tensor.strides[i] >= 0);
                isEmpty |= tensor.shape[i] == 0;
                last +=
                    static_cast<Wide>(tensor.shape[i] - 1) * static_cast<Wide>(tensor.strides[i]);
            }
            const std::uint64_t width = tensor.dtype.ends_with("64")   ? 8
                                        : tensor.dtype.ends_with("32") ? 4
                                        : tensor.dtype.ends_with("16") ? 2
                                                                       : 1;
            require(isEmpty || (last + 1) * width <= record.end - record.begin);
        }

    const auto tensors =
        tunedesk::readPickledTensors(std::string_view(reinterpret_cast<const char *>(data), bytes));
    require(tensors || !tensors.error().what.isEmpty());
    return 0;
}

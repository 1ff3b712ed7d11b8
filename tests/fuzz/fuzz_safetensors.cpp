#include "engine/checkpoint/safetensors.h"
#include "fuzz_input.h"

#include <cstdlib>

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t bytes)
{
    static tunedesk::InputFile file;
    file.set(data, bytes);
    const auto header = tunedesk::readSafetensorsHeader(file.path());
    if (!header) {
        if (header.error().what.isEmpty())
            std::abort();
        return 0;
    }
    for (const auto &[name, entry] : header->tensors)
        if (entry.begin > entry.end || entry.end > bytes)
            std::abort(); // what was accepted must lie within the file
    return 0;
}

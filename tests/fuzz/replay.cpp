// Reads every input of the folders that are named, and damaged copies of each, with the target's
// function: the corpus as a test, without clang. A crash or an abort is the finding.
#include "fuzz_input.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

namespace
{
using Bytes = std::vector<std::uint8_t>;

Bytes contentOf(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The end cut off, bytes changed, or a part doubled.
Bytes damaged(Bytes bytes, std::mt19937 &random)
{
    const auto below = [&random](std::size_t n) { return random() % n; };
    if (bytes.empty())
        return bytes;
    switch (below(3)) {
    case 0:
        bytes.resize(below(bytes.size()));
        break;
    case 1:
        for (std::size_t i = 0, n = 1 + below(4); i < n; ++i)
            bytes[below(bytes.size())] = static_cast<std::uint8_t>(random());
        break;
    default: {
        const std::size_t from = below(bytes.size());
        const std::size_t length = 1 + below(std::min<std::size_t>(64, bytes.size() - from));
        const Bytes part(bytes.begin() + static_cast<std::ptrdiff_t>(from),
                         bytes.begin() + static_cast<std::ptrdiff_t>(from + length));
        bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(below(bytes.size())), part.begin(),
                     part.end());
    }
    }
    return bytes;
}
} // namespace

int main(int argc, char **argv)
{
    constexpr int copies = 100;
    std::vector<std::filesystem::path> inputs;
    for (int i = 1; i < argc; ++i)
        for (const auto &entry : std::filesystem::directory_iterator(argv[i]))
            inputs.push_back(entry.path());
    std::ranges::sort(inputs);
    if (inputs.empty()) {
        std::fputs("no inputs: name a folder of the corpus\n", stderr);
        return 1;
    }
    for (const auto &path : inputs) {
        std::printf("%s\n", path.filename().c_str());
        std::fflush(stdout); // the last name is the one that crashed
        const Bytes bytes = contentOf(path);
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
        std::mt19937 random(42);
        for (int copy = 0; copy < copies; ++copy) {
            const Bytes other = damaged(bytes, random);
            LLVMFuzzerTestOneInput(other.data(), other.size());
        }
    }
    std::printf("%zu inputs, %d damaged copies of each\n", inputs.size(), copies);
    return 0;
}

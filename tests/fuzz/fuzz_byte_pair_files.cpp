#include "fuzz_input.h"
#include "tokenizer_checks.h"

#include <algorithm>

// vocab.json, a zero byte, merges.txt
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t bytes)
{
    static tunedesk::InputFolder folder;
    const std::uint8_t *end = data + bytes;
    const std::uint8_t *cut = std::find(data, end, std::uint8_t{0});
    const std::uint8_t *merges = cut == end ? end : cut + 1;
    folder.set("vocab.json", data, static_cast<std::size_t>(cut - data));
    folder.set("merges.txt", merges, static_cast<std::size_t>(end - merges));
    tunedesk::checkTokenizer(tunedesk::Tokenizer::load(folder.path()));
    return 0;
}

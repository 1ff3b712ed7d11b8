#include "fuzz_input.h"
#include "tokenizer_checks.h"

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t bytes)
{
    static tunedesk::InputFolder folder;
    folder.set("tokenizer.json", data, bytes);
    tunedesk::checkTokenizer(tunedesk::Tokenizer::load(folder.path()));
    return 0;
}

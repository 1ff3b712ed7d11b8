// bench_tokenizer FOLDER FILE [MAX_LENGTH] [--ids]
// Tokenises every line of FILE on one thread and prints the speed, by processor time, so that what
// else runs on the machine counts less. A line is a text, or in a file ending with .jsonl an array
// of one or two texts. --ids prints the ids of each line instead, for
// tests/parity/compare_tokenizer.py.
#include "text/tokenizer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace
{

struct Input {
    std::string first;
    std::optional<std::string> second;
};

std::vector<Input> readInputs(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    std::vector<Input> inputs;
    for (std::string line; std::getline(file, line);) {
        if (!path.ends_with(".jsonl")) {
            inputs.push_back({line, std::nullopt});
            continue;
        }
        const auto texts = nlohmann::json::parse(line);
        Input input{texts.at(0).get<std::string>(), std::nullopt};
        if (texts.size() > 1)
            input.second = texts.at(1).get<std::string>();
        inputs.push_back(std::move(input));
    }
    return inputs;
}

tunedesk::Encoding encode(const tunedesk::Tokenizer &tokenizer, const Input &input, int maxLength)
{
    std::optional<std::string_view> second;
    if (input.second)
        second = *input.second;
    return tokenizer.encode(input.first, second, maxLength);
}

} // namespace

int main(int argc, char **argv)
{
    std::vector<std::string> arguments(argv + 1, argv + argc);
    const bool printIds = std::erase(arguments, "--ids") > 0;
    if (arguments.size() < 2) {
        std::fputs("usage: bench_tokenizer FOLDER FILE [MAX_LENGTH] [--ids]\n", stderr);
        return 2;
    }
    const auto tokenizer = tunedesk::Tokenizer::load(QString::fromStdString(arguments[0]));
    if (!tokenizer) {
        std::fprintf(stderr, "%s\n", qPrintable(tokenizer.error().toLine()));
        return 1;
    }
    const std::vector<Input> inputs = readInputs(arguments[1]);
    const int maxLength = arguments.size() > 2 ? std::stoi(arguments[2]) : 0;
    if (printIds) {
        for (const Input &input : inputs) {
            const tunedesk::Encoding encoding = encode(*tokenizer, input, maxLength);
            std::cout << nlohmann::json{encoding.ids, encoding.typeIds, encoding.mask} << '\n';
        }
        return 0;
    }
    std::size_t bytes = 0;
    for (const Input &input : inputs)
        bytes += input.first.size() + (input.second ? input.second->size() : 0);
    double best = 0;
    std::size_t tokens = 0;
    for (int round = 0; round < 5; ++round) {
        tokens = 0;
        const std::clock_t begin = std::clock();
        for (const Input &input : inputs)
            tokens += encode(*tokenizer, input, maxLength).ids.size();
        const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
        best = std::max(best, static_cast<double>(bytes) / seconds / 1e6);
    }
    std::printf("%zu lines, %.2f MB, %zu tokens: %.1f MB/s on one thread (best of 5)\n",
                inputs.size(), static_cast<double>(bytes) / 1e6, tokens, best);
    return 0;
}

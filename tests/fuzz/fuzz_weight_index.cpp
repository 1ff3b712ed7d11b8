#include "engine/checkpoint/weight_table.h"
#include "fuzz_input.h"

#include <cstdio>
#include <cstdlib>

/// The list of shards, in a folder with two shards of one empty tensor each.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t bytes)
{
    static tunedesk::InputFolder folder;
    static const bool isFilled = [] {
        for (const char *name : {"a", "b"}) {
            char shard[128] = {};
            const int length =
                std::snprintf(shard + 8, sizeof shard - 8,
                              R"({"%s":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}})", name);
            shard[0] = static_cast<char>(length);
            folder.set(*name == 'a' ? "a.safetensors" : "b.safetensors",
                       reinterpret_cast<const std::uint8_t *>(shard),
                       static_cast<std::size_t>(length) + 8);
        }
        return true;
    }();
    folder.set("model.safetensors.index.json", data, bytes);
    const auto table = tunedesk::readWeightTable(folder.path());
    if (isFilled && table)
        for (const QString &file : table->files)
            if (file != folder.path() + "/a.safetensors" &&
                file != folder.path() + "/b.safetensors")
                std::abort(); // a file outside the folder was opened
    return 0;
}

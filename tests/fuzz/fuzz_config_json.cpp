#include "engine/checkpoint/model_config.h"
#include "engine/nn/config_reader.h"
#include "fuzz_input.h"

#include <cstdlib>

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t bytes)
{
    static tunedesk::InputFile file;
    file.set(data, bytes);
    const auto config = tunedesk::readModelConfig(file.path());
    if (!config)
        return 0;
    tunedesk::ConfigReader reader(config->json);
    reader.text("model_type", "");
    reader.integer("hidden_size", 768, 1, 65'536);
    reader.real("layer_norm_eps", 1e-12, 0, 1);
    reader.flag("is_decoder", false);
    reader.checkSizes();
    if (const auto failure = reader.failure(); failure && failure->hint.isEmpty())
        std::abort();
    return 0;
}

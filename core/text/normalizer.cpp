#include "text/normalizer.h"

#include <numeric>

namespace tunedesk
{

std::string_view Normalizer::normalize(std::string_view text, std::string &out,
                                       ByteOrigins *origins) const
{
    if (origins) {
        origins->resize(text.size());
        std::iota(origins->begin(), origins->end(), 0U);
    }
    if (m_steps.empty())
        return text;
    static thread_local std::string before;
    ByteOrigins step;
    std::string_view current = text;
    for (const auto &each : m_steps) {
        if (current.data() == out.data() && &each != &m_steps.front()) {
            before.swap(out);
            current = before;
        }
        out.clear();
        step.clear();
        each->normalize(current, out, origins ? &step : nullptr);
        if (origins) {
            for (std::uint32_t &origin : step)
                origin = origin == kNoOrigin ? kNoOrigin : (*origins)[origin];
            origins->swap(step);
        }
        current = out;
    }
    return current;
}

} // namespace tunedesk

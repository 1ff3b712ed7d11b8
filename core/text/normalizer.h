#pragma once

#include "text/byte_origins.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tunedesk
{

/// One change of the text before it is split. Immutable: any thread.
class NormalizerStep
{
public:
    virtual ~NormalizerStep() = default;
    /// Appends the changed text to `out`, which holds nothing yet. @param text valid UTF-8
    /// @param origins set: one entry for each byte appended, a place in `text`
    virtual void normalize(std::string_view text, std::string &out, ByteOrigins *origins) const = 0;

protected:
    NormalizerStep() = default;
    NormalizerStep(const NormalizerStep &) = default;
    NormalizerStep &operator=(const NormalizerStep &) = default;
};

/// Steps one after the other; none leaves the text as it is. Immutable once built: any thread.
class Normalizer
{
public:
    void add(std::shared_ptr<const NormalizerStep> step) { m_steps.push_back(std::move(step)); }
    bool isEmpty() const { return m_steps.empty(); }

    /// @return into `out`, or `text` itself   @param out replaced   @param origins set: replaced
    std::string_view normalize(std::string_view text, std::string &out,
                               ByteOrigins *origins = nullptr) const;

private:
    std::vector<std::shared_ptr<const NormalizerStep>> m_steps;
};

} // namespace tunedesk

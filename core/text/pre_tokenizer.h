#pragma once

#include "text/word_list.h"

#include <memory>
#include <utility>
#include <vector>

namespace tunedesk
{

/// One way to cut words into finer ones. Immutable: any thread.
class PreTokenizerStep
{
public:
    virtual ~PreTokenizerStep() = default;
    virtual void apply(WordList &list) const = 0;
    /// Whether a word that begins the text is treated in another way than the others.
    virtual bool asksForStart() const { return false; }

protected:
    PreTokenizerStep() = default;
    PreTokenizerStep(const PreTokenizerStep &) = default;
    PreTokenizerStep &operator=(const PreTokenizerStep &) = default;
};

/// Steps one after the other; none leaves the text one word. Immutable once built: any thread.
class PreTokenizer
{
public:
    void add(std::shared_ptr<const PreTokenizerStep> step)
    {
        m_asksForStart = m_asksForStart || step->asksForStart();
        m_steps.push_back(std::move(step));
    }
    bool asksForStart() const { return m_asksForStart; }
    void apply(WordList &list) const
    {
        for (const auto &step : m_steps)
            step->apply(list);
    }

private:
    std::vector<std::shared_ptr<const PreTokenizerStep>> m_steps;
    bool m_asksForStart = false;
};

} // namespace tunedesk

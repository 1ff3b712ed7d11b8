#include "text/post_processor.h"

#include <utility>

namespace tunedesk
{

PostProcessor::PostProcessor(std::vector<Piece> single, std::vector<Piece> pair)
    : m_single(std::move(single)), m_pair(std::move(pair))
{
}

int PostProcessor::addedCount(bool isPair) const
{
    std::size_t count = 0;
    for (const Piece &piece : isPair ? m_pair : m_single)
        count += piece.ids.size();
    return static_cast<int>(count);
}

void PostProcessor::process(std::span<const int> first, std::span<const int> second, bool isPair,
                            Encoding &encoding) const
{
    const std::size_t total =
        first.size() + second.size() + static_cast<std::size_t>(addedCount(isPair));
    encoding.ids.reserve(total);
    encoding.typeIds.reserve(total);
    for (const Piece &piece : isPair ? m_pair : m_single) {
        std::span<const int> ids = piece.ids;
        if (piece.part == Part::First)
            ids = first;
        else if (piece.part == Part::Second)
            ids = second;
        encoding.ids.insert(encoding.ids.end(), ids.begin(), ids.end());
        encoding.typeIds.insert(encoding.typeIds.end(), ids.size(), piece.typeId);
    }
    encoding.mask.assign(encoding.ids.size(), 1);
}

} // namespace tunedesk

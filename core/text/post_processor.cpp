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

void PostProcessor::process(const TextTokens &first, const TextTokens &second, bool isPair,
                            bool isTracked, Encoding &encoding) const
{
    const std::size_t total =
        first.ids.size() + second.ids.size() + static_cast<std::size_t>(addedCount(isPair));
    encoding.ids.reserve(total);
    encoding.typeIds.reserve(total);
    for (const Piece &piece : isPair ? m_pair : m_single) {
        TextTokens tokens{.ids = piece.ids, .spans = {}};
        if (piece.part == Part::First)
            tokens = first;
        else if (piece.part == Part::Second)
            tokens = second;
        encoding.ids.insert(encoding.ids.end(), tokens.ids.begin(), tokens.ids.end());
        encoding.typeIds.insert(encoding.typeIds.end(), tokens.ids.size(), piece.typeId);
        if (isTracked) {
            const Segment segment = piece.part == Part::First    ? Segment::LastTurn
                                    : piece.part == Part::Second ? Segment::Reply
                                                                 : Segment::None;
            encoding.segments.resize(encoding.ids.size(), static_cast<int>(segment));
        }
        if (isTracked && piece.part == Part::Special)
            encoding.spans.resize(encoding.ids.size());
        else
            encoding.spans.insert(encoding.spans.end(), tokens.spans.begin(), tokens.spans.end());
    }
    encoding.mask.assign(encoding.ids.size(), 1);
}

} // namespace tunedesk

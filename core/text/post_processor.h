#pragma once

#include "text/encoding.h"

#include <span>
#include <vector>

namespace tunedesk
{

/// Tokens of one text before specials come around them.
struct TextTokens {
    std::span<const int> ids;
    std::span<const ByteSpan> spans; ///< as many as ids, or none
};

/// Lays the special tokens around one text or a pair. Immutable: any thread.
class PostProcessor
{
public:
    enum class Part { Special, First, Second };
    struct Piece {
        Part part = Part::Special;
        std::vector<int> ids; ///< of a special one
        int typeId = 0;
    };
    /// @param single holds First once   @param pair holds First and Second once each
    PostProcessor(std::vector<Piece> single, std::vector<Piece> pair);

    int addedCount(bool isPair) const; ///< special tokens
    /// Appends ids, type ids and mask, and spans where `isTracked`; segments then tell the texts
    /// apart (LastTurn: the first, Reply: the second).
    void process(const TextTokens &first, const TextTokens &second, bool isPair, bool isTracked,
                 Encoding &encoding) const;

private:
    std::vector<Piece> m_single;
    std::vector<Piece> m_pair;
};

} // namespace tunedesk

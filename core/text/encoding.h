#pragma once

#include "text/byte_origins.h"

#include <string>
#include <vector>

namespace tunedesk
{

/// Which part of a pair a token belongs to.
enum class Segment {
    None = 0,     ///< special tokens between the texts, and padding
    Earlier = 1,  ///< what came before the customer's last turn
    LastTurn = 2, ///< the last line of the first text
    Reply = 3,
};

/// A text (or a pair of texts) as the network reads it. All vectors have one length, T.
struct Encoding {
    std::vector<int> ids;
    std::vector<int> typeIds;        ///< 0: first text and its specials, 1: second
    std::vector<int> mask;           ///< 1: token, 0: padding
    std::vector<std::string> tokens; ///< UTF-8; empty unless asked for
    /// Bytes of the given text that each token stands for; special tokens have [0, 0). Empty unless
    /// asked for.
    std::vector<ByteSpan> spans;
    std::vector<int> segments; ///< Segment of each token; empty unless asked for, see PairReading
    int cutFirst = 0;          ///< tokens that truncation took from the first text
    int cutSecond = 0;         ///< … and from the second
};

} // namespace tunedesk

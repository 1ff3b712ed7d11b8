#include "engine/nn/pair_head.h"

#include "text/encoding.h"

namespace tunedesk
{

namespace
{
constexpr double kDropout = 0.1;
/// Two numbers beside thousands: larger, they are heard sooner.
constexpr double kCosineScale = 5;
constexpr double kSmallestNorm = 1e-8; ///< torch's own for cosines

/// @param chosen [B, T] bool
torch::Tensor meanOf(const torch::Tensor &states, const torch::Tensor &chosen)
{
    const torch::Tensor weights = chosen.to(states.scalar_type()).unsqueeze(2);
    return (states * weights).sum(1) / weights.sum(1).clamp_min(1);
}

std::int64_t featureCount(HeadKind kind, std::int64_t hidden)
{
    return (kind == HeadKind::Segments ? 8 : 7) * hidden + 2;
}
} // namespace

PartMeans partMeans(const torch::Tensor &states, const torch::Tensor &segments)
{
    const auto is = [&segments](Segment segment) {
        return segments.eq(static_cast<std::int64_t>(segment));
    };
    const torch::Tensor lastTurn = is(Segment::LastTurn);
    return {.first = meanOf(states, is(Segment::Earlier).logical_or(lastTurn)),
            .lastTurn = meanOf(states, lastTurn),
            .reply = meanOf(states, is(Segment::Reply))};
}

torch::Tensor textMeans(const torch::Tensor &states, const torch::Tensor &mask)
{
    return meanOf(states, mask.ne(0));
}

torch::Tensor comparedParts(const PartMeans &parts)
{
    return torch::cat({parts.first, parts.lastTurn, parts.reply, (parts.first - parts.reply).abs(),
                       (parts.lastTurn - parts.reply).abs(), parts.first * parts.reply,
                       parts.lastTurn * parts.reply},
                      1);
}

torch::Tensor partCosines(const PartMeans &parts)
{
    return torch::stack({torch::cosine_similarity(parts.first, parts.reply, 1, kSmallestNorm),
                         torch::cosine_similarity(parts.lastTurn, parts.reply, 1, kSmallestNorm)},
                        1);
}

PairHead::PairHead(HeadKind kind, std::int64_t hidden, std::int64_t numLabels)
    : m_kind(kind), m_weight(register_parameter(
                        "weight", withoutStorage({numLabels, featureCount(kind, hidden)}))),
      m_bias(register_parameter("bias", withoutStorage({numLabels}))),
      m_dropout(register_module("dropout", std::make_shared<Dropout>(kDropout)))
{
}

torch::Tensor PairHead::inputs(const torch::Tensor &token, const PartMeans &parts) const
{
    const torch::Tensor wide = m_dropout->forward(torch::cat({token, comparedParts(parts)}, 1));
    return torch::cat({wide, partCosines(parts) * kCosineScale}, 1);
}

torch::Tensor PairHead::features(const PartMeans &parts)
{
    return torch::cat({comparedParts(parts), partCosines(parts)}, 1);
}

torch::Tensor PairHead::forward(const torch::Tensor &read) const
{
    return torch::linear(read, m_weight, m_bias);
}

} // namespace tunedesk

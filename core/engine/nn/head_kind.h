#pragma once

namespace tunedesk
{

/// How a network comes from its last states to an answer.
enum class HeadKind {
    Sequence, ///< the family's own head, as Hugging Face's …ForSequenceClassification has it
    Segments, ///< what the parts of one line mean, and how alike they are; the encoder may train
    Features, ///< the same of the three texts read apart; the encoder is frozen
};

} // namespace tunedesk

#pragma once

#include "dataset/dialogue_chains.h"
#include "domain/dialogue_pair.h"

#include <QString>

#include <vector>

namespace tunedesk
{

/// Which labelled pairs train, check and test. Plain functions: the same pairs give the same deal.
/// A dialogue's id is one dialogue, whatever file its pairs came with, unless files say otherwise:
/// where two of them give the same id different splits they number their dialogues anew, and each
/// is right about its own. A pair without an id stands for itself. What one file brings of a
/// dialogue is never in two splits, and what no file fixed follows the strictest of all.

struct DealtPair {
    qint64 id = 0;
    QString source;                  ///< file that brought it
    QString dialogue;                ///< key of what is dealt as one, not empty, see dialogueKey()
    quint64 conversation = 0;        ///< see conversationKey()
    int kind = 0;                    ///< 0 or 1, of which each split gets its share: the label
    Split fixed = Split::Unassigned; ///< given by a file, a person or the test set
    Split split = Split::Unassigned; ///< what deal() says
};

/// @param content a text that only this pair has, for pairs without a dialogue
QString dialogueKey(const QString &dialogue, const QString &content);

/// Open pairs with what was said before in common, whatever the reply, or of which one goes on with
/// the other, are dealt as one: they follow the strictest that others of these are fixed to, else
/// `dialogue` becomes the same key of them and of their dialogues. What is fixed stays.
/// @param links places in `pairs`
void joinConversations(std::vector<DealtPair> &pairs,
                       const std::vector<DialogueChains::Link> &links);

struct DealOptions {
    bool hasTestSet = false; ///< the project has one, be it of pairs that are not dealt here
    int testPercent = 0, validationPercent = 0;
    qint64 seed = 0; ///< of validation; the test set does not hang on it
};

/// Fills `split` of all pairs. A dialogue of which a part has a fixed split goes there whole, as
/// far as files of one name brought it, the strictest of several: Test, then Validation; open pairs
/// of other files follow. Where the project has no test set, testPercent of the open dialogues'
/// pairs are set aside for it, of each kind its share, the first by a place that hangs on the
/// dialogue alone. Validation is dealt from what is left by a place that hangs on the seed too.
/// When no pair at all would be left for validation while training has some, it is dealt from
/// training. @return keys of the dialogues that make up a new test set
std::vector<QString> deal(std::vector<DealtPair> &pairs, const DealOptions &options);

/// Keys of open dialogues that raise the test set to `percent` of all pairs, as deal() chooses
/// them. None: it is that large already, or whole dialogues fit no better.
std::vector<QString> testSetGrowth(const std::vector<DealtPair> &pairs, int percent);

} // namespace tunedesk

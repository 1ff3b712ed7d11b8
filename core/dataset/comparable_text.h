#pragma once

#include <QString>
#include <QStringView>

#include <vector>

namespace tunedesk
{

/// A text as texts are compared: case folded, full-width letters as half-width ones, and letters,
/// digits and pictures (emoji) only. A run of anything else is one blank, and none stands beside a
/// Han character or kana. Where nothing would be left ("?!"), the text itself without outer blanks.
QString comparableText(QStringView text);

/// Whether a text has a letter, a digit or a picture.
bool saysSomething(QStringView text);

/// Earlier turns and question.
QString comparableConversation(QStringView context, QStringView question);
/// Conversation and reply, parted so that neither runs into the other.
QString comparablePair(QStringView context, QStringView question, QStringView reply);

/// Equal texts have equal hashes; two others have the same once in 2^64. The same in every process.
quint64 textHash(QStringView text);

/// Hashes of a text's shingles in their order, repeated ones too: at each place the letters from
/// there on, five of them, or three where they are Han, kana or Hangul (each counts as two). A text
/// that is too short for one is one shingle.
/// @param comparable see comparablePair()
void shinglesOf(QStringView comparable, std::vector<quint64> &shingles);

/// Makes a set of them: sorted, each once.
void makeSet(std::vector<quint64> &shingles);
/// Size of the intersection ÷ size of the union. @param a, b sets; two empty ones are equal: 1
double jaccard(const std::vector<quint64> &a, const std::vector<quint64> &b);

} // namespace tunedesk

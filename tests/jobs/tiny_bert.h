#pragma once

#include <QDir>
#include <QFile>
#include <QString>

namespace tunedesk
{

/// A folder with the random BERT of tests/parity and a vocabulary of its 61 words: single letters
/// and "word0" to "word30". Small enough to train in a second.
inline bool makeTinyBert(const QString &folder)
{
    const QString from = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/bert/gelu_two_labels/");
    if (!QDir().mkpath(folder))
        return false;
    for (const char *name : {"config.json", "model.safetensors"})
        if (!QFile::copy(from + QLatin1String(name),
                         folder + QLatin1Char('/') + QLatin1String(name)))
            return false;
    QByteArray words = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
    for (char letter = 'a'; letter < 'a' + 25; ++letter)
        words += QByteArray(1, letter) + '\n';
    for (int i = 0; i < 31; ++i)
        words += "word" + QByteArray::number(i) + '\n';
    QFile vocabulary(folder + QStringLiteral("/vocab.txt"));
    return vocabulary.open(QIODevice::WriteOnly) && vocabulary.write(words) == words.size();
}

} // namespace tunedesk

#pragma once

#include <QFile>
#include <QString>

namespace tunedesk
{

/// The tiny random BERT of tests/parity with a tokenizer of its own: 61 tokens, 24 places, two
/// labels.
inline bool makeTinyModel(const QString &folder,
                          const QString &name = QStringLiteral("gelu_two_labels"))
{
    const QString source = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/bert/%1/").arg(name);
    for (const char *file : {"config.json", "model.safetensors"})
        if (!QFile::copy(source + QLatin1String(file),
                         folder + QLatin1Char('/') + QLatin1String(file)))
            return false;
    QByteArray vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nparcel\nrefund\nthanks\nsorry\n";
    for (char letter = 'a'; letter <= 'z'; ++letter)
        vocabulary += QByteArray(1, letter) + "\n##" + letter + '\n';
    QFile tokens(folder + QStringLiteral("/vocab.txt"));
    QFile settings(folder + QStringLiteral("/tokenizer_config.json"));
    const QByteArray lowerCase =
        "{\"do_lower_case\": true, \"tokenizer_class\": \"BertTokenizer\"}\n";
    return tokens.open(QIODevice::WriteOnly) && tokens.write(vocabulary) == vocabulary.size() &&
           settings.open(QIODevice::WriteOnly) && settings.write(lowerCase) == lowerCase.size();
}

} // namespace tunedesk

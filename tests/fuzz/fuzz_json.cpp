#include "pair_checks.h"

using namespace tunedesk;

// JSON and JSON Lines of every form; which one, is found by looking.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t bytes)
{
    static InputFile file;
    static const QStringList kinds{
        QStringLiteral("json"),    QStringLiteral("jsonl"),   QStringLiteral("label-studio"),
        QStringLiteral("doccano"), QStringLiteral("openai"),  QStringLiteral("sharegpt"),
        QStringLiteral("alpaca"),  QStringLiteral("prodigy"), QStringLiteral("dpo")};
    file.set(data, bytes);
    checkPairFile(file.path());
    PairFormat said;
    said.kind = kinds[qsizetype(bytes % std::size_t(kinds.size()))];
    readPairs(file.path(), said);
    return 0;
}

#include "pair_checks.h"

using namespace tunedesk;

// Delimited text in any encoding; what it is, is found by looking.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t bytes)
{
    static InputFile file;
    file.set(data, bytes);
    checkPairFile(file.path());
    // Whatever it looks like, somebody may say what it is.
    PairFormat said;
    said.kind = bytes % 2 == 0 ? QStringLiteral("csv") : QStringLiteral("tsv");
    said.hasHeader = bytes % 3 != 0;
    said.delimiter = QStringView(u",;\t|")[qsizetype(bytes % 4)];
    said.encoding = QStringList{QString(), QStringLiteral("UTF-8"), QStringLiteral("GB18030"),
                                QStringLiteral("UTF-16LE"),
                                QStringLiteral("windows-1252")}[qsizetype(bytes % 5)];
    readPairs(file.path(), said);
    return 0;
}

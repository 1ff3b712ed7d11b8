#include "base/zip_stream.h"
#include "test_support.h"
#include "zip_builder.h"

#include <QFile>
#include <QTemporaryDir>

using namespace tunedesk;

class tst_ZipStream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void contentComesOutAsItWentIn_data();
    void contentComesOutAsItWentIn();
    void allPartsTogetherHaveALimit();
    void theRatioHasALimit_data();
    void theRatioHasALimit();
    void strangeNamesAreRefusedOrLeftOut();
    void aFileThatShrinksIsAnError();

private:
    RegularFile fileOf(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(QStringLiteral("a.zip")));
        file.remove();
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no test file");
        file.close();
        auto opened = RegularFile::open(file.fileName());
        if (!opened)
            qFatal("no test file");
        return std::move(*opened);
    }
    QTemporaryDir m_folder;
};

namespace
{
Result<QByteArray> contentOf(const RegularFile &file, std::uint64_t left, std::size_t record = 0)
{
    const auto records = readZipDirectory(file);
    if (!records)
        return records.error();
    auto stream = ZipStream::open(file, records->at(record), left);
    if (!stream)
        return stream.error();
    QByteArray content;
    std::uint64_t position = 0;
    while (true) {
        const auto read = stream->read(content);
        if (!read)
            return read.error();
        if (stream->position() < position || stream->position() > stream->size())
            return Error{ErrorKind::Input, QStringLiteral("the position jumps")};
        position = stream->position();
        if (!*read)
            break;
    }
    if (position != stream->size())
        return Error{ErrorKind::Input, QStringLiteral("the end is not the end")};
    return content;
}

/// Letters that deflate to about three quarters.
QByteArray noise(qsizetype bytes)
{
    QByteArray letters(bytes, '\0');
    std::uint32_t state = 1;
    for (char &letter : letters) {
        state = state * 1'664'525 + 1'013'904'223;
        letter = char('0' + (state >> 26));
    }
    return letters;
}
} // namespace

void tst_ZipStream::contentComesOutAsItWentIn_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a byte") << QByteArray("a");
    for (const int bytes : {(64 << 10) - 1, 64 << 10, (128 << 10), (128 << 10) + 1, 3 << 20})
        QTest::addRow("%d bytes", bytes) << noise(bytes);
    QTest::newRow("blanks below the free megabyte") << QByteArray(1 << 20, ' ');
}

void tst_ZipStream::contentComesOutAsItWentIn()
{
    QFETCH(QByteArray, content);
    const auto file = fileOf(zipFile({{"stored", content, false}, {"deflated", content, true}}));
    for (const std::size_t record : {0U, 1U}) {
        const auto found = contentOf(file, 1ULL << 30, record);
        VERIFY_RESULT(found);
        QVERIFY(*found == content);
    }
}

void tst_ZipStream::allPartsTogetherHaveALimit()
{
    const QByteArray content = noise(300'000);
    const auto file = fileOf(zipFile({{"a", content}}));
    VERIFY_RESULT(contentOf(file, 300'000));
    const auto refused = contentOf(file, 299'999);
    QVERIFY(!refused);
    QVERIFY(refused.error().what.contains(QLatin1String("unpacks to more than it may")));
}

void tst_ZipStream::theRatioHasALimit_data()
{
    QTest::addColumn<int>("noiseBytes");
    QTest::addColumn<bool>("isRefused");
    // Of 6 MiB one 200th is 31,457 bytes; blanks take 6 KB, and noise three quarters of itself.
    QTest::newRow("about 170:1") << 40'000 << false;
    QTest::newRow("about 300:1") << 18'000 << true;
    QTest::newRow("about 1000:1") << 0 << true;
}

void tst_ZipStream::theRatioHasALimit()
{
    QFETCH(int, noiseBytes);
    QFETCH(bool, isRefused);
    const QByteArray content = noise(noiseBytes) + QByteArray((6 << 20) - noiseBytes, ' ');
    const auto found = contentOf(fileOf(zipFile({{"a", content}})), 1ULL << 30);
    QCOMPARE(!found, isRefused);
    if (!found)
        QVERIFY2(found.error().what.contains(QLatin1String("more than 200 times")),
                 qPrintable(found.error().what));
}

void tst_ZipStream::strangeNamesAreRefusedOrLeftOut()
{
    const auto file = fileOf(zipFile({{"../a", "x"}, {"good", "y"}}));
    QVERIFY(!readZipDirectory(file));
    const auto records = readZipDirectory(file, StrangeNames::LeaveOut);
    VERIFY_RESULT(records);
    QCOMPARE(records->size(), 1U);
    QCOMPARE(records->front().name, "good");
}

void tst_ZipStream::aFileThatShrinksIsAnError()
{
    const auto file = fileOf(zipFile({{"a", noise(1 << 20)}}));
    const auto records = readZipDirectory(file);
    VERIFY_RESULT(records);
    std::uint64_t left = 1ULL << 30;
    auto stream = ZipStream::open(file, records->front(), left);
    VERIFY_RESULT(stream);
    QByteArray content;
    VERIFY_RESULT(stream->read(content));
    QVERIFY(QFile::resize(m_folder.filePath(QStringLiteral("a.zip")), 300'000));
    while (true) {
        const auto read = stream->read(content);
        if (!read) {
            QCOMPARE(read.error().kind, ErrorKind::File);
            QVERIFY(read.error().what.contains(QLatin1String("changed while it was being read")));
            return;
        }
        QVERIFY(*read);
    }
}

QTEST_GUILESS_MAIN(tst_ZipStream)
#include "tst_zip_stream.moc"

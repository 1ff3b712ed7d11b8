#include "dataset/pair_reader.h"
#include "dataset/xlsx_package.h"
#include "dataset/xlsx_pair_writer.h"
#include "dataset/xlsx_text.h"
#include "test_support.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <random>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace tunedesk;

class tst_XlsxPairWriter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyTextComesBackFromItsEscapes();
    void onlyWhatXmlCantHoldIsEscaped_data();
    void onlyWhatXmlCantHoldIsEscaped();
    void theSheetIsTextWithAFilterUnderAFrozenHeader();
    void aTextThatNoCellHoldsIsRefused_data();
    void aTextThatNoCellHoldsIsRefused();
    void moreRowsThanASheetHasAreRefused();
    void moreTextThanCanBeReadAgainIsRefused();
    void whatCantBeReadAgainIsThrownAway();
    void aStopLeavesNothing_data();
    void aStopLeavesNothing();
    void aFullDiskLeavesNothing_data();
    void aFullDiskLeavesNothing();
    void theFileBeforeStaysUntilTheNewOneIsWhole();
    void tooManyOpenFilesAreAnError();
};

namespace
{
DialoguePair pairOf(qint64 id, const QString &question, const QString &reply)
{
    DialoguePair pair;
    pair.id = id;
    pair.question = question;
    pair.reply = reply;
    return pair;
}

/// Text that doesn't get much smaller by packing.
QString noise(std::mt19937 &random, int letters)
{
    QString text;
    for (int i = 0; i < letters; ++i)
        text += QChar(0x4e00 + int(random() % 20'000));
    return text;
}

qsizetype openDescriptors()
{
    return QDir(QStringLiteral("/proc/self/fd"))
        .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
        .size();
}

QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

/// Writes pairs until something fails. @return the first failure
std::optional<Error> writeTo(const QString &file, int pairs, int letters, JobContext &job,
                             Outcome *outcome = nullptr)
{
    std::mt19937 random(3);
    auto writer = XlsxPairWriter::create(file);
    if (!writer)
        return writer.error();
    for (int i = 0; i < pairs; ++i)
        if (auto added = (*writer)->add(
                pairOf(i + 1, noise(random, letters), QStringLiteral("reply %1").arg(i)));
            !added)
            return added.error();
    const auto finished = (*writer)->finish(job);
    if (!finished)
        return finished.error();
    if (outcome != nullptr)
        *outcome = *finished;
    return std::nullopt;
}

/// Asked to stop from a certain step on.
class StopAtStep final : public JobContext
{
public:
    explicit StopAtStep(QString step) : m_step(std::move(step)) {}
    bool stopRequested() const override { return m_isThere; }
    void report(qint64, qint64, const QString &step) override
    {
        m_isThere = m_isThere || step.startsWith(m_step);
    }

private:
    QString m_step;
    bool m_isThere = false;
};
} // namespace

void tst_XlsxPairWriter::everyTextComesBackFromItsEscapes()
{
    const QStringList pieces{
        QStringLiteral("_"),       QStringLiteral("x"),       QStringLiteral("_x"),
        QStringLiteral("00"),      QStringLiteral("4"),       QStringLiteral("1_"),
        QStringLiteral("_x0041_"), QStringLiteral("_x005F_"), QStringLiteral("_x1234"),
        QString(QChar(7)),         QString(QChar(0)),         QStringLiteral("\r\n"),
        QString(QChar(0xffff)),    QStringLiteral("😀"),       QStringLiteral("\t"),
        QStringLiteral("aF")};
    std::mt19937 random(1);
    for (int round = 0; round < 100'000; ++round) {
        QString text;
        for (unsigned i = 0, count = random() % 8; i < count; ++i)
            text += pieces[qsizetype(random() % unsigned(pieces.size()))];
        const QString escaped = withEscapes(text);
        QCOMPARE(withoutEscapes(escaped), text);
        for (const QChar letter : escaped)
            QVERIFY(letter >= u' ' || letter == u'\t' || letter == u'\n');
    }
}

void tst_XlsxPairWriter::onlyWhatXmlCantHoldIsEscaped_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("escaped");
    QTest::newRow("plain") << QStringLiteral("a_b 中 😀 _x _xyz")
                           << QStringLiteral("a_b 中 😀 _x _xyz");
    QTest::newRow("line feed") << QStringLiteral("a\n\tb") << QStringLiteral("a\n\tb");
    QTest::newRow("carriage return") << QStringLiteral("a\rb") << QStringLiteral("a_x000D_b");
    QTest::newRow("bell") << QString(QChar(7)) << QStringLiteral("_x0007_");
    QTest::newRow("a sign") << QStringLiteral("_x000d_") << QStringLiteral("_x005F_x000d_");
    QTest::newRow("no letter") << QString(QChar(0xfffe)) << QStringLiteral("_xFFFE_");
    QTest::newRow("half a letter")
        << QString(QChar(0xd83d)) + QLatin1Char('a') << QString(QChar(0xfffd)) + QLatin1Char('a');
    QTest::newRow("the other half") << QString(QChar(0xde00)) << QString(QChar(0xfffd));
}

void tst_XlsxPairWriter::onlyWhatXmlCantHoldIsEscaped()
{
    QFETCH(QString, text);
    QFETCH(QString, escaped);
    QCOMPARE(withEscapes(text), escaped);
}

void tst_XlsxPairWriter::theSheetIsTextWithAFilterUnderAFrozenHeader()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("p.xlsx"));
    SilentJob job;
    {
        auto writer = XlsxPairWriter::create(file);
        VERIFY_RESULT(writer);
        DialoguePair labelled =
            pairOf(1, QStringLiteral("=1+1"), QStringLiteral("https://a.example"));
        labelled.label = 1;
        VERIFY_RESULT((*writer)->add(labelled));
        VERIFY_RESULT((*writer)->add(pairOf(2, QStringLiteral(" 42"), QStringLiteral("b\n"))));
        const auto finished = (*writer)->finish(job);
        VERIFY_RESULT(finished);
        QCOMPARE(*finished, Outcome::Finished);
    }
    QCOMPARE(filesIn(folder.path()), QStringList{QStringLiteral("p.xlsx")});
    auto package = XlsxPackage::open(file);
    VERIFY_RESULT(package);
    auto part = (*package)->part(QStringLiteral("xl/worksheets/sheet1.xml"));
    VERIFY_RESULT(part);
    QStringList kinds, texts, seen;
    while (true) {
        const auto token = (*part)->next();
        VERIFY_RESULT(token);
        if (*token == QXmlStreamReader::EndDocument)
            break;
        if (*token == QXmlStreamReader::Characters)
            texts << (*part)->xml().text().toString();
        if (*token != QXmlStreamReader::StartElement)
            continue;
        const auto name = (*part)->xml().name();
        if (name == QLatin1String("c"))
            kinds << (*part)->attribute(QLatin1String("t"));
        if (name == QLatin1String("pane"))
            seen << (*part)->attribute(QLatin1String("state")) +
                        (*part)->attribute(QLatin1String("ySplit"));
        if (name == QLatin1String("autoFilter") || name == QLatin1String("f"))
            seen << (*part)->attribute(QLatin1String("ref"));
        if (name == QLatin1String("hyperlink"))
            seen << QStringLiteral("a link");
        if (name == QLatin1String("col"))
            QVERIFY((*part)->attribute(QLatin1String("width")).toDouble() >= 10);
    }
    kinds.removeDuplicates();
    QCOMPARE(kinds, QStringList{QStringLiteral("inlineStr")});
    QCOMPARE(seen, (QStringList{QStringLiteral("frozen1"), QStringLiteral("A1:L3")}));
    QVERIFY(texts.contains(QStringLiteral("'=1+1")));
    QVERIFY(texts.contains(QStringLiteral("1")));
    auto reader = PairReader::open(file);
    VERIFY_RESULT(reader);
    const auto rows = reader->next(10);
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 2u);
    QCOMPARE(rows->at(0).pair.question, QStringLiteral("=1+1"));
    QCOMPARE(rows->at(0).pair.label, std::optional(1));
    QCOMPARE(rows->at(1).pair.question, QStringLiteral(" 42"));
    QCOMPARE(rows->at(1).pair.reply, QStringLiteral("b\n"));
}

void tst_XlsxPairWriter::aTextThatNoCellHoldsIsRefused_data()
{
    QTest::addColumn<QString>("reply");
    QTest::addColumn<bool>("fits");
    const qsizetype most = XlsxPairWriter::kMostLetters;
    QTest::newRow("as long as may be") << QString(most, u'a') << true;
    QTest::newRow("one letter more") << QString(most + 1, u'a') << false;
    QTest::newRow("letters of two units") << QStringLiteral("😀").repeated(most / 2) << true;
    QTest::newRow("one of them more") << QStringLiteral("😀").repeated(most / 2 + 1) << false;
    QTest::newRow("with the guard") << u'=' + QString(most - 1, u'a') << false;
    QTest::newRow("with an escape") << QChar(7) + QString(most - 1, u'a') << false;
}

void tst_XlsxPairWriter::aTextThatNoCellHoldsIsRefused()
{
    QFETCH(QString, reply);
    QFETCH(bool, fits);
    const QTemporaryDir folder;
    SilentJob job;
    {
        auto writer = XlsxPairWriter::create(folder.filePath(QStringLiteral("p.xlsx")));
        VERIFY_RESULT(writer);
        const auto added = (*writer)->add(pairOf(17, QStringLiteral("q"), reply));
        QCOMPARE(added.has_value(), fits);
        if (fits) {
            VERIFY_RESULT((*writer)->finish(job));
        } else {
            QCOMPARE(added.error().kind, ErrorKind::Input);
            QVERIFY(added.error().what.contains(QLatin1String("17")));
            QVERIFY(added.error().what.contains(QLatin1String("reply")));
        }
    }
    QCOMPARE(filesIn(folder.path()).size(), fits ? 1 : 0);
}

void tst_XlsxPairWriter::moreRowsThanASheetHasAreRefused()
{
    const QString xlsx = QStringLiteral("xlsx");
    QVERIFY(PairWriter::checkCount(xlsx, XlsxPairWriter::kMostPairs));
    const auto refused = PairWriter::checkCount(xlsx, XlsxPairWriter::kMostPairs + 1);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Input);
    QVERIFY(PairWriter::checkCount(QStringLiteral("csv"), XlsxPairWriter::kMostPairs + 1));
}

void tst_XlsxPairWriter::moreTextThanCanBeReadAgainIsRefused()
{
    const QTemporaryDir folder;
    constexpr qint64 mostBytes = 10 << 20;
    auto writer = XlsxPairWriter::create(folder.filePath(QStringLiteral("p.xlsx")), mostBytes);
    VERIFY_RESULT(writer);
    const QString letters(10'000, u'中');
    const qint64 most = mostBytes / (3 * letters.size());
    Result<void> added;
    qint64 pairs = 0;
    while (added && pairs <= most + 1)
        added = (*writer)->add(pairOf(++pairs, letters, QStringLiteral("r")));
    QVERIFY(!added);
    QCOMPARE(added.error().kind, ErrorKind::Input);
    QVERIFY2(pairs >= most, qPrintable(QString::number(pairs)));
}

/// So many repetitions that a reader takes them for a bomb.
void tst_XlsxPairWriter::whatCantBeReadAgainIsThrownAway()
{
    const QTemporaryDir folder;
    SilentJob job;
    auto writer = XlsxPairWriter::create(folder.filePath(QStringLiteral("p.xlsx")));
    VERIFY_RESULT(writer);
    for (int i = 0; i < 200; ++i)
        VERIFY_RESULT((*writer)->add(pairOf(i + 1, QString(30'000, u'a'), QString(30'000, u'a'))));
    const auto finished = (*writer)->finish(job);
    QVERIFY(!finished);
    QCOMPARE(finished.error().kind, ErrorKind::File);
    *writer = nullptr;
    QCOMPARE(filesIn(folder.path()), QStringList());
}

void tst_XlsxPairWriter::aStopLeavesNothing_data()
{
    QTest::addColumn<QString>("step");
    QTest::newRow("while it is packed") << "Packing";
    QTest::newRow("while it is read again") << "Reading";
}

void tst_XlsxPairWriter::aStopLeavesNothing()
{
    QFETCH(QString, step);
    const QTemporaryDir folder;
    const qsizetype before = openDescriptors();
    StopAtStep job(step);
    Outcome outcome = Outcome::Finished;
    const auto failure =
        writeTo(folder.filePath(QStringLiteral("p.xlsx")), 20'000, 100, job, &outcome);
    QVERIFY2(!failure, failure ? qPrintable(failure->toLine()) : "");
    QCOMPARE(outcome, Outcome::Stopped);
    QCOMPARE(filesIn(folder.path()), QStringList());
    QCOMPARE(openDescriptors(), before);
}

void tst_XlsxPairWriter::aFullDiskLeavesNothing_data()
{
    QTest::addColumn<QString>("size");
    QTest::addColumn<bool>("fits");
    // The sheet takes 3.3 MB as it is written, the same again as it is put together, and 2.3 MB
    // packed.
    QTest::newRow("the rows don't fit") << "size=2m" << false;
    QTest::newRow("the sheet doesn't fit") << "size=5m" << false;
    QTest::newRow("the packed sheet doesn't fit") << "size=7m" << false;
    QTest::newRow("all of it fits") << "size=12m" << true;
}

void tst_XlsxPairWriter::aFullDiskLeavesNothing()
{
    QFETCH(QString, size);
    QFETCH(bool, fits);
    const QTemporaryDir folder;
    const QByteArray at = QFile::encodeName(folder.path());
    if (::mount("tmpfs", at.constData(), "tmpfs", 0, size.toLatin1().constData()) != 0)
        QSKIP("mounting a small disk is not allowed here");
    const auto unmount = qScopeGuard([&] { ::umount2(at.constData(), MNT_DETACH); });
    SilentJob job;
    const auto failure = writeTo(folder.filePath(QStringLiteral("p.xlsx")), 10'000, 90, job);
    QCOMPARE(!failure, fits);
    if (failure) {
        QVERIFY2(failure->kind == ErrorKind::Disk,
                 qPrintable(failure->toLine() + failure->details));
        QCOMPARE(filesIn(folder.path()), QStringList());
    }
}

void tst_XlsxPairWriter::theFileBeforeStaysUntilTheNewOneIsWhole()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("p.xlsx"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("before");
    file.close();
    StopAtStep stop(QStringLiteral("Reading"));
    QVERIFY(!writeTo(path, 10, 10, stop));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("before"));
    file.close();
    SilentJob job;
    QVERIFY(!writeTo(path, 10, 10, job));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("PK"));
}

void tst_XlsxPairWriter::tooManyOpenFilesAreAnError()
{
    const QTemporaryDir folder;
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const int next = ::dup(0);
    QVERIFY(next >= 0);
    ::close(next);
    for (int more = 0; more < 3; ++more) {
        const rlimit few{rlim_t(next + more), before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
        SilentJob job;
        const auto failure = writeTo(folder.filePath(QStringLiteral("p.xlsx")), 10, 10, job);
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
        QVERIFY(failure.has_value());
        QCOMPARE(failure->kind, ErrorKind::File);
        QCOMPARE(filesIn(folder.path()), QStringList());
    }
    SilentJob job;
    QVERIFY(!writeTo(folder.filePath(QStringLiteral("p.xlsx")), 10, 10, job));
}

QTEST_GUILESS_MAIN(tst_XlsxPairWriter)
#include "tst_xlsx_pair_writer.moc"

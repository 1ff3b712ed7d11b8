#include "core/project_fixture.h"
#include "project/index_watch.h"

#include <algorithm>

using namespace tunedesk;

namespace
{
/// Each letter but blanks, and each two of them, whether the texts hold them or not.
QStringList shortTerms()
{
    const QString letters = QStringLiteral("aBé货退款%_\"*");
    QStringList terms;
    for (const QChar first : letters) {
        if (first == QLatin1Char('"')) // begins a phrase
            continue;
        terms << first;
        for (const QChar second : letters)
            terms << QString(first) + second;
    }
    terms << QStringLiteral("😀") << QStringLiteral("😀退") << QStringLiteral("款😀");
    return terms;
}

bool hasTerm(const QString &text, const QString &term)
{
    return text.contains(term, Qt::CaseInsensitive);
}

/// What is added by itself waits for the next opening.
bool openAndIndex(ProjectFixture &fixture)
{
    fixture.project = Error{};
    fixture.project = Project::open(fixture.path);
    const auto watch = IndexWatch::open(fixture.path);
    return watch && QTest::qWaitFor([&] { return watch->progress()->missing() == 0; }, 60'000);
}
} // namespace

class tst_ShortSearches : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void findWhatTheTextsHold_data();
    void findWhatTheTextsHold();
    void frequentAndRareOnesAreTheSame();
    void filesOfBeforeAreIndexedAnew();

private:
    ProjectFixture m_fixture;
    std::vector<DialoguePair> m_pairs;
};

void tst_ShortSearches::initTestCase()
{
    VERIFY_RESULT(m_fixture.project);
    const QString letters = QStringLiteral("aBÉ货退款%_\"* ");
    quint32 state = 1;
    const auto text = [&](int most) {
        QString made;
        state = state * 1664525 + 1013904223;
        for (int left = int(state >> 16) % (most + 1); left > 0; --left) {
            state = state * 1664525 + 1013904223;
            made += letters[int(state >> 16) % letters.size()];
        }
        return made.simplified();
    };
    for (int i = 0; i < 300; ++i)
        m_pairs.push_back(pairOf(QString::number(i) + text(6), QLatin1Char('.') + text(4)));
    m_pairs.push_back(pairOf(QStringLiteral("退"), QStringLiteral("a😀")));
    m_pairs.push_back(pairOf(QStringLiteral("😀退"), QStringLiteral("款")));
    std::sort(m_pairs.begin(), m_pairs.end(), [](const auto &a, const auto &b) {
        return std::pair(a.question, a.reply) < std::pair(b.question, b.reply);
    });
    VERIFY_RESULT(m_fixture.add(m_pairs));
    QVERIFY(openAndIndex(m_fixture));
}

void tst_ShortSearches::findWhatTheTextsHold_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::newRow("anywhere") << QString();
    QTest::newRow("question") << QStringLiteral("q:");
    QTest::newRow("reply") << QStringLiteral("a:");
    QTest::newRow("not in") << QStringLiteral("-");
    QTest::newRow("not in the reply") << QStringLiteral("-a:");
}

void tst_ShortSearches::findWhatTheTextsHold()
{
    QFETCH(QString, prefix);
    for (const QString &term : shortTerms()) {
        PairQuery query;
        query.search = prefix + term;
        std::vector<qint64> wanted;
        for (std::size_t i = 0; i < m_pairs.size(); ++i) {
            const bool isThere =
                (!prefix.endsWith(QLatin1String("a:")) && hasTerm(m_pairs[i].question, term)) ||
                (!prefix.endsWith(QLatin1String("q:")) && hasTerm(m_pairs[i].reply, term));
            if (isThere != prefix.startsWith(QLatin1Char('-')))
                wanted.push_back(qint64(i) + 1);
        }
        const auto found = m_fixture->pairs().ids(query);
        VERIFY_RESULT(found);
        QVERIFY2(*found == wanted, qPrintable(QStringLiteral("%1: %2 instead of %3 pairs")
                                                  .arg(query.search)
                                                  .arg(found->size())
                                                  .arg(wanted.size())));
    }
}

/// More places than are looked up one by one, and a term that one pair in a thousand has.
void tst_ShortSearches::frequentAndRareOnesAreTheSame()
{
    constexpr int kPairs = 51'000;
    ProjectFixture fixture;
    VERIFY_RESULT(fixture.project);
    std::vector<DialoguePair> pairs;
    for (int i = 1; i <= kPairs; ++i)
        pairs.push_back(pairOf(QString::number(i) + QStringLiteral("包裹"),
                               i % 1000 == 7 ? QStringLiteral("退款") : QStringLiteral("ok")));
    VERIFY_RESULT(fixture.add(pairs));
    QVERIFY(openAndIndex(fixture));
    const auto count = [&](const char *search) {
        PairQuery query;
        query.search = QString::fromUtf8(search);
        return fixture->pairs().count(query).value();
    };
    QCOMPARE(count("包裹"), kPairs);
    QCOMPARE(count("退款"), 51);
    QCOMPARE(count("款"), 51);
    QCOMPARE(count("包裹 退款"), 51);
    QCOMPARE(count("包裹 -退款"), kPairs - 51);
    QCOMPARE(count("退款 -ok"), 51);
    QCOMPARE(count("款退"), 0);
}

void tst_ShortSearches::filesOfBeforeAreIndexedAnew()
{
    ProjectFixture fixture;
    fixture.project = Error{};
    QVERIFY(QFile::remove(fixture.path));
    QVERIFY(
        QFile::copy(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/projects/format4.tunedesk"),
                    fixture.path));
    QVERIFY(QFile::setPermissions(fixture.path, QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(openAndIndex(fixture));
    const auto pairs = fixture->pairs().page({}, 0, 10);
    VERIFY_RESULT(pairs);
    PairQuery query;
    for (const char *search : {"o.", "s.", "30", "xq"}) {
        query.search = QString::fromLatin1(search);
        std::vector<qint64> wanted;
        for (const DialoguePair &pair : *pairs)
            if (hasTerm(pair.question, query.search) || hasTerm(pair.reply, query.search))
                wanted.push_back(pair.id);
        QCOMPARE(wanted.empty(), query.search == QLatin1String("xq"));
        QCOMPARE(fixture->pairs().ids(query).value(), wanted);
    }
}

QTEST_GUILESS_MAIN(tst_ShortSearches)
#include "tst_short_searches.moc"

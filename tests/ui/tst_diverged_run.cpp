#include "core/project_fixture.h"
#include "jobs/model_catalogue.h"
#include "pages.h"
#include "train/new_run_view.h"
#include "train/train_page.h"
#include "window_fixture.h"

#include <QAbstractButton>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QtEndian>

#include <algorithm>

using namespace tunedesk;

/// A run whose loss is no number any more is offered again at half the learning rate, and the
/// button does it.
class tst_DivergedRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theButtonTrainsAgainAtHalfTheRate();

private:
    IsolatedHome m_home;
    QString m_model;
};

namespace
{
/// Overwrites a tensor of a safetensors file with one number. @return false: it isn't there
bool fill(const QString &path, const QString &tensor, float number)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return false;
    const auto header = qFromLittleEndian<quint64>(file.read(8).constData());
    const QJsonObject json =
        QJsonDocument::fromJson(file.read(static_cast<qint64>(header))).object();
    const QJsonArray offsets = json.value(tensor).toObject().value("data_offsets").toArray();
    if (offsets.size() != 2 || !file.seek(8 + static_cast<qint64>(header) + offsets[0].toInteger()))
        return false;
    const auto count = (offsets[1].toInteger() - offsets[0].toInteger()) / qint64(sizeof number);
    const std::vector<float> numbers(static_cast<std::size_t>(count), number);
    const auto bytes = count * qint64(sizeof number);
    return file.write(reinterpret_cast<const char *>(numbers.data()), bytes) == bytes;
}
} // namespace

void tst_DivergedRun::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    qputenv("TUNEDESK_CACHE", QString(m_home.path() + QStringLiteral("/cache")).toUtf8());
    const QDir source(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tiny-bert"));
    m_model = m_home.path() + QStringLiteral("/overflowing");
    QVERIFY(QDir().mkpath(m_model));
    for (const QString &name : source.entryList(QDir::Files))
        QVERIFY(QFile::copy(source.filePath(name), m_model + QLatin1Char('/') + name));
    const QString weights = m_model + QStringLiteral("/model.safetensors");
    QVERIFY(QFile::setPermissions(weights, QFile::ReadOwner | QFile::WriteOwner));
    // Finite, so that it loads; what the pooler makes of it is not.
    QVERIFY(fill(weights, QStringLiteral("encoder.layer.1.output.LayerNorm.weight"), 3e38F));
    VERIFY_RESULT(addModel(m_model));
}

void tst_DivergedRun::theButtonTrainsAgainAtHalfTheRate()
{
    ProjectFixture shop;
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 60; ++i) {
        DialoguePair pair =
            pairOf(QStringLiteral("Where is parcel %1?").arg(i),
                   i % 2 == 0 ? QStringLiteral("It left today.") : QStringLiteral("No idea."));
        pair.dialogue = QStringLiteral("dialogue %1").arg(i);
        pair.label = i % 2 == 0 ? 1 : 0;
        pairs.push_back(pair);
    }
    VERIFY_RESULT(shop.add(pairs));
    shop.project = Error{}; // the window writes

    WindowFixture fixture(allPages());
    fixture.window.resize(1440, 900);
    fixture.window.show();
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window));
    fixture.open(shop.path);
    QVERIFY(fixture.window.session());
    fixture.window.showPage(Page::Id::Train);
    auto *page = static_cast<TrainPage *>(fixture.window.page(Page::Id::Train));
    TrainingRecipe recipe;
    recipe.epochs = 1;
    recipe.learningRate = 2e-4;
    recipe.headLearningRate = 1e-3;
    QTRY_VERIFY(page->newRun().isVisible());
    QTRY_VERIFY((page->newRun().takeOver(recipe, m_model),
                 page->newRun().chosen() && page->newRun().chosen()->modelPath == m_model));

    const auto runs = [&] {
        auto onDisk = Project::open(shop.path, Project::Mode::ReadOnly);
        const auto list = onDisk ? onDisk->runs().list() : Result<std::vector<RunSummary>>(Error{});
        return list ? *list : std::vector<RunSummary>();
    };
    const auto failedRuns = [&] {
        return std::ranges::count(runs(), RunState::Failed, &RunSummary::state);
    };
    const auto remedy = [&]() -> QAbstractButton * {
        for (QAbstractButton *button : page->findChildren<QAbstractButton *>())
            if (button->isVisible() && button->text() == "Train again at half the learning rate")
                return button;
        return nullptr;
    };
    QTest::keyClick(&fixture.window, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(failedRuns(), 1, 30'000);
    QTRY_VERIFY(remedy());
    remedy()->click();
    QTRY_COMPARE_WITH_TIMEOUT(failedRuns(), 2, 30'000);
    std::vector<RunSummary> both = runs();
    std::ranges::sort(both, {}, &RunSummary::id);
    QCOMPARE(both[0].recipe.learningRate, 2e-4);
    QCOMPARE(both[1].recipe.learningRate, 1e-4);
    QCOMPARE(both[1].recipe.headLearningRate, 5e-4);
    QCOMPARE(both[1].modelPath, both[0].modelPath);
    QVERIFY(both[1].name != both[0].name);
}

QTEST_MAIN(tst_DivergedRun)
#include "tst_diverged_run.moc"

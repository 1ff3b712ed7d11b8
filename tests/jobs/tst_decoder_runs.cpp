#include "core/project_fixture.h"
#include "jobs/export_model.h"
#include "jobs/model_manifest.h"
#include "jobs/train_model.h"
#include "text/tokenizer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tunedesk;

/// GPT-2 and XLNet from a published folder to an export. tests/parity/check_export.py says of the
/// same exports whether transformers gives the same answers.
class tst_DecoderRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anExportTellsTransformersWhatTheTrainingDid_data();
    void anExportTellsTransformersWhatTheTrainingDid();
};

namespace
{
std::vector<DialoguePair> manyPairs()
{
    const QStringList good{QStringLiteral("It left today and is on its way."),
                           QStringLiteral("已经退款，请查收。"),
                           QStringLiteral("Sorry! We send a new one 🎁 <|endoftext|>")};
    const QStringList bad{QStringLiteral("No idea."), QStringLiteral("  不知道"), QString()};
    std::vector<DialoguePair> pairs;
    for (int i = 0; i < 60; ++i) {
        DialoguePair pair = pairOf(QStringLiteral("Where is my parcel %1? 我的包裹").arg(i),
                                   (i % 2 == 0 ? good : bad).at(i / 2 % 3));
        pair.context = i % 4 == 0 ? QStringLiteral("Hello!\n您好") : QString();
        pair.dialogue = QStringLiteral("dialogue %1").arg(i / 2);
        pair.label = i % 2 == 0 ? 1 : 0;
        if (pair.reply.isEmpty())
            pair.reply = QStringLiteral("?");
        pairs.push_back(pair);
    }
    return pairs;
}

QJsonObject jsonOf(const QString &path)
{
    return QJsonDocument::fromJson(bytesOf(path)).object();
}
} // namespace

void tst_DecoderRuns::anExportTellsTransformersWhatTheTrainingDid_data()
{
    QTest::addColumn<QString>("separator");
    QTest::addColumn<QString>("configKey");
    QTest::addColumn<QJsonValue>("configValue");
    QTest::addColumn<QString>("tokenizerKey");
    QTest::addColumn<QJsonValue>("tokenizerValue");
    QTest::newRow("tiny-gpt2") << QStringLiteral("<|endoftext|>") << QStringLiteral("pad_token_id")
                               << QJsonValue(699) << QStringLiteral("pad_token")
                               << QJsonValue(QStringLiteral("<|endoftext|>"));
    QTest::newRow("tiny-gpt2, whose tokenizer may be BERT's")
        << QStringLiteral("<|endoftext|>") << QStringLiteral("pad_token_id") << QJsonValue(699)
        << QStringLiteral("model_input_names")
        << QJsonValue(QJsonArray{QStringLiteral("input_ids"), QStringLiteral("attention_mask")});
    QTest::newRow("tiny-xlnet") << QStringLiteral("<sep>") << QStringLiteral("bi_data")
                                << QJsonValue(false) << QStringLiteral("model_input_names")
                                << QJsonValue(QJsonArray{QStringLiteral("input_ids"),
                                                         QStringLiteral("token_type_ids"),
                                                         QStringLiteral("attention_mask")});
}

void tst_DecoderRuns::anExportTellsTransformersWhatTheTrainingDid()
{
    QFETCH(QString, separator);
    QFETCH(QString, configKey);
    QFETCH(QJsonValue, configValue);
    QFETCH(QString, tokenizerKey);
    QFETCH(QJsonValue, tokenizerValue);
    ProjectFixture shop;
    VERIFY_RESULT(shop.add(manyPairs()));
    const QString name = QString::fromLatin1(QTest::currentDataTag()).section(u',', 0, 0);
    TrainOptions options{.modelName = name,
                         .modelPath =
                             QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/") + name};
    options.recipe.epochs = 2;
    options.recipe.batchSize = 8;
    options.recipe.learningRate = 2e-3;
    options.recipe.maxLength = 48;
    options.recipe.trainLayers = 1;
    options.recipe.threads = 1; // two would wait for each other on a busy machine
    MetricFeed feed;
    SilentJob job;
    const auto run = trainModel(shop.path, options, job, feed);
    VERIFY_RESULT(run);
    QCOMPARE(run->outcome, Outcome::Finished);

    // A folder that is named can be given to check_export.py afterwards.
    const QString kept = qEnvironmentVariable("TUNEDESK_KEEP_EXPORTS");
    const QString folder = (kept.isEmpty() ? shop.folder.path() : kept) + u'/' + name;
    const auto exported = exportModel(shop.path, run->run.id, {.folder = folder}, job);
    VERIFY_RESULT(exported);
    QVERIFY2(exported->verification.verified, qPrintable(exported->verification.problem));
    QCOMPARE(jsonOf(folder + QStringLiteral("/config.json"))[configKey], configValue);
    QCOMPARE(jsonOf(folder + QStringLiteral("/tokenizer_config.json"))[tokenizerKey],
             tokenizerValue);

    const auto tokenizer = Tokenizer::load(folder); // what its files say by themselves
    VERIFY_RESULT(tokenizer);
    const Encoding pair = tokenizer->encode("Where?", "Here.", EncodeOptions{.withTokens = true});
    const auto between = std::ranges::find(pair.tokens, separator.toStdString());
    QVERIFY(between != pair.tokens.end());
    QCOMPARE(pair.typeIds[static_cast<std::size_t>(between - pair.tokens.begin())], 0);
    QCOMPARE(pair.typeIds[static_cast<std::size_t>(between - pair.tokens.begin()) + 1], 1);
    const auto verified = verifyFolder(folder, job);
    VERIFY_RESULT(verified);
    QVERIFY2(verified->verified, qPrintable(verified->problem));
    QVERIFY(
        bytesOf(folder + QStringLiteral("/README.md")).contains(" " + separator.toUtf8() + " "));
}

QTEST_GUILESS_MAIN(tst_DecoderRuns)
#include "tst_decoder_runs.moc"

#include "engine/checkpoint/model_loader.h"
#include "engine/checkpoint/tensor_file.h"
#include "engine/checkpoint/weight_reader.h"
#include "engine/checkpoint/weight_table.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "engine/torch_file_builder.h"
#include "test_support.h"

using namespace tunedesk;

namespace
{
const QString kTiny = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/bert/gelu_two_labels");
const QString kFixtures = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/weights/");
} // namespace

class tst_WeightFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyFileOfTorchGivesTheSameWeights_data();
    void everyFileOfTorchGivesTheSameWeights();
    void halfPrecisionOfTorchBecomesFloat32();
    void noTwoParametersShareMemory();
    void aDamagedRecordIsNamedBeforeItIsUsed();
    void shardsAreOneModel_data();
    void shardsAreOneModel();
    void badShardsAreNamed_data();
    void badShardsAreNamed();
    void safetensorsComeFirst();
    void aFolderWithoutWeightsSaysWhatItTakes();
    void namesOfWrappersAndOtherTasksFit();
    void manyMisfitsAreCounted();
    void repeatedNumbersDontBecomeMuchMemory();
    void aFileThatShrinksMeanwhileIsAnError();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    void writeText(const QString &name, const QByteArray &text)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(text), text.size());
    }
    void compareWithOriginal();
    void writeShards(const nlohmann::json &map);

    std::unique_ptr<QTemporaryDir> m_folder; ///< config.json alone
    NamedTensors m_weights;
};

void tst_WeightFormats::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(
        QFile::copy(kTiny + QStringLiteral("/config.json"), path(QStringLiteral("config.json"))));
    auto weights = readTensorFile(kTiny + QStringLiteral("/model.safetensors"));
    VERIFY_RESULT(weights);
    m_weights = *weights;
}

void tst_WeightFormats::compareWithOriginal()
{
    const auto model = loadModel(m_folder->path(), {.requireHead = true});
    VERIFY_RESULT(model);
    QVERIFY(!model->headIsNew);
    for (const auto &item : model->network->named_parameters()) {
        QCOMPARE(item.value().scalar_type(), torch::kFloat32);
        QVERIFY(item.value().is_contiguous());
        QVERIFY2(torch::equal(item.value(), m_weights.at(item.key())), item.key().c_str());
    }
    const auto survey = surveyModel(m_folder->path());
    VERIFY_RESULT(survey);
    std::int64_t numbers = 0;
    for (const auto &[name, tensor] : m_weights)
        numbers += tensor.numel();
    QVERIFY(survey->parameters >= numbers);
    QVERIFY(survey->weightBytes > numbers * 4);
}

void tst_WeightFormats::everyFileOfTorchGivesTheSameWeights_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"plain.bin", "protocol4.bin", "odd.bin", "without_sums.bin"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void tst_WeightFormats::everyFileOfTorchGivesTheSameWeights()
{
    QFETCH(QString, name);
    QVERIFY(QFile::copy(kFixtures + name, path(QStringLiteral("pytorch_model.bin"))));
    compareWithOriginal();
}

void tst_WeightFormats::halfPrecisionOfTorchBecomesFloat32()
{
    QVERIFY(QFile::copy(kFixtures + QStringLiteral("half.bin"),
                        path(QStringLiteral("pytorch_model.bin"))));
    const auto model = loadModel(m_folder->path(), {.requireHead = true});
    VERIFY_RESULT(model);
    int row = 0; // the script's: float16 and bfloat16 by turns, one float64
    for (const auto &[name, tensor] : m_weights) {
        const auto type = name == "classifier.weight" ? torch::kFloat64
                          : row % 2                   ? torch::kBFloat16
                                                      : torch::kFloat16;
        const torch::Tensor parameter = model->network->named_parameters()[name];
        QCOMPARE(parameter.scalar_type(), torch::kFloat32);
        QVERIFY2(torch::equal(parameter, tensor.to(type).to(torch::kFloat32)), name.c_str());
        ++row;
    }
}

void tst_WeightFormats::noTwoParametersShareMemory()
{
    QVERIFY(QFile::copy(kFixtures + QStringLiteral("odd.bin"),
                        path(QStringLiteral("pytorch_model.bin"))));
    const auto model = loadModel(m_folder->path());
    VERIFY_RESULT(model);
    std::set<const void *> storages;
    for (const torch::Tensor &parameter : model->network->parameters()) {
        QVERIFY(storages.insert(parameter.storage().data()).second);
        QCOMPARE(parameter.storage().nbytes(), parameter.nbytes());
    }
}

void tst_WeightFormats::aDamagedRecordIsNamedBeforeItIsUsed()
{
    QFile file(kFixtures + QStringLiteral("plain.bin"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArray content = file.readAll();
    const qsizetype number = content.indexOf("plain/data/20") + 200;
    content[number] = static_cast<char>(content[number] ^ 1);
    writeText(QStringLiteral("pytorch_model.bin"), content);
    const auto model = loadModel(m_folder->path());
    QVERIFY(!model);
    QCOMPARE(model.error().kind, ErrorKind::Model);
    QVERIFY2(model.error().what.contains(QStringLiteral("“plain/data/")),
             qPrintable(model.error().what));
    QVERIFY(model.error().what.contains(QStringLiteral("check sum")));
}

void tst_WeightFormats::shardsAreOneModel_data()
{
    QTest::addColumn<bool>("isTorch");
    QTest::newRow("safetensors") << false;
    QTest::newRow("torch") << true;
}

void tst_WeightFormats::writeShards(const nlohmann::json &map)
{
    NamedTensors first, second;
    for (const auto &[name, tensor] : m_weights)
        (first.size() <= second.size() ? first : second).emplace(name, tensor);
    VERIFY_RESULT(writeTensorFile(path(QStringLiteral("one.safetensors")), first));
    VERIFY_RESULT(writeTensorFile(path(QStringLiteral("two.safetensors")), second));
    nlohmann::json index{{"metadata", {{"total_size", 1}}}, {"weight_map", map}};
    if (map.is_null()) {
        for (const auto &[name, tensor] : first)
            index["weight_map"][name] = "one.safetensors";
        for (const auto &[name, tensor] : second)
            index["weight_map"][name] = "two.safetensors";
    }
    writeText(QStringLiteral("model.safetensors.index.json"),
              QByteArray::fromStdString(index.dump()));
}

void tst_WeightFormats::shardsAreOneModel()
{
    QFETCH(bool, isTorch);
    if (isTorch) {
        for (const char *name :
             {"pytorch_model-00001-of-00002.bin", "pytorch_model-00002-of-00002.bin",
              "pytorch_model.bin.index.json"})
            QVERIFY(QFile::copy(kFixtures + QStringLiteral("shards/") + QLatin1String(name),
                                path(QLatin1String(name))));
    } else {
        writeShards(nullptr);
    }
    compareWithOriginal();
}

void tst_WeightFormats::badShardsAreNamed_data()
{
    QTest::addColumn<QByteArray>("index");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &index, const char *says) {
        QTest::newRow(name) << index << QString::fromUtf8(says);
    };
    const auto map = [](const QByteArray &inner) { return "{\"weight_map\":{" + inner + "}}"; };
    for (const char *name : {"../one.safetensors", "/etc/one.safetensors", "a/one.safetensors",
                             "..\\\\one.safetensors", "one.bin", "", "\\u0000.safetensors"})
        row(*name ? name : "no name", map("\"x\":\"" + QByteArray(name) + "\""),
            "“x” is said to lie in");
    row("a number", map("\"x\":1"), "“x” is said to lie in");
    row("missing", map("\"x\":\"three.safetensors\",\"y\":\"one.safetensors\""),
        "three.safetensors");
    row("many missing",
        map("\"a\":\"1.safetensors\",\"b\":\"2.safetensors\",\"c\":\"3.safetensors\","
            "\"d\":\"4.safetensors\",\"e\":\"5.safetensors\",\"f\":\"6.safetensors\""),
        "5.safetensors, … (6)");
    row("not in its shard", map("\"nowhere\":\"one.safetensors\""),
        "“nowhere” isn't in the file that the list of shards names");
    row("in the other shard",
        map("\"bert.embeddings.LayerNorm.bias\":\"two.safetensors\",\"y\":\"one.safetensors\""),
        "“bert.embeddings.LayerNorm.bias” isn't in the file");
    row("in two shards",
        map("\"bert.embeddings.LayerNorm.bias\":\"one.safetensors\",\"y\":\"twin.safetensors\""),
        "“bert.embeddings.LayerNorm.bias” stands in two files");
    row("a tensor twice in the list", map("\"x\":\"one.safetensors\",\"x\":\"two.safetensors\""),
        "“x” stands twice");
    row("no map", "{\"metadata\":{}}", "no weight_map");
    row("an empty map", map(""), "no weight_map");
    row("a list", "[]", "no weight_map");
    row("broken", "{\"weight_map\":", "no valid JSON");
    row("deep", QByteArray(100'000, '['), "levels deep");
}

void tst_WeightFormats::badShardsAreNamed()
{
    QFETCH(QByteArray, index);
    QFETCH(QString, says);
    writeShards(nullptr);
    VERIFY_RESULT(writeTensorFile(path(QStringLiteral("twin.safetensors")),
                                  {{"bert.embeddings.LayerNorm.bias", torch::zeros({24})}}));
    writeText(QStringLiteral("model.safetensors.index.json"), index);
    const auto model = loadModel(m_folder->path());
    QVERIFY(!model);
    QCOMPARE(model.error().kind, ErrorKind::Model);
    QVERIFY2(model.error().toLine().contains(says), qPrintable(model.error().toLine()));
    QVERIFY(model.error().where.startsWith(m_folder->path()));
    QVERIFY(!surveyModel(m_folder->path()));
}

void tst_WeightFormats::safetensorsComeFirst()
{
    writeText(QStringLiteral("pytorch_model.bin"), "no weights");
    QVERIFY(!loadModel(m_folder->path()));
    QVERIFY(QFile::copy(kTiny + QStringLiteral("/model.safetensors"),
                        path(QStringLiteral("model.safetensors"))));
    compareWithOriginal();
}

void tst_WeightFormats::aFolderWithoutWeightsSaysWhatItTakes()
{
    writeText(QStringLiteral("tf_model.h5"), "\x89HDF");
    for (const auto &error :
         {loadModel(m_folder->path()).error(), surveyModel(m_folder->path()).error()}) {
        QCOMPARE(error.kind, ErrorKind::Model);
        QCOMPARE(error.where, m_folder->path());
        QVERIFY(error.hint.contains(QStringLiteral("pytorch_model.bin")));
    }
}

void tst_WeightFormats::namesOfWrappersAndOtherTasksFit()
{
    NamedTensors changed;
    for (const auto &[original, tensor] : m_weights) {
        std::string name = "module." + original;
        if (name.ends_with("LayerNorm.weight"))
            name.replace(name.size() - 6, 6, "gamma");
        changed.emplace(name, tensor);
    }
    // Heads of other tasks, whatever their makers called them; integers among them.
    changed.emplace("module.cls.predictions.bias", torch::zeros({61}));
    changed.emplace("projection.dense.weight", torch::zeros({3, 24}));
    changed.emplace("steps", torch::arange(3));
    VERIFY_RESULT(writeTensorFile(path(QStringLiteral("model.safetensors")), changed));
    compareWithOriginal();

    // What stands in the base and has no place makes it another network.
    changed.emplace("module.bert.encoder.layer.3.output.dense.bias", torch::zeros({24}));
    VERIFY_RESULT(writeTensorFile(path(QStringLiteral("model.safetensors")), changed));
    const auto model = loadModel(m_folder->path());
    QVERIFY(!model);
    QVERIFY2(model.error().where.contains(QStringLiteral("unexpected: module.bert.encoder")),
             qPrintable(model.error().where));
}

void tst_WeightFormats::manyMisfitsAreCounted()
{
    m_weights["bert.embeddings.LayerNorm.bias"] = torch::zeros({24}, torch::kInt64);
    for (const char *part : {"0", "1"})
        std::erase_if(m_weights, [part](const auto &item) {
            return item.first.starts_with(std::string("bert.encoder.layer.") + part);
        });
    VERIFY_RESULT(writeTensorFile(path(QStringLiteral("model.safetensors")), m_weights));
    const auto model = loadModel(m_folder->path());
    QVERIFY(!model);
    const QString where = model.error().where;
    QCOMPARE(where.count(QStringLiteral("bert.encoder.layer.0.")), 5);
    QVERIFY2(where.contains(QStringLiteral("… (32)")), qPrintable(where));
    QVERIFY2(where.contains(QStringLiteral("bert.embeddings.LayerNorm.bias holds I64")),
             qPrintable(where));
    QCOMPARE(model.error().details.count(QStringLiteral("bert.encoder.layer.")), 32);
}

void tst_WeightFormats::repeatedNumbersDontBecomeMuchMemory()
{
    // A width of 4,096 asks for some 200 MB a layer; the file's numbers are four, repeated by
    // strides of 0.
    auto config = nlohmann::json::parse(
        R"({"model_type": "bert", "vocab_size": 61, "hidden_size": 4096, "num_hidden_layers": 3,
            "num_attention_heads": 4, "intermediate_size": 4096, "max_position_embeddings": 24})");
    writeText(QStringLiteral("config.json"), QByteArray::fromStdString(config.dump()));
    QList<std::pair<QByteArray, QByteArray>> tensors;
    for (const auto &[name, tensor] : m_weights) {
        PickledView view;
        view.shape.clear();
        for (const std::int64_t size : tensor.sizes())
            view.shape << (size == 24 || size == 40 ? 4096 : size);
        if (name == "bert.embeddings.position_embeddings.weight")
            view.shape[0] = 24;
        view.strides = QList<std::int64_t>(view.shape.size(), 0);
        tensors.emplaceBack(QByteArray::fromStdString(name), pickleTensor(view));
    }
    writeText(QStringLiteral("pytorch_model.bin"), torchFileOf(pickleOf(tensors)));
    const auto model = loadModel(m_folder->path());
    QVERIFY(!model);
    QVERIFY2(model.error().what.contains(QStringLiteral("over and over")),
             qPrintable(model.error().toLine()));
}

void tst_WeightFormats::aFileThatShrinksMeanwhileIsAnError()
{
    const QString file = path(QStringLiteral("model.safetensors"));
    QVERIFY(QFile::copy(kTiny + QStringLiteral("/model.safetensors"), file));
    const auto table = readWeightTable(m_folder->path());
    VERIFY_RESULT(table);
    std::vector<std::string> names;
    for (const auto &[name, tensor] : table->tensors)
        names.push_back(name);
    VERIFY_RESULT(readFloats(*table, names));
    QVERIFY(QFile::resize(file, 50'000));
    const auto shrunk = readFloats(*table, names);
    QVERIFY(!shrunk);
    QCOMPARE(shrunk.error().kind, ErrorKind::File);
    QCOMPARE(shrunk.error().where, file);
    QVERIFY(QFile::remove(file));
    QCOMPARE(readFloats(*table, names).error().kind, ErrorKind::File);
}

QTEST_GUILESS_MAIN(tst_WeightFormats)
#include "tst_weight_formats.moc"

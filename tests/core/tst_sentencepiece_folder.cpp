#include "test_support.h"

#include "sentencepiece_builder.h"

#include "text/tokenizer.h"

#include <QFile>
#include <QTemporaryDir>

using namespace tunedesk;
using Builder = SentencePieceBuilder;

namespace
{

/// A folder with a model and, where given, tokenizer_config.json.
class ModelFolder
{
public:
    ModelFolder(const char *name, const Builder &model, const QByteArray &config = {})
    {
        add(name, QByteArray::fromStdString(model.bytes()));
        if (!config.isEmpty())
            add("tokenizer_config.json", config);
    }
    QString path() const { return m_folder.path(); }

private:
    void add(const char *name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    QTemporaryDir m_folder;
};

void addPieces(Builder &model)
{
    model.piece("\u2581a", -1);
    model.piece("b", -2);
    model.piece("\u25819", -3);
    model.piece("9", -3);
    model.piece(",", -3);
    model.piece("9,", -1); // cheaper than both of its parts
}

Builder xlnetModel()
{
    Builder model;
    model.piece("<unk>", 0, 2);
    for (const char *token : {"<s>", "</s>", "<cls>", "<sep>", "<pad>", "<mask>", "<eod>"})
        model.piece(token, 0, 3);
    model.piece("<eop>", 0, 4);
    addPieces(model); // from 9 on
    return model;
}

Builder albertModel()
{
    Builder model;
    model.piece("<pad>", 0, 3);
    model.piece("<unk>", 0, 2);
    for (const char *token : {"[CLS]", "[SEP]", "[MASK]"})
        model.piece(token, 0, 3);
    addPieces(model); // from 5 on
    model.training(Builder::number(40, 1));
    return model;
}

Builder xlmRobertaModel()
{
    Builder model;
    model.piece("<unk>", 0, 2);
    model.piece("<s>", 0, 3);
    model.piece("</s>", 0, 3);
    addPieces(model); // from 4 on, as its ids are
    return model;
}

QByteArray configOf(const char *tokenizerClass)
{
    return QByteArray(R"({"tokenizer_class": ")") + tokenizerClass + R"("})";
}

} // namespace

class tst_SentencePieceFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void xlnetEndsWithItsClassifier();
    void albertSetsCaseAndAccentsAside();
    void xlmRobertaHasFairseqsNumbers();
    void theFamilyFollowsFromThePieces();
    void aNumberIsCutFromItsComma();
    void whatIsNotKnownIsRefusedByName_data();
    void whatIsNotKnownIsRefusedByName();
    void tokenizerJsonComesFirst();
};

void tst_SentencePieceFolder::xlnetEndsWithItsClassifier()
{
    const ModelFolder folder("spiece.model", xlnetModel(), configOf("XLNetTokenizerFast"));
    const auto tokenizer = Tokenizer::load(folder.path());
    VERIFY_RESULT(tokenizer);
    QCOMPARE(tokenizer->encode("ab").ids, (std::vector<int>{9, 10, 4, 3}));
    const Encoding pair = tokenizer->encode("a", "ab");
    QCOMPARE(pair.ids, (std::vector<int>{9, 4, 9, 10, 4, 3}));
    QCOMPARE(pair.typeIds, (std::vector<int>{0, 0, 1, 1, 1, 2}));
    QCOMPARE(tokenizer->encode("a <mask><eop>").ids, (std::vector<int>{9, 6, 8, 4, 3}));
    QCOMPARE(tokenizer->padding().id, 5);
    QCOMPARE(tokenizer->padding().typeId, 3);
    QVERIFY(tokenizer->padding().isLeft);
    QVERIFY(tokenizer->files().contains(QStringLiteral("spiece.model")));
    QCOMPARE(tokenizer->encode("A").ids, (std::vector<int>{0, 4, 3})); // cased
}

void tst_SentencePieceFolder::albertSetsCaseAndAccentsAside()
{
    const ModelFolder folder("spiece.model", albertModel(), configOf("AlbertTokenizer"));
    const auto tokenizer = Tokenizer::load(folder.path());
    VERIFY_RESULT(tokenizer);
    QCOMPARE(tokenizer->encode(" \u00c1B ").ids, (std::vector<int>{2, 5, 6, 3}));
    const Encoding pair = tokenizer->encode("a", "a");
    QCOMPARE(pair.ids, (std::vector<int>{2, 5, 3, 5, 3}));
    QCOMPARE(pair.typeIds, (std::vector<int>{0, 0, 0, 1, 1}));
    QVERIFY(!tokenizer->padding().isLeft);
    const ModelFolder kept("spiece.model", albertModel(),
                           R"({"tokenizer_class": "AlbertTokenizer", "do_lower_case": false,
                               "keep_accents": true})");
    const auto other = Tokenizer::load(kept.path());
    VERIFY_RESULT(other);
    QCOMPARE(other->encode("aB").ids, (std::vector<int>{2, 5, 1, 3}));
    QCOMPARE(other->encode("\u00e1").ids, (std::vector<int>{2, 1, 3}));
}

void tst_SentencePieceFolder::xlmRobertaHasFairseqsNumbers()
{
    const ModelFolder folder("sentencepiece.bpe.model", xlmRobertaModel());
    const auto tokenizer = Tokenizer::load(folder.path());
    VERIFY_RESULT(tokenizer);
    QCOMPARE(tokenizer->encode("ab").ids, (std::vector<int>{0, 4, 5, 2}));
    QCOMPARE(tokenizer->encode("a\u00e9").ids, (std::vector<int>{0, 4, 3, 2}));
    const Encoding pair = tokenizer->encode("a", "a");
    QCOMPARE(pair.ids, (std::vector<int>{0, 4, 2, 2, 4, 2}));
    QCOMPARE(pair.typeIds, std::vector<int>(6, 0));
    QCOMPARE(tokenizer->encode("a <mask>").ids, (std::vector<int>{0, 4, 10, 2}));
    QCOMPARE(tokenizer->vocabularySize(), 11);
    QCOMPARE(tokenizer->padId(), 1);
}

void tst_SentencePieceFolder::theFamilyFollowsFromThePieces()
{
    const auto xlnet = Tokenizer::load(ModelFolder("spiece.model", xlnetModel()).path());
    VERIFY_RESULT(xlnet);
    QCOMPARE(xlnet->encode("a").ids, (std::vector<int>{9, 4, 3}));
    const auto albert = Tokenizer::load(ModelFolder("spiece.model", albertModel()).path());
    VERIFY_RESULT(albert);
    QCOMPARE(albert->encode("a").ids, (std::vector<int>{2, 5, 3}));
}

void tst_SentencePieceFolder::aNumberIsCutFromItsComma()
{
    const auto xlnet = Tokenizer::load(ModelFolder("spiece.model", xlnetModel()).path());
    VERIFY_RESULT(xlnet);
    QCOMPARE(xlnet->encode("9,9").ids, (std::vector<int>{11, 13, 12, 4, 3}));
    QCOMPARE(xlnet->encode("99,").ids, (std::vector<int>{11, 12, 13, 4, 3}));
    const ModelFolder folder("sentencepiece.bpe.model", xlmRobertaModel());
    const auto roberta = Tokenizer::load(folder.path());
    VERIFY_RESULT(roberta);
    QCOMPARE(roberta->encode("99,").ids, (std::vector<int>{0, 6, 9, 2}));
}

void tst_SentencePieceFolder::whatIsNotKnownIsRefusedByName_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<bool>("isXlnet");
    QTest::addColumn<QString>("named");
    QTest::newRow("another class") << configOf("LlamaTokenizer") << true << "LlamaTokenizer";
    QTest::newRow("no class and no sign") << QByteArray() << false << "spiece.model";
    QTest::newRow("a special token that isn't there")
        << QByteArray(R"({"tokenizer_class": "XLNetTokenizer", "cls_token": "<none>"})") << true
        << "<none>";
    QTest::newRow("a token with another number")
        << QByteArray(R"({"tokenizer_class": "XLNetTokenizer",
                          "added_tokens_decoder": {"2": {"content": "<sep>"}}})")
        << true << "<sep>";
}

void tst_SentencePieceFolder::whatIsNotKnownIsRefusedByName()
{
    QFETCH(QByteArray, config);
    QFETCH(bool, isXlnet);
    QFETCH(QString, named);
    const ModelFolder folder("spiece.model", isXlnet ? xlnetModel() : xlmRobertaModel(), config);
    const auto tokenizer = Tokenizer::load(folder.path());
    QVERIFY(!tokenizer);
    QCOMPARE(tokenizer.error().kind, ErrorKind::Model);
    QVERIFY2(tokenizer.error().toLine().contains(named), qPrintable(tokenizer.error().toLine()));
}

void tst_SentencePieceFolder::tokenizerJsonComesFirst()
{
    const ModelFolder folder("spiece.model", xlnetModel());
    QFile file(folder.path() + QLatin1String("/tokenizer.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"version": "1.0", "added_tokens": [], "normalizer": null, "pre_tokenizer": null,
        "post_processor": null, "model": {"type": "Unigram", "unk_id": 0, "byte_fallback": false,
        "vocab": [["<unk>", 0.0], ["a", -1.0], ["b", -2.5]]}})");
    file.close();
    const auto tokenizer = Tokenizer::load(folder.path());
    VERIFY_RESULT(tokenizer);
    QCOMPARE(tokenizer->encode("abc").ids, (std::vector<int>{1, 2, 0}));
}

QTEST_GUILESS_MAIN(tst_SentencePieceFolder)
#include "tst_sentencepiece_folder.moc"

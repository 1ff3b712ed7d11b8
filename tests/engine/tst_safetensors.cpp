#include "engine/checkpoint/safetensors.h"
#include "engine/checkpoint/tensor_file.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include "test_support.h"

using namespace tunedesk;

namespace
{
/// A file of a table and `dataBytes` zeros; `length` instead of the table's own when it isn't −1.
QByteArray fileOf(const QByteArray &table, qsizetype dataBytes, qint64 length = -1)
{
    const quint64 written =
        length >= 0 ? static_cast<quint64>(length) : static_cast<quint64>(table.size());
    return QByteArray(reinterpret_cast<const char *>(&written), 8) + table +
           QByteArray(dataBytes, '\0');
}

QByteArray tensor(const char *name, const char *shape, const char *offsets,
                  const char *dtype = "F32")
{
    return QByteArrayLiteral("\"") + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape +
           ",\"data_offsets\":" + offsets + "}";
}

QByteArray manyTensors(int count)
{
    QByteArray table = "{";
    for (int i = 0; i < count; ++i)
        table += (i > 0 ? "," : "") + tensor(QByteArray::number(i).constData(), "[0]", "[0,0]");
    return table + "}";
}
} // namespace

class tst_Safetensors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }
    void badFilesAreRefusedByName_data();
    void badFilesAreRefusedByName();
    void oddButGoodFilesAreRead_data();
    void oddButGoodFilesAreRead();
    void whatIsNoRegularFileIsRefusedAtOnce();
    void whatIsWrittenIsReadBack();
    void aFailedWriteLeavesTheOldFile();
    void aFileThatIsCutAnywhereIsRefused();

private:
    QString write(const QByteArray &content)
    {
        const QString path = m_folder.filePath(QStringLiteral("model.safetensors"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("no temporary file");
        return path;
    }

    QTemporaryDir m_folder;
};

void tst_Safetensors::badFilesAreRefusedByName_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &content, const char *says) {
        QTest::newRow(name) << content << QString::fromUtf8(says);
    };
    row("empty", "", "shorter than its 8-byte length");
    row("seven bytes", QByteArray(7, 'x'), "shorter than its 8-byte length");
    row("Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "Git LFS");
    row("header of 2^63", fileOf("{}", 0, std::numeric_limits<qint64>::max()), "over the limit");
    row("header one over the limit", fileOf("{}", 0, 100'000'001), "100000001");
    row("header longer than the file", fileOf("{}", 0, 3), "incomplete download");
    row("no table", fileOf("", 0), "doesn't list tensors");
    row("a list", fileOf("[]", 0), "doesn't list tensors");
    row("broken JSON", fileOf("{\"a\":", 0), "no valid JSON");
    row("broken UTF-8", fileOf("{\"\xff\":1}", 0), "no valid JSON");
    row("second value after the table", fileOf("{} {}", 0), "no valid JSON");
    row("a tensor that is a number", fileOf("{\"a\":1}", 0), "“a”");
    row("nested deeper", fileOf("{\"a\":{\"dtype\":{}}}", 0), "“a”");
    row("a hundred thousand brackets", fileOf("{\"a\":" + QByteArray(100'000, '['), 0), "“a”");
    row("no shape", fileOf("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 4), "“a” lacks");
    row("unknown field", fileOf("{\"a\":{\"stride\":[1]}}", 4), "stride");
    row("a field twice", fileOf("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}", 4), "twice");
    row("negative size", fileOf("{" + tensor("a", "[-1]", "[0,4]") + "}", 4), "“a”");
    row("size 1.5", fileOf("{" + tensor("a", "[1.5]", "[0,4]") + "}", 4), "“a”");
    row("one offset", fileOf("{" + tensor("a", "[1]", "[0]") + "}", 4), "“a”");
    row("three offsets", fileOf("{" + tensor("a", "[1]", "[0,4,8]") + "}", 4), "“a”");
    row("type F128", fileOf("{" + tensor("a", "[1]", "[0,4]", "F128") + "}", 4), "F128");
    row("a tensor twice",
        fileOf("{" + tensor("a", "[1]", "[0,4]") + "," + tensor("a", "[1]", "[0,4]") + "}", 4),
        "“a” stands in it twice");
    row("shape overflows",
        fileOf("{" + tensor("a", "[4194305,4194305,211106198978564]", "[0,4]") + "}", 4),
        "shape of tensor “a” overflows");
    row("dimension over 2^63",
        fileOf("{" + tensor("a", "[18446744073709551615]", "[0,4]") + "}", 4), "overflows");
    row("thirty-three dimensions",
        fileOf("{" +
                   tensor("a", ("[1" + QByteArray(",1").repeated(32) + "]").constData(), "[0,4]") +
                   "}",
               4),
        "overflows");
    row("shape and place differ", fileOf("{" + tensor("a", "[2]", "[0,4]") + "}", 4),
        "needs 8 bytes");
    row("runs backwards", fileOf("{" + tensor("a", "[1]", "[4,0]") + "}", 4), "ends before");
    row("overlap",
        fileOf("{" + tensor("a", "[2]", "[0,8]") + "," + tensor("b", "[2]", "[4,12]") + "}", 12),
        "“b” overlaps");
    row("hole",
        fileOf("{" + tensor("a", "[1]", "[0,4]") + "," + tensor("b", "[1]", "[8,12]") + "}", 12),
        "hole before tensor “b”");
    row("hole in front", fileOf("{" + tensor("a", "[1]", "[4,8]") + "}", 8), "hole before");
    row("cut", fileOf("{" + tensor("a", "[1024]", "[0,4096]") + "}", 3072), "incomplete download");
    row("one byte beyond", fileOf("{" + tensor("a", "[1]", "[0,4]") + "}", 5), "beyond the last");
    row("65,537 tensors", fileOf(manyTensors(65'537), 0), "more than 65536 tensors");
    row("name of 1,025 bytes",
        fileOf("{" + tensor(QByteArray(1'025, 'n').constData(), "[1]", "[0,4]") + "}", 4),
        "too long");
    row("metadata twice", fileOf("{\"__metadata__\":{},\"__metadata__\":{}}", 0), "twice");
    row("metadata with a number", fileOf("{\"__metadata__\":{\"a\":1}}", 0), "__metadata__");
}

void tst_Safetensors::badFilesAreRefusedByName()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    const QString path = write(content);
    QElapsedTimer timer;
    timer.start();
    const auto header = readSafetensorsHeader(path);
    QVERIFY(!header);
    QVERIFY(timer.elapsed() < 2'000);
    QCOMPARE(header.error().kind, ErrorKind::Model);
    QVERIFY2(header.error().what.contains(says), qPrintable(header.error().what));
    QCOMPARE(header.error().where, path);
    QVERIFY(header.error().what.size() < 400);
    QVERIFY(!readTensorFile(path));
}

void tst_Safetensors::oddButGoodFilesAreRead_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("tensors");
    QTest::newRow("no tensors") << fileOf("{}", 0) << 0;
    QTest::newRow("blanks after the table") << fileOf("{}      ", 0) << 0;
    QTest::newRow("metadata alone") << fileOf("{\"__metadata__\":{\"format\":\"pt\"}}", 0) << 0;
    QTest::newRow("a scalar") << fileOf("{" + tensor("a", "[]", "[0,4]") + "}", 4) << 1;
    QTest::newRow("an empty tensor between two")
        << fileOf("{" + tensor("b", "[1]", "[4,8]") + "," + tensor("e", "[0,3]", "[4,4]") + "," +
                      tensor("a", "[1]", "[0,4]") + "}",
                  8)
        << 3;
    QTest::newRow("65,536 tensors") << fileOf(manyTensors(65'536), 0) << 65'536;
    QTest::newRow("name of 1,024 bytes")
        << fileOf("{" + tensor(QByteArray(1'024, 'n').constData(), "[1]", "[0,4]") + "}", 4) << 1;
    QTest::newRow("thirty-two dimensions")
        << fileOf(
               "{" +
                   tensor("a", ("[1" + QByteArray(",1").repeated(31) + "]").constData(), "[0,4]") +
                   "}",
               4)
        << 1;
}

void tst_Safetensors::oddButGoodFilesAreRead()
{
    QFETCH(QByteArray, content);
    QFETCH(int, tensors);
    const auto header = readSafetensorsHeader(write(content));
    VERIFY_RESULT(header);
    QCOMPARE(static_cast<int>(header->tensors.size()), tensors);
}

void tst_Safetensors::whatIsNoRegularFileIsRefusedAtOnce()
{
    const QString pipe = m_folder.filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    for (const QString &path : {pipe, m_folder.path(), QStringLiteral("/dev/zero"),
                                m_folder.filePath(QStringLiteral("missing"))}) {
        const auto header = readSafetensorsHeader(path);
        QVERIFY(!header);
        QCOMPARE(header.error().kind, ErrorKind::File);
        QCOMPARE(header.error().where, path);
    }
}

void tst_Safetensors::whatIsWrittenIsReadBack()
{
    const NamedTensors tensors{
        {"bytes", torch::tensor({1, 2, 3}, torch::kUInt8)},
        {"truth", torch::tensor({true, false, true})},
        {"half", torch::randn({3, 5}).to(torch::kBFloat16)},
        {"transposed", torch::randn({4, 6}).t()},
        {"wide", torch::randn({2}, torch::kFloat64)},
        {"numbers", torch::tensor({std::int64_t{1} << 62, std::int64_t{-5}})},
        {"nothing", torch::zeros({0, 7})},
        {"scalar", torch::tensor(2.5F)},
    };
    const QString path = m_folder.filePath(QStringLiteral("written.safetensors"));
    VERIFY_RESULT(writeTensorFile(path, tensors, {{"made by", "a “test”"}}));
    const auto header = readSafetensorsHeader(path);
    VERIFY_RESULT(header);
    QCOMPARE(header->metadata.at("format"), std::string("pt"));
    QCOMPARE(header->metadata.at("made by"), std::string("a “test”"));
    for (const auto &[name, entry] : header->tensors)
        QVERIFY2(entry.end == entry.begin || entry.begin % (entry.dtype == "F64" ? 8 : 1) == 0,
                 name.c_str());
    const auto read = readTensorFile(path);
    VERIFY_RESULT(read);
    QCOMPARE(read->size(), tensors.size());
    for (const auto &[name, tensor] : tensors) {
        QCOMPARE(read->at(name).scalar_type(), tensor.scalar_type());
        QVERIFY2(torch::equal(read->at(name), tensor), name.c_str());
    }
}

void tst_Safetensors::aFailedWriteLeavesTheOldFile()
{
    const QString path = m_folder.filePath(QStringLiteral("kept.safetensors"));
    VERIFY_RESULT(writeTensorFile(path, {{"a", torch::ones({2})}}));
    const QString impossible = m_folder.filePath(QStringLiteral("no such folder/x.safetensors"));
    const auto failed = writeTensorFile(impossible, {{"a", torch::zeros({2})}});
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::File);
    QCOMPARE(failed.error().where, impossible);
    const auto kept = readTensorFile(path);
    VERIFY_RESULT(kept);
    QVERIFY(torch::equal(kept->at("a"), torch::ones({2})));
}

void tst_Safetensors::aFileThatIsCutAnywhereIsRefused()
{
    const QString path = m_folder.filePath(QStringLiteral("whole.safetensors"));
    VERIFY_RESULT(writeTensorFile(path, {{"a", torch::ones({3})}, {"b", torch::ones({2, 2})}}));
    QFile whole(path);
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray content = whole.readAll();
    for (qsizetype length = 0; length < content.size(); ++length)
        QVERIFY2(!readSafetensorsHeader(write(content.first(length))),
                 qPrintable(QString::number(length)));
}

QTEST_GUILESS_MAIN(tst_Safetensors)
#include "tst_safetensors.moc"

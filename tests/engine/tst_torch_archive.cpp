#include "engine/checkpoint/pickle_reader.h"
#include "engine/checkpoint/safetensors.h"
#include "engine/checkpoint/torch_archive.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <new>

#include <sys/resource.h>
#include <unistd.h>

#include "engine/torch_file_builder.h"
#include "test_support.h"

using namespace tunedesk;

namespace
{
const QString kFixtures = QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/weights/");

QByteArray oneTensor(const PickledView &view = {})
{
    return pickleOf({{"a", pickleTensor(view)}});
}

/// A pickle that begins as a file of torch.save does and goes on with `rest`.
QByteArray pickleWith(const QByteArray &rest)
{
    return QByteArray("\x80\x02") + rest;
}

QByteArray bytes(std::initializer_list<int> values)
{
    QByteArray text;
    for (const int value : values)
        text += static_cast<char>(value);
    return text;
}
} // namespace

class tst_TorchArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }
    void theCheckSumIsThatOfZipFiles();
    void filesOfTorchAreRead_data();
    void filesOfTorchAreRead();
    void filesOfOtherSortsSayWhatToDo_data();
    void filesOfOtherSortsSayWhatToDo();
    void noCommandOfAFileIsRun();
    void picklesThatDoMoreThanListTensorsAreRefused_data();
    void picklesThatDoMoreThanListTensorsAreRefused();
    void impossibleTensorsAreNamed_data();
    void impossibleTensorsAreNamed();
    void badRecordsAreNamed_data();
    void badRecordsAreNamed();
    void oddButGoodFilesAreRead_data();
    void oddButGoodFilesAreRead();
    void manyValuesAreRefusedInTime_data();
    void manyValuesAreRefusedInTime();
    void lengthsOfAFileLeadToNoAllocation_data();
    void lengthsOfAFileLeadToNoAllocation();
    void aFileThatIsCutAnywhereIsRefused();

private:
    QString write(const QByteArray &content)
    {
        const QString path = m_folder.filePath(QStringLiteral("pytorch_model.bin"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("no temporary file");
        return path;
    }
    void refuses(const QByteArray &content, const QString &says)
    {
        const QString path = write(content);
        QElapsedTimer timer;
        timer.start();
        const auto archive = readTorchArchive(path);
        QVERIFY(timer.elapsed() < 2'000);
        QVERIFY(!archive);
        QCOMPARE(archive.error().kind, ErrorKind::Model);
        QVERIFY2(archive.error().what.contains(says), qPrintable(archive.error().what));
        QCOMPARE(archive.error().where, path);
        QVERIFY(!archive.error().hint.isEmpty());
        QVERIFY(archive.error().what.size() < 400);
    }

    QTemporaryDir m_folder;
};

void tst_TorchArchive::theCheckSumIsThatOfZipFiles()
{
    QCOMPARE(crc32("123456789", 9), 0xCBF43926U); // the check value of CRC-32/ISO-HDLC
    QCOMPARE(crc32("", 0), 0U);
    QByteArray text(1'000, 'x');
    for (qsizetype i = 0; i < text.size(); ++i)
        text[i] = static_cast<char>(i * i * 31 + i / 7);
    std::uint32_t sum = 0; // byte by byte: neither words nor folding
    for (const char &byte : std::as_const(text))
        sum = crc32(&byte, 1, sum);
    for (const std::size_t cut : {0, 1, 15, 16, 17, 63, 64, 65, 127, 128, 500, 936, 1'000})
        QCOMPARE(crc32(text.constData() + cut, 1'000 - cut, crc32(text.constData(), cut)), sum);
}

void tst_TorchArchive::filesOfTorchAreRead_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("tensors");
    QTest::addColumn<bool>("hasSums");
    QTest::newRow("state_dict") << "plain.bin" << 57 << true;
    QTest::newRow("protocol 4") << "protocol4.bin" << 57 << true;
    QTest::newRow("views, parameters, other values") << "odd.bin" << 60 << true;
    QTest::newRow("half precision") << "half.bin" << 57 << true;
    QTest::newRow("without check sums") << "without_sums.bin" << 57 << false;
    QTest::newRow("first shard") << "shards/pytorch_model-00001-of-00002.bin" << 29 << true;
}

void tst_TorchArchive::filesOfTorchAreRead()
{
    QFETCH(QString, name);
    QFETCH(int, tensors);
    QFETCH(bool, hasSums);
    const auto archive = readTorchArchive(kFixtures + name);
    VERIFY_RESULT(archive);
    QCOMPARE(static_cast<int>(archive->tensors.size()), tensors);
    QCOMPARE(archive->hasSums, hasSums);
    const TorchTensor &words = archive->tensors.at("bert.embeddings.word_embeddings.weight");
    if (tensors > 30)
        QCOMPARE(words.shape, (std::vector<std::int64_t>{61, 24}));
}

void tst_TorchArchive::filesOfOtherSortsSayWhatToDo_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("hint");
    const auto fixture = [](const char *name) {
        QFile file(kFixtures + QLatin1String(name));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no fixture");
        return file.readAll();
    };
    const auto row = [](const char *name, const QByteArray &content, const char *says,
                        const char *hint) {
        QTest::newRow(name) << content << QString::fromUtf8(says) << QString::fromUtf8(hint);
    };
    row("old format", fixture("legacy.bin"), "old format", "save it again");
    row("tar", QByteArray(257, 'x') + "ustar" + QByteArray(300, 'x'), "old format",
        "save it again");
    row("big-endian",
        zipOf({{"a/data.pkl", oneTensor()},
               {"a/byteorder", "big"},
               {"a/data/0", QByteArray(16, '\1')}}),
        "order of bytes (big)", "save it again");
    row("TorchScript", fixture("script.bin"), "TorchScript", "save it again");
    row("Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "Git LFS",
        "git lfs pull");
    row("a whole module", fixture("whole_module.bin"), "torch.nn.modules.linear.Linear is not",
        "that you trust");
    row("float8", fixture("float8.bin"), "torch._utils._rebuild_tensor_v3 is not allowed",
        "that you trust");
    row("a list", fixture("list.bin"), "no dictionary of tensors", "that you trust");
    row("another zip file", zipOf({{"word/document.xml", "<w/>"}}), "lacks data.pkl", "again");
    row("a web page", "<!DOCTYPE html>", "no file of PyTorch's", "again");
    row("empty", "", "no file of PyTorch's", "again");
}

void tst_TorchArchive::filesOfOtherSortsSayWhatToDo()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    QFETCH(QString, hint);
    refuses(content, says);
    const auto archive = readTorchArchive(write(content));
    QVERIFY2(archive.error().hint.contains(hint), qPrintable(archive.error().hint));
}

void tst_TorchArchive::noCommandOfAFileIsRun()
{
    const QString canary = m_folder.filePath(QStringLiteral("canary"));
    const QByteArray command = pickleText("touch " + QFile::encodeName(canary));
    refuses(torchFileOf(pickleWith("cos\nsystem\n(" + command + "tR.")),
            QStringLiteral("os.system is not allowed in weights"));
    refuses(torchFileOf(pickleWith("cposix\nsystem\n" + command + "\x85R.")),
            QStringLiteral("posix.system is not allowed in weights"));
    refuses(torchFileOf(pickleWith("cbuiltins\neval\n" + command + "\x85R.")),
            QStringLiteral("builtins.eval is not allowed in weights"));
    // As the value of a tensor among good ones.
    refuses(
        torchFileOf(pickleOf({{"a", pickleTensor({})}, {"b", "cos\nsystem\n(" + command + "tR"}})),
        QStringLiteral("os.system is not allowed in weights"));
    QVERIFY(!QFile::exists(canary));
}

void tst_TorchArchive::picklesThatDoMoreThanListTensorsAreRefused_data()
{
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &pickle, const char *says) {
        QTest::newRow(name) << pickle << QString::fromUtf8(says);
    };
    const QByteArray dictionary = "ccollections\nOrderedDict\n";
    row("STACK_GLOBAL", bytes({0x80, 4, 0x8c, 2}) + "os" + bytes({0x8c, 6}) + "system\x93.",
        "os.system is not allowed in weights (opcode 0x93 at byte 14)");
    row("STACK_GLOBAL of numbers", pickleWith("K\1K\1\x93."), "damaged at byte 6");
    row("INST", pickleWith("(ios\nsystem\n."), "Opcode 0x69 is not allowed in weights (byte 3)");
    row("OBJ", pickleWith("(o."), "Opcode 0x6f is not allowed in weights (byte 3)");
    row("NEWOBJ",
        pickleWith(")"
                   "\x81."),
        "Opcode 0x81 is not allowed in weights (byte 3)");
    row("EXT1", pickleWith(bytes({0x82, 1, '.'})), "Opcode 0x82 is not allowed");
    row("EXT4", pickleWith(bytes({0x84, 1, 0, 0, 0, '.'})), "Opcode 0x84 is not allowed");
    row("PERSID", pickleWith("Pstorage\n."), "Opcode 0x50 is not allowed");
    row("BUILD on a dict", pickleWith("}}b."), "Opcode 0x62 is not allowed in weights (byte 4)");
    row("BUILD on a name", pickleWith(dictionary + "}b."), "Opcode 0x62 is not allowed");
    row("REDUCE of a text", pickleWith(pickleText("os") + ")R."), "Opcode 0x52 is not allowed");
    row("REDUCE of a storage's name", pickleWith("ctorch\nFloatStorage\n)R."),
        "Opcode 0x52 is not allowed");
    row("a nested load", pickleWith("ctorch.storage\n_load_from_bytes\n)R."),
        "torch.storage._load_from_bytes is not allowed");
    row("text of 4 GB", pickleWith(bytes({0x8d, 0, 0, 0, 0, 1, 0, 0, 0}) + "abc."),
        "damaged at byte 2");
    row("text of 2^63", pickleWith(bytes({0x8d, 0, 0, 0, 0, 0, 0, 0, 0x80}) + "abc."),
        "damaged at byte 2");
    row("text of 2^32 − 1",
        pickleWith("X\xff\xff\xff\xff"
                   "abc."),
        "damaged at byte 2");
    row("memo index 2^32 − 1", pickleWith("}r\xff\xff\xff\xff."), "damaged at byte 3");
    row("memo index that was never kept", pickleWith("}h\x05."), "damaged at byte 3");
    row("APPENDS without a mark", pickleWith("]e."), "damaged at byte 3");
    row("SETITEMS without a mark", pickleWith("}u."), "damaged at byte 3");
    row("SETITEMS of three", pickleWith("}(NNNu."), "damaged at byte 7");
    row("APPENDS onto a tuple", pickleWith(")(Ne."), "damaged");
    row("SETITEM onto a list", pickleWith("]NNs."), "damaged");
    row("a tuple of what is below the mark", pickleWith("N(\x85."), "damaged");
    row("REDUCE of nothing", pickleWith("R."), "damaged at byte 2");
    row("persistent id of nothing", pickleWith("Q."), "damaged at byte 2");
    row("persistent id of a text", pickleWith(pickleText("storage") + "Q."), "damaged");
    row("long number of nine bytes", pickleWith(bytes({0x8a, 9}) + "123456789."), "damaged");
    row("frame longer than the file", bytes({0x80, 4, 0x95, 0, 0, 0, 0, 1, 0, 0, 0, '.'}),
        "damaged at byte 2");
    row("protocol 9", bytes({0x80, 9, '}', '.'}), "damaged at byte 0");
    row("protocol in the middle", bytes({0x80, 2, 0x80, 2, '}', '.'}), "damaged at byte 2");
    row("no end", pickleWith("}"), "damaged at byte 3");
    row("bytes behind the end", pickleWith("}.}"), "damaged at byte 3");
    row("two values at the end", pickleWith("}}."), "damaged at byte 4");
    row("a mark at the end", pickleWith("}(."), "damaged at byte 4");
    row("a name without an end", pickleWith("cos"), "damaged at byte 2");
    row("ten thousand marks", pickleWith(QByteArray(10'001, '(')), "damaged at byte 10002");
    row("a tensor's name of 1,025 bytes", pickleOf({{QByteArray(1'025, 'n'), pickleTensor({})}}),
        "without a usable name");
    row("a tensor under a number", pickleWith("}(K\1" + pickleTensor({}) + "u."),
        "without a usable name");
    row("a tensor twice", pickleOf({{"a", pickleTensor({})}, {"a", pickleTensor({})}}),
        "“a” stands in it twice");
    row("empty", "", "damaged at byte 0");
}

void tst_TorchArchive::picklesThatDoMoreThanListTensorsAreRefused()
{
    QFETCH(QByteArray, pickle);
    QFETCH(QString, says);
    refuses(torchFileOf(pickle), says);
}

void tst_TorchArchive::impossibleTensorsAreNamed_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const PickledView &view, const char *says) {
        QTest::newRow(name) << torchFileOf(oneTensor(view)) << QString::fromUtf8(says);
    };
    row("longer than its storage", {.shape = {5}}, "“a” reaches beyond its storage");
    row("stride beyond", {.shape = {2}, .strides = {4}}, "needs 5 numbers of 4");
    row("offset beyond", {.offset = 1}, "“a” reaches beyond");
    row("negative stride", {.strides = {-1}}, "strides of tensor “a” are impossible");
    row("negative size", {.shape = {-4}}, "“a” are impossible");
    row("negative offset", {.offset = -1}, "“a” are impossible");
    row("negative storage", {.length = -4}, "“a” are impossible");
    row("more sizes than strides", {.shape = {2, 2}, .strides = {1}}, "“a” are impossible");
    row("size × stride over 64 bits",
        {.shape = {std::int64_t{1} << 40}, .strides = {std::int64_t{1} << 40}},
        "shape of tensor “a” overflows");
    row("sizes over 64 bits",
        {.shape = {std::int64_t{1} << 40, std::int64_t{1} << 40}, .strides = {0, 0}},
        "shape of tensor “a” overflows");
    row("sum over 64 bits",
        {.offset = INT64_MAX, .shape = {INT64_MAX, 3}, .strides = {1, INT64_MAX}}, "overflows");
    row("a way up", {.key = "../../x"}, "storage “../../x” of tensor “a” isn't in the file");
    row("no such storage", {.key = "1"}, "storage “1” of tensor “a” isn't in the file");
    row("record longer than declared", {.length = 3, .shape = {3}},
        "archive/data/0” has 16 bytes, but tensor “a” declares 3");
    row("record shorter than declared", {.length = 5, .shape = {5}},
        "archive/data/0” has 16 bytes, but tensor “a” declares 5");
    row("declared length over 64 bits", {.length = INT64_MAX}, "archive/data/0” has 16 bytes");
    PickledView deep;
    deep.shape = QList<std::int64_t>(33, 1);
    deep.strides = deep.shape;
    QTest::newRow("thirty-three dimensions")
        << torchFileOf(oneTensor(deep)) << "The shape of tensor “a” can't be read";
    const QByteArray text = pickleText("2");
    QByteArray named = oneTensor();
    named.replace(pickleNumbers({4}), "(" + text + "t");
    QTest::newRow("a size in words") << torchFileOf(named) << "The shape of tensor “a” can't be";
}

void tst_TorchArchive::impossibleTensorsAreNamed()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    refuses(content, says);
}

void tst_TorchArchive::badRecordsAreNamed_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    const QByteArray pickle = oneTensor();
    const ZipEntry table{"a/data.pkl", pickle};
    const ZipEntry data{"a/data/0", QByteArray(16, '\1')};
    const auto row = [](const char *name, const QList<ZipEntry> &entries, const char *says) {
        QTest::newRow(name) << zipOf(entries) << QString::fromUtf8(says);
    };
    const auto with = [](ZipEntry entry, const std::function<void(ZipEntry &)> &change) {
        change(entry);
        return entry;
    };
    row("check sum", {with(table, [](ZipEntry &e) { e.declaredCrc = 1; }), data},
        "“a/data.pkl” is damaged: the check sum differs");
    row("compressed", {table, with(data, [](ZipEntry &e) { e.method = 8; })},
        "“a/data/0” is compressed");
    row("encrypted", {table, with(data, [](ZipEntry &e) { e.flags = 1; })},
        "“a/data/0” is encrypted");
    row("larger than declared", {table, with(data, [](ZipEntry &e) { e.declaredBytes = 8; })},
        "“a/data/0” has 16 bytes but declares 8");
    row("twice", {table, data, data}, "“a/data/0” stands in it twice");
    row("overlap", {table, data, {"a/data/1", "x", 0, 0, -1, -1, 0, "a/data.pkl"}},
        "doesn't begin where");
    row("another name in front", {table, with(data, [](ZipEntry &e) { e.localName = "a/data/9"; })},
        "“a/data/0” doesn't begin where its table says");
    row("outside", {table, with(data, [](ZipEntry &e) { e.localBegin = 1 << 30; })},
        "“a/data/0” lies outside");
    for (const char *name : {"../x", "/etc/x", "a/../../x", "C:\\x", "a\\b", "..", "a/..", ""})
        row(*name ? name : "no name", {table, data, {name, "x"}}, "has a name that isn't allowed");
    QTest::newRow("no end") << zipOf({table, data}).chopped(1) << "incomplete download";
    QTest::newRow("more behind the end") << zipOf({table, data}) + "x"
                                         << "incomplete download";
    QByteArray overlapping = zipOf({table, {"a/data/0", zipOf({{"a/data/1", "x"}})}});
    const qsizetype inner =
        overlapping.indexOf("PK\x03\x04", 4 + overlapping.indexOf("PK\x03\x04", 4));
    row("overlap with what lies in another",
        {table,
         {"a/data/0", zipOf({{"a/data/1", "x"}})},
         {"a/data/1", "x", 0x0800, 0, -1, -1, inner}},
        "Its records “a/data/0” and “a/data/1” overlap");
}

void tst_TorchArchive::badRecordsAreNamed()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    refuses(content, says);
}

void tst_TorchArchive::oddButGoodFilesAreRead_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("tensors");
    const QList<ZipEntry> entries{{"any name/data.pkl", oneTensor()},
                                  {"any name/data/0", QByteArray(16, '\1')}};
    QTest::newRow("no byte order") << zipOf(entries) << 1;
    QTest::newRow("zip64") << zipOf(entries, true) << 1;
    QTest::newRow("a comment with an end in it")
        << zipOf(entries, false, "PK\x05\x06" + QByteArray(30, 'c')) << 1;
    QTest::newRow("no tensors") << torchFileOf(pickleWith("}.")) << 0;
    QTest::newRow("a scalar") << torchFileOf(oneTensor({.shape = {}, .strides = {}})) << 1;
    QTest::newRow("an empty tensor at the end")
        << torchFileOf(oneTensor({.offset = 4, .shape = {0, 3}, .strides = {3, 1}})) << 1;
    QTest::newRow("repeated by stride 0") << torchFileOf(oneTensor({.strides = {0}})) << 1;
    QTest::newRow("transposed") << torchFileOf(oneTensor({.shape = {2, 2}, .strides = {1, 2}}))
                                << 1;
    QTest::newRow("bytes") << torchFileOf(oneTensor(
                                  {.storage = "ByteStorage", .length = 16, .shape = {16}}))
                           << 1;
    QTest::newRow("a dictionary in itself")
        << torchFileOf(pickleWith("}q\1(" + pickleText("me") + "h\1u.")) << 0;
    QByteArray nested = pickleWith("}" + pickleText("deep") + QByteArray(100'000, ']'));
    nested += QByteArray(99'999, 'a') + "s.";
    QTest::newRow("a list a hundred thousand deep") << torchFileOf(nested) << 0;
}

void tst_TorchArchive::oddButGoodFilesAreRead()
{
    QFETCH(QByteArray, content);
    QFETCH(int, tensors);
    const auto archive = readTorchArchive(write(content));
    VERIFY_RESULT(archive);
    QCOMPARE(static_cast<int>(archive->tensors.size()), tensors);
}

void tst_TorchArchive::manyValuesAreRefusedInTime_data()
{
    QTest::addColumn<QByteArray>("pickle");
    QTest::addColumn<QString>("says");
    QTest::newRow("a million and one values")
        << pickleWith(QByteArray(1'000'001, 'N')) << "more than 1000000 values";
    QTest::newRow("17 MB") << QByteArray(17 << 20, 'N') << "larger than 16 MB";
    // Each call would copy the long tuple, were it copied.
    QByteArray calls = pickleWith("ccollections\nOrderedDict\nq\1(");
    calls += QByteArray(500'000, 'N') + "tq\2";
    calls += QByteArray("h\1h\2R").repeated(100);
    QTest::newRow("one long tuple over and over") << calls << "0x52";
    QByteArray names = pickleWith("}(");
    for (int i = 0; i < 65'537; ++i)
        names += pickleText(QByteArray::number(i)) + (i == 0 ? pickleTensor({}) + "q\1" : "h\1");
    QTest::newRow("65,537 tensors") << names + "u."
                                    << "more than 65536 tensors";
}

void tst_TorchArchive::manyValuesAreRefusedInTime()
{
    QFETCH(QByteArray, pickle);
    QFETCH(QString, says);
    refuses(torchFileOf(pickle), says);
}

void tst_TorchArchive::lengthsOfAFileLeadToNoAllocation_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("isTorch");
    const auto row = [](const char *name, const QByteArray &pickle) {
        QTest::newRow(name) << torchFileOf(pickle) << true;
    };
    row("text of 4 GB", pickleWith(bytes({0x8d, 0, 0, 0, 0, 1, 0, 0, 0}) + "abc."));
    row("memo index 2^32 − 1", pickleWith("}r\xff\xff\xff\xff."));
    row("frame of 2^40", bytes({0x80, 4, 0x95, 0, 0, 0, 0, 0, 1, 0, 0, '.'}));
    row("storage of 2^40", oneTensor({.length = std::int64_t{1} << 40}));
    row("shape of 2^40", oneTensor({.shape = {std::int64_t{1} << 40}, .strides = {0}}));
    QByteArray records = zipOf({{"a/data.pkl", oneTensor()}});
    records.replace(records.size() - 14, 4, "\xff\xff\xff\xff"); // how many
    QTest::newRow("65,535 records") << records << true;
    records = zipOf({{"a/data.pkl", oneTensor()}}, true);
    const qsizetype end = records.indexOf("PK\x06\x06");
    records.replace(end + 40, 8, QByteArray(7, '\xff') + '\x00'); // bytes of the table
    QTest::newRow("table of 2^56 bytes") << records << true;
    QTest::newRow("safetensors, header of 2^63") << QByteArray(7, '\0') + "\x80" + "{}" << false;
    QTest::newRow("safetensors, header of 99,999,999")
        << littleEndian(std::uint64_t{99'999'999}) + "{}" << false;
}

void tst_TorchArchive::lengthsOfAFileLeadToNoAllocation()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("the sanitizers reserve terabytes of addresses");
#endif
    QFETCH(QByteArray, content);
    QFETCH(bool, isTorch);
    const QString path = write(content);
    QFile self(QStringLiteral("/proc/self/statm"));
    QVERIFY(self.open(QIODevice::ReadOnly));
    const rlim_t pages = self.readAll().split(' ').first().toULongLong();
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_AS, &before), 0);
    rlimit tight = before;
    tight.rlim_cur = pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + (32 << 20);
    QCOMPARE(::setrlimit(RLIMIT_AS, &tight), 0);
    bool isRead = true, hadMemory = true;
    try {
        isRead =
            isTorch ? readTorchArchive(path).has_value() : readSafetensorsHeader(path).has_value();
    } catch (const std::bad_alloc &) {
        hadMemory = false;
    }
    ::setrlimit(RLIMIT_AS, &before);
    QVERIFY(hadMemory);
    QCOMPARE(isRead, QByteArray(QTest::currentDataTag()).startsWith("shape"));
}

void tst_TorchArchive::aFileThatIsCutAnywhereIsRefused()
{
    const QByteArray content = torchFileOf(oneTensor());
    for (qsizetype length = 0; length < content.size(); ++length)
        QVERIFY2(!readTorchArchive(write(content.first(length))),
                 qPrintable(QString::number(length)));
}

QTEST_GUILESS_MAIN(tst_TorchArchive)
#include "tst_torch_archive.moc"

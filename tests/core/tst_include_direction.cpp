#include "test_support.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

using namespace tunedesk;

namespace
{

/// base ← domain ← {text, dataset, metrics} ← {project | engine} ← jobs ← {ui, app}
const QMap<QString, QStringList> &allowedRooms()
{
    static const QStringList values{QStringLiteral("base"), QStringLiteral("domain")};
    static const QStringList functions =
        values +
        QStringList{QStringLiteral("text"), QStringLiteral("dataset"), QStringLiteral("metrics")};
    static const QStringList faces =
        functions + QStringList{QStringLiteral("project"), QStringLiteral("jobs")};
    static const QMap<QString, QStringList> table{
        {QStringLiteral("base"), {}},
        {QStringLiteral("domain"), {QStringLiteral("base")}},
        {QStringLiteral("text"), values},
        {QStringLiteral("dataset"), values},
        {QStringLiteral("metrics"), values},
        {QStringLiteral("project"), functions},
        {QStringLiteral("engine"), functions},
        {QStringLiteral("jobs"),
         functions + QStringList{QStringLiteral("project"), QStringLiteral("engine")}},
        {QStringLiteral("ui"), faces},
        {QStringLiteral("app"), faces + QStringList{QStringLiteral("ui")}},
    };
    return table;
}

struct OutsideRule {
    QRegularExpression header;
    QString folder; ///< the only one that may include it
};

const QList<OutsideRule> &outsideRules()
{
    static const QList<OutsideRule> rules{
        {QRegularExpression(QStringLiteral("^(torch|ATen|c10|caffe2)/")),
         QStringLiteral("core/engine/")},
        {QRegularExpression(QStringLiteral("^((QtSql/)?QSql|QtSql|sqlite3)")),
         QStringLiteral("core/project/")},
        {QRegularExpression(QStringLiteral("(^|/)(qcustomplot|qcp)\\.h$")),
         QStringLiteral("ui/plots/")},
    };
    return rules;
}

/// "core/text/unicode.cpp" → "text"; "ui/shell/page.h" → "ui".
QString roomOf(const QString &file)
{
    const QStringList parts = file.split(QLatin1Char('/'));
    return parts.value(0) == u"core" ? parts.value(1) : parts.value(0);
}

/// Room of a header as it is written between quotes; empty where it is none of ours.
QString roomOfHeader(const QString &header)
{
    static const QStringList uiRooms{QStringLiteral("shell"),      QStringLiteral("plots"),
                                     QStringLiteral("data"),       QStringLiteral("label"),
                                     QStringLiteral("train"),      QStringLiteral("runs"),
                                     QStringLiteral("playground"), QStringLiteral("export")};
    const QStringList parts = header.split(QLatin1Char('/'));
    if (parts.size() < 2)
        return {}; // the same folder
    if (parts.first() == u"core")
        return parts.value(1);
    if (uiRooms.contains(parts.first()))
        return QStringLiteral("ui");
    return allowedRooms().contains(parts.first()) ? parts.first() : QString();
}

/// What a line includes; empty: nothing.
QString includedHeader(const QString &line)
{
    static const QRegularExpression pattern(
        QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
    return pattern.match(line).captured(1);
}

/// What is wrong with a line of a file; empty: nothing.
QString complaint(const QString &file, const QString &line)
{
    const QString header = includedHeader(line);
    if (header.isEmpty())
        return {};
    // Torch's own failures become an Error in this one place, above the engine.
    if (file == u"core/jobs/torch_errors.cpp" && header == u"c10/util/Exception.h")
        return {};
    for (const OutsideRule &rule : outsideRules()) {
        if (rule.header.match(header).hasMatch() && !file.startsWith(rule.folder))
            return QStringLiteral("%1 includes %2, which only %3 may")
                .arg(file, header, rule.folder);
    }
    if (header.split(QLatin1Char('/')).contains(QStringLiteral("..")))
        return QStringLiteral("%1 includes %2 by a way up").arg(file, header);
    const QString from = roomOf(file);
    const QString to = roomOfHeader(header);
    if (to.isEmpty() || to == from)
        return {};
    if (!allowedRooms().value(from).contains(to))
        return QStringLiteral("%1 includes %2: %3 doesn't see %4").arg(file, header, from, to);
    return {};
}

} // namespace

class tst_IncludeDirection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badLinesAreFound_data();
    void badLinesAreFound();
    void everyFolderOfTheCoreHasItsRow();
    void everyIncludeGoesInOneDirection();
};

void tst_IncludeDirection::badLinesAreFound_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("isBad");
    const auto row = [](const char *file, const char *line, bool isBad) {
        QTest::addRow("%s in %s", line, file)
            << QString::fromLatin1(file) << QString::fromLatin1(line) << isBad;
    };
    row("core/base/error.cpp", "#include \"domain/label.h\"", true);
    row("core/domain/label.h", "#include \"text/tokenizer.h\"", true);
    row("core/text/tokenizer.cpp", "#include \"dataset/pair_reader.h\"", true);
    row("core/text/tokenizer.cpp", "# include \"core/metrics/agreement.h\"", true);
    row("core/project/project.cpp", "#include \"engine/nn/bert.h\"", true);
    row("core/engine/nn/bert.cpp", "#include \"project/project.h\"", true);
    row("core/engine/nn/bert.cpp", "#include \"jobs/train_model.h\"", true);
    row("core/jobs/train_model.cpp", "#include \"shell/page.h\"", true);
    row("ui/train/train_page.cpp", "#include \"engine/nn/bert.h\"", true);
    row("ui/train/train_page.cpp", "  #include <torch/torch.h>", true);
    row("core/jobs/train_model.cpp", "#include <c10/util/Exception.h>", true);
    row("core/jobs/train_model.cpp", "#include <ATen/ATen.h>", true);
    row("core/dataset/splits.cpp", "#include <QSqlQuery>", true);
    row("ui/data/data_page.cpp", "#include <QtSql/QSqlDatabase>", true);
    row("app/cli/main.cpp", "#include <sqlite3.h>", true);
    row("ui/runs/runs_page.cpp", "#include <qcustomplot.h>", true);
    row("ui/runs/runs_page.cpp", "#include \"../plots/plot.h\"", true);
    row("ui/runs/runs_page.cpp", "#include \"app/window.h\"", true);
    row("core/text/tokenizer.cpp", "#include \"base/result.h\"", false);
    row("core/text/tokenizer.cpp", "#include \"unicode.h\"", false);
    row("core/text/unicode.cpp", "#include <unicode/uchar.h>", false);
    row("core/project/project.cpp", "#include <QSqlDatabase>", false);
    row("core/engine/nn/bert.cpp", "#include <torch/torch.h>", false);
    row("core/jobs/train_model.cpp", "#include \"engine/training/trainer.h\"", false);
    row("core/jobs/torch_errors.cpp", "#include <c10/util/Exception.h>", false);
    row("core/jobs/torch_errors.cpp", "#include <torch/torch.h>", true);
    row("ui/plots/loss_plot.cpp", "#include <qcustomplot.h>", false);
    row("ui/train/train_page.cpp", "#include \"plots/loss_plot.h\"", false);
    row("app/main.cpp", "#include \"shell/main_window.h\"", false);
    row("ui/train/train_page.cpp", "// #include <torch/torch.h>", false);
}

void tst_IncludeDirection::badLinesAreFound()
{
    QFETCH(QString, file);
    QFETCH(QString, line);
    QFETCH(bool, isBad);
    QCOMPARE(!complaint(file, line).isEmpty(), isBad);
}

void tst_IncludeDirection::everyFolderOfTheCoreHasItsRow()
{
    const QDir core(QStringLiteral(TUNEDESK_SOURCE_DIR "/core"));
    const QStringList rooms = core.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY(!rooms.isEmpty());
    for (const QString &room : rooms)
        QVERIFY2(allowedRooms().contains(room), qPrintable(room));
}

void tst_IncludeDirection::everyIncludeGoesInOneDirection()
{
    const QDir root(QStringLiteral(TUNEDESK_SOURCE_DIR));
    QStringList complaints;
    QMap<QString, QStringList> jobHeadersOf; ///< of each file in jobs (headers), ui and app
    QSet<QString> showEngine;                ///< headers of jobs that only jobs may include
    int lines = 0;
    for (const QString &folder :
         {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")}) {
        QDirIterator files(root.filePath(folder),
                           {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.in")},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            const QString name = root.relativeFilePath(file.fileName());
            while (!file.atEnd()) {
                const QString line = QString::fromUtf8(file.readLine());
                const QString header = includedHeader(line);
                const bool isJobHeader =
                    name.startsWith(u"core/jobs/") && name.endsWith(QLatin1String(".h"));
                if (isJobHeader && header.startsWith(u"engine/"))
                    showEngine << name.mid(5);
                if (header.startsWith(u"jobs/") && (isJobHeader || !name.startsWith(u"core/")))
                    jobHeadersOf[isJobHeader ? name.mid(5) : name] << header;
                const QString found = complaint(name, line);
                if (!found.isEmpty())
                    complaints << found;
                ++lines;
            }
        }
    }
    QVERIFY(lines > 1000);
    // What shows the engine through one header shows it through the next one as well.
    for (bool grows = true; grows;) {
        grows = false;
        for (auto it = jobHeadersOf.cbegin(); it != jobHeadersOf.cend(); ++it) {
            for (const QString &header : it.value()) {
                if (!showEngine.contains(header) || showEngine.contains(it.key()))
                    continue;
                showEngine << it.key();
                grows = true;
                if (!it.key().startsWith(u"jobs/"))
                    complaints << QStringLiteral("%1 includes %2, which shows the engine")
                                      .arg(it.key(), header);
            }
        }
    }
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(tst_IncludeDirection)
#include "tst_include_direction.moc"

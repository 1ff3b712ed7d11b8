#include <QDir>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace
{

struct Message {
    QString context;
    QString source;
    QString type; ///< unfinished, vanished, obsolete; empty: finished
    QStringList forms;
    bool isPlural = false;

    QString where() const { return QStringLiteral("%1: “%2”").arg(context, source); }
};

Message readMessage(QXmlStreamReader &xml, const QString &context)
{
    Message message;
    message.context = context;
    message.isPlural = xml.attributes().value(QLatin1String("numerus")) == u"yes";
    while (xml.readNextStartElement()) {
        if (xml.name() == u"source") {
            message.source = xml.readElementText();
        } else if (xml.name() == u"translation") {
            message.type = xml.attributes().value(QLatin1String("type")).toString();
            if (!message.isPlural) {
                message.forms << xml.readElementText();
                continue;
            }
            while (xml.readNextStartElement())
                message.forms << xml.readElementText();
        } else {
            xml.skipCurrentElement();
        }
    }
    return message;
}

/// Empty where the file can't be read, which no test here passes.
QList<Message> messagesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Message> messages;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name")
            context = xml.readElementText();
        else if (xml.name() == u"message")
            messages << readMessage(xml, context);
    }
    return xml.hasError() ? QList<Message>() : messages;
}

QString pathOf(const QString &language)
{
    return QStringLiteral(TUNEDESK_SOURCE_DIR "/translations/tunedesk_%1.ts").arg(language);
}

QString chinesePath()
{
    return pathOf(QStringLiteral("zh_CN"));
}

/// One row a file: its language, how many forms a plural has and how many texts it has at least.
void languages()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("plurals");
    QTest::addColumn<int>("least");
    QTest::newRow("Chinese") << QStringLiteral("zh_CN") << 1 << 1000;
    QTest::newRow("plurals of English") << QStringLiteral("en") << 2 << 30;
}

/// What the pattern finds, sorted: a translation may put it in another order.
QStringList found(const QString &text, const QString &pattern)
{
    QStringList all;
    auto matches = QRegularExpression(pattern).globalMatch(text);
    while (matches.hasNext())
        all << matches.next().captured();
    all.sort();
    return all;
}

/// A rule that no Chinese text may break, and what it forbids.
struct Rule {
    const char *name;
    QString forbidden;
};

QList<Rule> rules()
{
    return {
        {"speaks to nobody", QStringLiteral("[你您]")},
        {"space before Latin letters, figures and what stands for them",
         QStringLiteral("[一-鿿]([A-Za-z0-9]|%L?[0-9n])")},
        {"space after Latin letters and figures", QStringLiteral("[A-Za-z0-9][一-鿿]")},
        {"full-width punctuation", QStringLiteral("[一-鿿][,;:?!]|[一-鿿]\\.(\\s|$)")},
        {"no brackets tight to a text but for the Alt letter",
         QStringLiteral("[一-鿿]\\((?!&[A-Z]\\))")},
        {"no space beside full-width punctuation",
         QStringLiteral(" [，。；：？！]|[，。；：？！] ")},
    };
}

} // namespace

class tst_Translations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsTranslated_data() { languages(); }
    void everyTextIsTranslated();
    void placeholdersAgree_data() { languages(); }
    void placeholdersAgree();
    void altLettersAgree();
    void contextsAreThoseOfTheProgram();
    void chineseKeepsTheRules_data();
    void chineseKeepsTheRules();
    void rulesCatchWhatTheyForbid_data();
    void rulesCatchWhatTheyForbid();
    void fileHoldsTheTextsOfTheCode_data() { languages(); }
    void fileHoldsTheTextsOfTheCode();
};

void tst_Translations::everyTextIsTranslated()
{
    QFETCH(const QString, language);
    QFETCH(const int, plurals);
    QFETCH(const int, least);
    const QList<Message> messages = messagesOf(pathOf(language));
    QVERIFY(messages.size() > least);
    QStringList open;
    for (const Message &message : messages) {
        bool isDone =
            message.type.isEmpty() && message.forms.size() == (message.isPlural ? plurals : 1);
        for (const QString &form : message.forms)
            isDone = isDone && !form.trimmed().isEmpty();
        if (!isDone)
            open << message.where();
    }
    QVERIFY2(open.isEmpty(), qPrintable(open.join(QLatin1Char('\n'))));
}

void tst_Translations::placeholdersAgree()
{
    QFETCH(const QString, language);
    QStringList wrong;
    const QString placeholder = QStringLiteral("%L?(?:[0-9]{1,2}|n)");
    for (const Message &message : messagesOf(pathOf(language))) {
        const QStringList wanted = found(message.source, placeholder);
        for (const QString &form : message.forms) {
            QStringList given = found(form, placeholder);
            // “top layer”: a singular of its own may do without its number.
            const bool isSingular = message.forms.size() > 1 && &form == &message.forms.first();
            if (isSingular && given.size() < wanted.size())
                given << found(message.source, QStringLiteral("%L?n"));
            given.sort();
            if (given != wanted)
                wrong << QStringLiteral("%1 → “%2”").arg(message.where(), form);
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void tst_Translations::altLettersAgree()
{
    QStringList wrong;
    for (const Message &message : messagesOf(chinesePath())) {
        const QStringList letter = found(message.source.toUpper(), QStringLiteral("&[A-Z]"));
        for (const QString &form : message.forms)
            if (found(form, QStringLiteral("&[A-Z]")) != letter)
                wrong << QStringLiteral("%1 → “%2”").arg(message.where(), form);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

/// Where lupdate doesn't understand a function's head it files `Text::tr` under “Text”, which no
/// program looks up: write QCoreApplication::translate with the context there.
void tst_Translations::contextsAreThoseOfTheProgram()
{
    QStringList lost;
    for (const Message &message : messagesOf(chinesePath()))
        if (message.context.isEmpty() || message.context == u"Text")
            lost << message.where();
    QVERIFY2(lost.isEmpty(), qPrintable(lost.join(QLatin1Char('\n'))));
}

void tst_Translations::chineseKeepsTheRules_data()
{
    QTest::addColumn<QString>("forbidden");
    for (const Rule &rule : rules())
        QTest::newRow(rule.name) << rule.forbidden;
}

void tst_Translations::chineseKeepsTheRules()
{
    QFETCH(const QString, forbidden);
    QStringList wrong;
    for (const Message &message : messagesOf(chinesePath()))
        for (const QString &form : message.forms)
            for (const QString &piece : found(form, forbidden))
                wrong << QStringLiteral("“%1” in “%2” of %3").arg(piece, form, message.where());
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
}

void tst_Translations::rulesCatchWhatTheyForbid_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("you") << QStringLiteral("请选择你的文件。") << false;
    QTest::newRow("figure after Chinese") << QStringLiteral("共12 对") << false;
    QTest::newRow("placeholder after Chinese") << QStringLiteral("共%1 对") << false;
    QTest::newRow("Chinese after a placeholder") << QStringLiteral("共 %1对") << false;
    QTest::newRow("comma") << QStringLiteral("训练,第 4 轮") << false;
    QTest::newRow("full stop") << QStringLiteral("磁盘已满.") << false;
    QTest::newRow("bracket") << QStringLiteral("保存(Ctrl+S)") << false;
    QTest::newRow("space after punctuation") << QStringLiteral("磁盘已满。 请重试。") << false;
    QTest::newRow("sentence") << QStringLiteral("训练，第 4 轮（共 %n 轮）") << true;
    QTest::newRow("Alt letter") << QStringLiteral("文件(&F)") << true;
    QTest::newRow("quoted") << QStringLiteral("没有“%1”这一列。") << true;
}

void tst_Translations::rulesCatchWhatTheyForbid()
{
    QFETCH(const QString, text);
    QFETCH(const bool, isGood);
    bool isKept = true;
    for (const Rule &rule : rules())
        isKept = isKept && found(text, rule.forbidden).isEmpty();
    QCOMPARE(isKept, isGood);
}

/// lupdate over a copy: what it adds is missing from the file, what it gives up is left over in it.
void tst_Translations::fileHoldsTheTextsOfTheCode()
{
    QFETCH(const QString, language);
    const QString path = pathOf(language);
    const QTemporaryDir folder;
    QVERIFY(folder.isValid());
    const QString copy = folder.filePath(QStringLiteral("copy_%1.ts").arg(language));
    QVERIFY(QFile::copy(path, copy));

    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(TUNEDESK_SOURCE_DIR));
    lupdate.setProcessChannelMode(QProcess::MergedChannels);
    QStringList arguments{
        QStringLiteral("-silent"), QStringLiteral("-recursive"), QStringLiteral("core"),
        QStringLiteral("ui"),      QStringLiteral("app"),        QStringLiteral("-locations"),
        QStringLiteral("none"),    QStringLiteral("-ts"),        copy};
    if (language == u"en")
        arguments.prepend(QStringLiteral("-pluralonly"));
    lupdate.start(QStringLiteral(TUNEDESK_LUPDATE), arguments);
    QVERIFY2(lupdate.waitForFinished(60'000), qPrintable(lupdate.errorString()));
    const QByteArray output = lupdate.readAll();
    QVERIFY2(lupdate.exitCode() == 0, output.constData());

    QStringList stale;
    const QList<Message> after = messagesOf(copy);
    for (const Message &message : after) {
        if (message.type == u"unfinished")
            stale << QStringLiteral("missing: %1").arg(message.where());
        else if (!message.type.isEmpty())
            stale << QStringLiteral("left over: %1").arg(message.where());
    }
    QVERIFY2(stale.isEmpty(), qPrintable(stale.join(QLatin1Char('\n'))));
    QCOMPARE(after.size(), messagesOf(path).size());
}

QTEST_GUILESS_MAIN(tst_Translations)
#include "tst_translations.moc"

#include "data/search_line.h"
#include "shell/widgets.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTest>

using namespace tunedesk;

namespace
{
/// A line as the Data page has it.
struct Line {
    Theme theme;
    SearchLine line{theme};
    QList<Button *> tools, chips;

    Line(int width, int textPercent, int chipCount)
    {
        theme.setTextPercent(textPercent);
        tools << line.addButton(QStringLiteral("split"));
        for (const QString &text : {QStringLiteral("Check the data"), QStringLiteral("Order"),
                                    QStringLiteral("Columns")}) {
            Button *button = line.addButton(QStringLiteral("columns-3"));
            button->setText(text);
            tools << button;
        }
        tools.last()->setMenu(new QMenu(tools.last()));
        line.measure();
        for (int i = 1; i <= chipCount; ++i) {
            chips << new Button(theme, Button::Kind::Flat);
            chips.last()->setSmall(true);
            chips.last()->setText(QStringLiteral("%1 label filters").arg(i));
        }
        line.setChips(chips);
        line.setLongestCount(QStringLiteral("1,000,000 of 1,000,000 chosen"));
        line.count()->setText(QStringLiteral("1,000,000 pairs"));
        resize(width);
        line.show();
    }
    void resize(int width) { line.resize(width, line.heightForWidth(width)); }
    static bool isIcon(const Button *button)
    {
        return button->sizeHint().width() == button->sizeHint().height();
    }
    QList<QWidget *> shown() const
    {
        QList<QWidget *> all{line.search(), line.count()};
        for (Button *button : tools + chips)
            all << button;
        return all;
    }
};
} // namespace

/// The line over the Data page's table at all widths.
class tst_SearchLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allIsReadable_data();
    void allIsReadable();
    void buttonsTellTheirTextWhereThereIsRoom();
    void aNumberThatGrowsMovesNothing();
    void aTextOfAnotherLanguageIsMeasured();
};

void tst_SearchLine::allIsReadable_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("percent");
    QTest::addColumn<int>("chips");
    for (const int percent : {90, 100, 150})
        for (const int chips : {0, 1, 3, 7})
            for (const int width : {320, 514, 632, 806, 1400})
                if (width * 100 >= 320 * percent)
                    QTest::addRow("%d px, %d %%, %d chips", width, percent, chips)
                        << width << percent << chips;
}

void tst_SearchLine::allIsReadable()
{
    QFETCH(int, width);
    QFETCH(int, percent);
    QFETCH(int, chips);
    Line line(width, percent, chips);
    QVERIFY(line.line.minimumSizeHint().width() <= width);
    QVERIFY(line.line.search()->width() >= line.theme.scaled(150));
    QVERIFY(line.line.count()->width() >= line.line.count()->sizeHint().width());
    for (const Button *button : line.chips + line.tools) { // the style rounds icons down
        QVERIFY(button->width() >= button->sizeHint().width() - (line.isIcon(button) ? 1 : 0));
        QCOMPARE(button->height(), button->sizeHint().height());
    }
    const QList<QWidget *> shown = line.shown();
    for (qsizetype i = 0; i < shown.size(); ++i) {
        QVERIFY(line.line.rect().contains(shown[i]->geometry()));
        for (qsizetype j = 0; j < i; ++j)
            QVERIFY(!shown[i]->geometry().intersects(shown[j]->geometry()));
    }
}

void tst_SearchLine::buttonsTellTheirTextWhereThereIsRoom()
{
    Line line(1400, 100, 3);
    const int oneRow = line.line.height();
    QVERIFY(!line.isIcon(line.tools.last()));
    QVERIFY(line.isIcon(line.tools.first())); // it has no text
    QCOMPARE(line.chips.last()->y(), line.tools.last()->y());
    line.resize(700);
    QVERIFY(!line.isIcon(line.tools.last()));
    QVERIFY(line.line.height() > oneRow);
    QVERIFY(line.chips.first()->y() > line.line.search()->geometry().bottom());
    line.resize(400);
    QVERIFY(line.isIcon(line.tools.last()));
    line.line.setChips({});
    line.chips.clear();
    line.resize(1400);
    QVERIFY(!line.isIcon(line.tools.last()));
    QCOMPARE(line.tools.last()->size(), line.tools.last()->sizeHint());
    QCOMPARE(line.line.height(), oneRow);
}

void tst_SearchLine::aNumberThatGrowsMovesNothing()
{
    for (int width = 320; width < 1400; width += 20) {
        Line line(width, 100, 1);
        const int height = line.line.heightForWidth(width);
        line.line.count()->setText(QStringLiteral("1 of 2 chosen"));
        QCOMPARE(line.line.heightForWidth(width), height);
        line.line.count()->setText(QStringLiteral("999,999 of 1,000,000 chosen"));
        QCOMPARE(line.line.heightForWidth(width), height);
    }
}

void tst_SearchLine::aTextOfAnotherLanguageIsMeasured()
{
    Line line(1400, 100, 0);
    const int before = line.tools.last()->width();
    line.tools.last()->setText(QStringLiteral("列"));
    line.line.measure();
    QVERIFY(line.tools.last()->width() < before);
    QCOMPARE(line.tools.last()->size(), line.tools.last()->sizeHint());
}

QTEST_MAIN(tst_SearchLine)
#include "tst_search_line.moc"

#include "export/model_card_view.h"

#include "shell/widgets.h"

#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>
#include <QVBoxLayout>

namespace tunedesk
{

namespace
{
/// Metadata of a card stands between two lines of dashes; people read what comes after it.
QString withoutMetadata(const QString &markdown)
{
    if (!markdown.startsWith(QLatin1String("---\n")))
        return markdown;
    const auto end = markdown.indexOf(QLatin1String("\n---\n"), 3);
    return end < 0 ? markdown : markdown.mid(end + 5);
}
/// Tables of many columns and few rows are turned on their side: a pane is narrow.
QString withUprightTables(const QString &markdown)
{
    QStringList out;
    QList<QStringList> table;
    const auto flush = [&] {
        if (table.isEmpty())
            return;
        const auto columns = table.first().size();
        const bool turn = columns > 4;
        const auto rows = turn ? columns : table.size();
        const auto cells = turn ? table.size() : columns;
        for (qsizetype row = 0; row < rows; ++row) {
            QStringList line;
            for (qsizetype cell = 0; cell < cells; ++cell)
                line << (turn ? table[cell].value(row) : table[row].value(cell));
            out << QStringLiteral("| %1 |").arg(line.join(QStringLiteral(" | ")));
            if (row == 0)
                out << QStringLiteral("|%1").arg(QStringLiteral(" --- |").repeated(cells));
        }
        table.clear();
    };
    static const QRegularExpression rule(QStringLiteral("^\\|[\\s|:-]+\\|$"));
    for (const QString &line : markdown.split(QLatin1Char('\n'))) {
        const QString trimmed = line.trimmed();
        if (!trimmed.startsWith(QLatin1Char('|'))) {
            flush();
            out << line;
        } else if (!rule.match(trimmed).hasMatch()) {
            QStringList cells = trimmed.mid(1, trimmed.size() - 2).split(QLatin1Char('|'));
            for (QString &cell : cells)
                cell = cell.trimmed();
            table << cells;
        }
    }
    flush();
    return out.join(QLatin1Char('\n'));
}
} // namespace

ModelCardView::ModelCardView(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new PaneHeader;
    m_title = makeLabel(Theme::Type::BodyBold);
    head->row().insertWidget(0, m_title);
    m_mode = new SegmentedControl(theme);
    m_mode->addSegment(QString());
    m_mode->addSegment(QString());
    head->row().addWidget(m_mode);
    column->addWidget(head);
    m_stack = new QStackedWidget;
    m_read = new QTextBrowser;
    m_read->setOpenLinks(false);
    m_read->setFrameShape(QFrame::NoFrame);
    m_read->document()->setDocumentMargin(20);
    m_edit = new QPlainTextEdit;
    m_edit->setProperty("bare", true);
    m_edit->setTabChangesFocus(true);
    setType(m_edit, Theme::Type::Mono);
    m_stack->addWidget(m_read);
    m_stack->addWidget(m_edit);
    column->addWidget(m_stack, 1);
    connect(m_mode, &SegmentedControl::chosen, this, [this](int segment) {
        if (segment == 0)
            showCard();
        m_stack->setCurrentIndex(segment);
    });
    connect(m_edit, &QPlainTextEdit::textChanged, this,
            [this] { m_edited = m_edited || !m_filling; });
    connect(&theme, &Theme::changed, this, &ModelCardView::showCard);
    retranslate();
}

void ModelCardView::setMade(const QString &markdown)
{
    if (m_edited)
        return;
    m_filling = true;
    m_edit->setPlainText(markdown);
    m_filling = false;
    m_mode->setSegmentEnabled(1, true);
    showCard();
}

void ModelCardView::setWaiting(const QString &text)
{
    m_filling = true;
    m_edit->clear();
    m_filling = false;
    m_edited = false;
    m_mode->setCurrent(0);
    m_mode->setSegmentEnabled(1, false);
    m_stack->setCurrentIndex(0);
    m_read->setPlainText(text);
}

QString ModelCardView::markdown() const
{
    return m_edit->toPlainText();
}

void ModelCardView::showCard()
{
    if (m_edit->document()->isEmpty())
        return;
    m_read->setMarkdown(withUprightTables(withoutMetadata(m_edit->toPlainText())));
    const int body = QFontInfo(m_read->font()).pixelSize();
    QTextCursor cursor(m_read->document());
    cursor.beginEditBlock();
    for (QTextBlock block = m_read->document()->begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().headingLevel();
        cursor.setPosition(block.position());
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        if (level > 0) {
            QTextCharFormat format;
            format.setProperty(QTextFormat::FontSizeAdjustment, 0);
            format.setProperty(QTextFormat::FontPixelSize, level == 1 ? body * 18 / 13 : body);
            format.setFontWeight(QFont::DemiBold);
            cursor.mergeCharFormat(format);
        }
        QTextBlockFormat spacing;
        spacing.setTopMargin(level > 1 ? 14 : 0);
        spacing.setBottomMargin(level > 0 ? 4 : 6);
        spacing.setNonBreakableLines(false);
        cursor.mergeBlockFormat(spacing);
    }
    cursor.endEditBlock();
    for (QTextFrame *frame : m_read->document()->rootFrame()->childFrames())
        if (auto *table = qobject_cast<QTextTable *>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorder(1);
            format.setBorderCollapse(true);
            format.setBorderBrush(palette().brush(QPalette::Mid));
            format.setCellPadding(5);
            table->setFormat(format);
        }
    m_read->moveCursor(QTextCursor::Start);
}

void ModelCardView::retranslate()
{
    m_title->setText(tr("Model card"));
    m_mode->setSegmentText(0, tr("Read"));
    m_mode->setSegmentText(1, tr("Edit"));
    m_read->setAccessibleName(tr("Model card"));
    m_edit->setAccessibleName(tr("Model card, Markdown"));
}

} // namespace tunedesk

#include "label/label_side.h"

#include "data/pair_inspector.h"
#include "label/label_delegates.h"
#include "shell/widgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMap>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace tunedesk
{

LabelSide::LabelSide(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_answers(new AnswerListModel(this)),
      m_header(new PaneHeader(this))
{
    setGround(this, Token::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_newest = makeLabel(Theme::Type::Small, Token::Text3);
    m_header->row().addWidget(m_newest);
    column->addWidget(m_header);
    m_list = new QListView(this);
    m_list->setModel(m_answers);
    m_list->setItemDelegate(new AnswerDelegate(theme, m_list));
    m_list->setMouseTracking(true);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAttribute(Qt::WA_InputMethodEnabled, false);
    m_list->setFixedHeight(theme.scaled(32) * 5 + 8);
    column->addWidget(m_list);
    // The style sheet takes a label's own margins away.
    const auto padded = [column](QWidget *widget, const QMargins &margins) {
        auto *frame = new QVBoxLayout;
        frame->setContentsMargins(margins);
        frame->addWidget(widget);
        column->addLayout(frame);
    };
    m_none = makeLabel(Theme::Type::Body, Token::Text3);
    m_none->setWordWrap(true);
    padded(m_none, {16, 12, 16, 12});

    const auto section = [&](QLabel *&head, Button *button = nullptr) {
        auto *line = new QFrame(this);
        setLine(line, Qt::TopEdge);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(16, 12, 12, 4);
        head = makeLabel(Theme::Type::SmallBold, Token::Text3);
        head->setWordWrap(true);
        row->addWidget(head, 1);
        if (button)
            row->addWidget(button);
        column->addWidget(line);
    };
    section(m_historyHead);
    m_historyText = makeLabel(Theme::Type::Body);
    m_historyText->setTextFormat(Qt::RichText);
    m_historyText->setWordWrap(true);
    padded(m_historyText, {16, 0, 16, 14});

    m_edit = new Button(theme, Button::Kind::Flat);
    m_edit->setSmall(true);
    m_edit->setIconOnly(true);
    m_edit->setIconName(QStringLiteral("pencil"));
    section(m_guidelineHead, m_edit);
    m_guidelineText = makeLabel(Theme::Type::Body, Token::Text2);
    m_guidelineText->setTextFormat(Qt::RichText);
    m_guidelineText->setWordWrap(true);
    padded(m_guidelineText, {16, 0, 16, 14});
    m_editor = new QPlainTextEdit(this);
    m_editor->setTabChangesFocus(true);
    m_editor->installEventFilter(this);
    m_editor->hide();
    column->addWidget(m_editor);
    column->addStretch(1);

    connect(m_edit, &QAbstractButton::clicked, this,
            [this] { editGuideline(!m_editor->isVisible()); });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        Q_EMIT pairWanted(index.data(AnswerListModel::PairIdRole).toLongLong());
    });
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT pairWanted(index.data(AnswerListModel::PairIdRole).toLongLong());
    });
    connect(&theme, &Theme::changed, this, [this] {
        m_list->setFixedHeight(m_theme.scaled(32) * 5 + 8);
        retranslate();
    });
    retranslate();
}

void LabelSide::setAnswers(std::vector<GivenAnswer> answers)
{
    m_answers->setAnswers(std::move(answers));
    retranslate();
}

void LabelSide::setHistory(const std::vector<Label> &history, const QString &annotator)
{
    m_history = history;
    m_annotator = annotator;
    showHistory();
}

void LabelSide::setGuideline(const QString &guideline)
{
    m_guideline = guideline;
    retranslate();
}

void LabelSide::setReadOnly(bool readOnly)
{
    m_edit->setEnabled(!readOnly);
}

void LabelSide::editGuideline(bool edit)
{
    const bool wasOpen = !m_editor->isHidden();
    if (edit == wasOpen)
        return;
    if (edit) {
        m_editor->setPlainText(m_guideline);
        m_editor->show();
        m_editor->setFocus(Qt::OtherFocusReason);
    } else {
        m_editor->hide();
        const QString text = m_editor->toPlainText().trimmed();
        if (text != m_guideline) {
            m_guideline = text;
            Q_EMIT guidelineEdited(text);
        }
        m_edit->setFocus(Qt::OtherFocusReason);
    }
    m_guidelineText->setVisible(!edit);
    retranslate();
}

bool LabelSide::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor &&
        (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (key->key() == Qt::Key_Escape || (isReturn && key->modifiers() & Qt::ControlModifier)) {
            event->accept();
            if (event->type() == QEvent::KeyPress)
                editGuideline(false);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void LabelSide::showHistory()
{
    QMap<QString, Label> latest;
    for (const Label &label : m_history)
        if (!label.takenBack)
            latest[label.imported ? QString() : label.annotator] = label;
    const bool hasOwn = latest.contains(m_annotator) && !latest[m_annotator].skipped;
    QString html;
    for (auto it = latest.cbegin(); it != latest.cend(); ++it) {
        const Label &label = it.value();
        if (label.skipped)
            continue;
        const QString who = label.imported ? tr("From the file") : label.annotator;
        const bool isCovered = !hasOwn && label.annotator != m_annotator;
        QString sign = QStringLiteral("•");
        Token tone = Token::Text3;
        if (!isCovered && label.label) {
            sign = *label.label == 1 ? QStringLiteral("✓") : QStringLiteral("✕");
            tone = *label.label == 1 ? Token::Good : Token::Bad;
        }
        html += QStringLiteral(
                    "<p style=\"margin:0 0 4px 0\"><span style=\"color:%1\">%2</span>&nbsp; %3 "
                    "<span style=\"color:%4\">%5</span></p>")
                    .arg(m_theme.color(tone).name(), sign, who.toHtmlEscaped(),
                         m_theme.color(Token::Text3).name(),
                         isCovered ? tr("shown once you have decided")
                                   : shortTime(label.atMs).toHtmlEscaped());
    }
    if (html.isEmpty())
        html = QStringLiteral("<span style=\"color:%1\">%2</span>")
                   .arg(m_theme.color(Token::Text3).name(), tr("Nobody has labelled it yet"));
    m_historyText->setText(html);
}

void LabelSide::retranslate()
{
    m_header->setTitle(tr("Just labelled"));
    m_newest->setText(tr("newest first"));
    m_none->setText(tr("Your labels of this project will stand here."));
    const bool hasAnswers = m_answers->rowCount() > 0;
    m_none->setVisible(!hasAnswers);
    m_list->setVisible(hasAnswers);
    m_list->setAccessibleName(tr("Just labelled"));
    m_historyHead->setText(tr("Labels of this pair"));
    m_guidelineHead->setText(tr("What counts as appropriate"));
    const bool isEditing = !m_editor->isHidden();
    m_edit->setToolTip(isEditing ? tr("Keep the text (Ctrl ↵)") : tr("Change the text"));
    m_edit->setAccessibleName(tr("Change what counts as appropriate"));
    m_editor->setAccessibleName(tr("What counts as appropriate"));
    m_editor->setPlaceholderText(tr("One rule a line"));
    QString html;
    int number = 0;
    for (const QString &rule : m_guideline.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        html += QStringLiteral("<tr><td style=\"color:%1; padding-right:8px\">%2</td><td "
                               "style=\"padding-bottom:6px\">%3"
                               "</td></tr>")
                    .arg(m_theme.color(Token::Text3).name())
                    .arg(++number)
                    .arg(rule.trimmed().toHtmlEscaped());
    m_guidelineText->setText(
        html.isEmpty() ? tr("Write down in a few lines what makes a reply appropriate, so that "
                            "everybody labels alike.")
                       : QStringLiteral("<table>%1</table>").arg(html));
    showHistory();
}

} // namespace tunedesk

#include "shell/welcome_page.h"

#include "base/version.h"
#include "shell/choice_boxes.h"
#include "shell/message_bar.h"
#include "shell/recents_model.h"
#include "shell/widgets.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QStyleOptionButton>
#include <QSvgRenderer>
#include <QVBoxLayout>

#include <algorithm>

namespace tunedesk
{

namespace
{
/// Grows by half as much as the texts, so that the list beside it keeps its room.
int leftWidth(const Theme &theme)
{
    return 420 + (theme.scaled(420) - 420) / 2;
}

class Logo final : public QWidget
{
public:
    Logo() { setFixedSize(40, 40); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QSvgRenderer(QStringLiteral(":/tunedesk/theme/logo.svg")).render(&painter, QRectF(rect()));
    }
};
} // namespace

StartButton::StartButton(const Theme &theme, const QString &icon, QAction *action, QWidget *parent)
    : QPushButton(parent), m_theme(theme), m_icon(icon), m_key(keyText(action->shortcut()))
{
    setProperty("kind", QByteArray("flat"));
    setAutoDefault(true); // Return presses it, as in a dialog
    const auto refresh = [this, action] {
        setText(QString(action->text()).remove(QLatin1Char('&')));
        setEnabled(action->isEnabled());
    };
    refresh();
    connect(action, &QAction::changed, this, refresh);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    connect(&theme, &Theme::changed, this, [this] { updateGeometry(); });
}

QSize StartButton::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(Theme::Type::BodyMedium));
    return {68 + metrics.horizontalAdvance(text()) + keyCapSize(m_theme, m_key).width(),
            m_theme.scaled(40)};
}

void StartButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    style()->drawControl(QStyle::CE_PushButton, &option, &painter, this);
    const int side = m_theme.scaled(20);
    painter.drawPixmap(12, (height() - side) / 2,
                       m_theme.pixmap(m_icon, isEnabled() ? Token::Accent : Token::Text3, side,
                                      devicePixelRatioF()));
    painter.setFont(m_theme.font(Theme::Type::BodyMedium));
    painter.setPen(m_theme.color(isEnabled() ? Token::Text : Token::Text3));
    painter.drawText(QRect(24 + side, 0, width(), height()), Qt::AlignVCenter, text());
    const QSize cap = keyCapSize(m_theme, m_key);
    paintKeyCap(&painter, m_theme,
                QRect(QPoint(width() - 12 - cap.width(), (height() - cap.height()) / 2), cap),
                m_key);
}

WelcomePage::WelcomePage(const Theme &theme, Preferences &preferences, JobQueue &jobs,
                         const Actions &actions, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_preferences(preferences)
{
    setGround(this, Token::Base);
    m_recents = new RecentsModel(preferences, jobs, this);
    m_filtered = new QSortFilterProxyModel(this);
    m_filtered->setSourceModel(m_recents);
    m_filtered->setFilterRole(RecentsModel::PathRole);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(buildLeft(actions));
    row->addWidget(buildRight(), 1);
    retranslate();
}

QWidget *WelcomePage::buildLeft(const Actions &actions)
{
    auto *left = new QFrame;
    setGround(left, Token::Raised);
    setLine(left, Qt::RightEdge);
    left->setFixedWidth(leftWidth(m_theme));
    connect(&m_theme, &Theme::changed, left,
            [this, left] { left->setFixedWidth(leftWidth(m_theme)); });
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(28, 56, 28, 32);
    column->setSpacing(0);
    // All but the three buttons are set in by the space that the buttons need around their icons.
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(new Logo);
    auto *names = new QVBoxLayout;
    names->setSpacing(0);
    auto *name = makeLabel(Theme::Type::Figure);
    name->setText(QStringLiteral("TuneDesk"));
    m_version = makeLabel(Theme::Type::Small, Token::Text3);
    names->addWidget(name);
    names->addWidget(m_version);
    head->addLayout(names, 1);
    head->setContentsMargins(12, 0, 12, 0);
    column->addLayout(head);
    column->addSpacing(20);
    m_lead = makeLabel(Theme::Type::Lead, Token::Text2);
    m_lead->setWordWrap(true);
    m_lead->setContentsMargins(12, 0, 12, 0);
    column->addWidget(m_lead);
    column->addSpacing(28);

    auto *buttons = new QVBoxLayout;
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(4);
    buttons->addWidget(new StartButton(m_theme, QStringLiteral("file-plus"), actions.newProject));
    buttons->addWidget(
        new StartButton(m_theme, QStringLiteral("folder-open"), actions.openProject));
    buttons->addWidget(
        new StartButton(m_theme, QStringLiteral("file-spreadsheet"), actions.newFromFile));
    auto *wide = new QWidget;
    wide->setLayout(buttons);
    column->addWidget(wide);
    column->addSpacing(24);

    auto *card = new QFrame;
    card->setProperty("frame", QByteArray("rounded"));
    auto *inCard = new QVBoxLayout(card);
    inCard->setContentsMargins(16, 16, 16, 16);
    inCard->setSpacing(0);
    auto *cardHead = new QHBoxLayout;
    cardHead->setSpacing(8);
    cardHead->addWidget(new IconLabel(m_theme, QStringLiteral("sparkles"), Token::Accent, 20));
    m_sampleTitle = makeLabel(Theme::Type::Section);
    cardHead->addWidget(m_sampleTitle, 1);
    inCard->addLayout(cardHead);
    inCard->addSpacing(8);
    m_sampleText = makeLabel(Theme::Type::Body, Token::Text2);
    m_sampleText->setWordWrap(true);
    inCard->addWidget(m_sampleText);
    inCard->addSpacing(12);
    auto *cardRow = new QHBoxLayout;
    cardRow->setSpacing(8);
    m_sample = new Button(m_theme, Button::Kind::Primary);
    m_sample->setIconName(QStringLiteral("play"));
    m_sampleNote = makeLabel(Theme::Type::Small, Token::Text3);
    m_sampleNote->setWordWrap(true);
    cardRow->addWidget(m_sample);
    cardRow->addWidget(m_sampleNote, 1);
    inCard->addLayout(cardRow);
    auto *aroundCard = new QVBoxLayout;
    aroundCard->setContentsMargins(12, 0, 12, 0);
    aroundCard->addWidget(card);
    column->addLayout(aroundCard);
    column->addStretch(1);
    column->addSpacing(16);

    auto *choices = new QHBoxLayout;
    choices->setSpacing(8);
    m_language = makeLanguageBox(m_preferences);
    m_themeBox = makeThemeBox(m_preferences);
    for (QComboBox *box : {m_language, m_themeBox})
        box->setProperty("small", true);
    choices->addWidget(new IconLabel(m_theme, QStringLiteral("languages"), Token::Text2));
    choices->addWidget(m_language, 1);
    choices->addSpacing(8);
    choices->addWidget(new IconLabel(m_theme, QStringLiteral("sun"), Token::Text2));
    choices->addWidget(m_themeBox, 1);
    choices->setContentsMargins(12, 0, 12, 0);
    column->addLayout(choices);
    connect(m_sample, &QPushButton::clicked, this, &WelcomePage::sampleWanted);

    auto *scroll = new QScrollArea;
    scroll->setWidget(left);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(leftWidth(m_theme));
    scroll->setFocusPolicy(Qt::NoFocus);
    connect(&m_theme, &Theme::changed, scroll,
            [this, scroll] { scroll->setFixedWidth(leftWidth(m_theme)); });
    return scroll;
}

QWidget *WelcomePage::buildRight()
{
    auto *right = new QWidget;
    setGround(right, Token::Base);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(48, 56, 48, 32);
    column->setSpacing(0);
    m_messages = new MessageBar(m_theme);
    column->addWidget(m_messages);

    auto *head = new QHBoxLayout;
    m_recentTitle = makeLabel(Theme::Type::Section);
    m_filter = new QLineEdit;
    m_filter->setProperty("small", true);
    m_filter->setFixedWidth(m_theme.scaled(220));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(m_theme.icon(QStringLiteral("search"), Token::Text3),
                        QLineEdit::LeadingPosition);
    head->addWidget(m_recentTitle, 1);
    head->addWidget(m_filter);
    column->addLayout(head);
    column->addSpacing(12);

    m_frame = new QFrame;
    m_frame->setProperty("frame", QByteArray("rounded"));
    auto *inFrame = new QVBoxLayout(m_frame);
    inFrame->setContentsMargins(1, 1, 1, 1);
    inFrame->setSpacing(0);
    auto *header = new QFrame;
    header->setProperty("frame", QByteArray("tableHead"));
    auto *headerRow = new QHBoxLayout(header);
    headerRow->setContentsMargins(16, 6, 16, 6);
    headerRow->setSpacing(RecentsDelegate::kGap);
    m_headProject = makeLabel(Theme::Type::Small, Token::Text2);
    m_headCounts = makeLabel(Theme::Type::Small, Token::Text2);
    m_headBest = makeLabel(Theme::Type::Small, Token::Text2);
    m_headOpened = makeLabel(Theme::Type::Small, Token::Text2);
    headerRow->addWidget(m_headProject, 1);
    const auto widths = [this] {
        m_headCounts->setFixedWidth(m_theme.scaled(RecentsDelegate::kCountsWidth));
        m_headBest->setFixedWidth(m_theme.scaled(RecentsDelegate::kBestWidth));
        m_headOpened->setFixedWidth(m_theme.scaled(RecentsDelegate::kOpenedWidth));
    };
    widths();
    connect(&m_theme, &Theme::changed, this, widths);
    for (QLabel *label : {m_headCounts, m_headBest, m_headOpened}) {
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        headerRow->addWidget(label);
    }
    inFrame->addWidget(header);
    m_list = new QListView;
    m_list->setModel(m_filtered);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *delegate = new RecentsDelegate(m_theme, m_list);
    m_list->setItemDelegate(delegate);
    m_list->installEventFilter(this);
    m_list->setProperty("round", true);
    inFrame->addWidget(m_list);
    m_noRecents = makeLabel(Theme::Type::Body, Token::Text3);
    m_noRecents->setContentsMargins(16, 16, 16, 16);
    inFrame->addWidget(m_noRecents);
    column->addWidget(m_frame);
    column->addSpacing(24);

    const auto fit = [this] {
        const int rows = m_filtered->rowCount();
        m_list->setVisible(rows > 0);
        m_noRecents->setVisible(rows == 0);
        m_list->setFixedHeight(std::min(5, rows) * m_theme.scaled(56));
    };
    fit();
    connect(m_filtered, &QAbstractItemModel::modelReset, this, fit);
    connect(m_filtered, &QAbstractItemModel::rowsInserted, this, fit);
    connect(m_filtered, &QAbstractItemModel::rowsRemoved, this, fit);
    connect(&m_theme, &Theme::changed, this, fit);

    auto *drop = new QFrame;
    drop->setProperty("frame", QByteArray("drop"));
    drop->setMinimumHeight(m_theme.scaled(88));
    auto *dropRow = new QHBoxLayout(drop);
    dropRow->addStretch(1);
    dropRow->setSpacing(12);
    dropRow->addWidget(new IconLabel(m_theme, QStringLiteral("download"), Token::Text2, 20));
    m_drop = makeLabel(Theme::Type::Body, Token::Text2);
    m_drop->setTextFormat(Qt::RichText);
    dropRow->addWidget(m_drop);
    dropRow->addStretch(1);
    column->addWidget(drop);
    column->addSpacing(48);

    m_how = makeLabel(Theme::Type::Section);
    column->addWidget(m_how);
    column->addSpacing(16);
    auto *steps = new QHBoxLayout;
    steps->setSpacing(24);
    for (int i = 1; i <= 4; ++i) {
        auto *step = new QHBoxLayout;
        step->setSpacing(12);
        auto *number = makeLabel(Theme::Type::Mono, Token::OnAccentSoft);
        number->setText(QString::number(i));
        number->setAlignment(Qt::AlignCenter);
        number->setFixedSize(24, 24);
        number->setProperty("frame", QByteArray("dot"));
        auto *texts = new QVBoxLayout;
        texts->setSpacing(2);
        m_stepTitles.append(makeLabel(Theme::Type::BodyBold));
        m_stepTexts.append(makeLabel(Theme::Type::Small, Token::Text2));
        m_stepTexts.last()->setWordWrap(true);
        texts->addWidget(m_stepTitles.last());
        texts->addWidget(m_stepTexts.last());
        texts->addStretch(1);
        step->addWidget(number, 0, Qt::AlignTop);
        step->addLayout(texts, 1);
        steps->addLayout(step, 1);
    }
    column->addLayout(steps);
    column->addStretch(1);

    connect(m_filter, &QLineEdit::textChanged, m_filtered,
            &QSortFilterProxyModel::setFilterFixedString);
    connect(m_list, &QListView::activated, this, [this](const QModelIndex &index) {
        if (!index.data(RecentsModel::MissingRole).toBool())
            Q_EMIT projectWanted(index.data(RecentsModel::PathRole).toString());
        else
            Q_EMIT locateWanted(index.data(RecentsModel::PathRole).toString());
    });
    connect(delegate, &RecentsDelegate::locateWanted, this, &WelcomePage::locateWanted);
    connect(delegate, &RecentsDelegate::removeWanted, this, &WelcomePage::remove);

    auto *scroll = new QScrollArea;
    scroll->setWidget(right);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    return scroll;
}

void WelcomePage::focusStart()
{
    if (m_recents->rowCount() == 0) {
        m_sample->setFocus();
        return;
    }
    m_list->setCurrentIndex(m_filtered->index(0, 0));
    m_list->setFocus();
}

void WelcomePage::setSampleBusy(bool busy)
{
    m_sample->setEnabled(!busy);
}

void WelcomePage::remove(const QString &path)
{
    const auto before = m_preferences.recents();
    m_preferences.forgetProject(path);
    m_messages->show(MessageBar::Kind::Info, tr("Removed from the list."),
                     tr("The file itself was not touched: %1").arg(path));
    m_messages->addAction(tr("Undo"), [this, before] {
        m_preferences.setRecents(before);
        m_messages->dismiss();
    });
}

bool WelcomePage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Delete &&
        m_list->currentIndex().isValid()) {
        remove(m_list->currentIndex().data(RecentsModel::PathRole).toString());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void WelcomePage::retranslate()
{
    m_version->setText(tr("Version %1").arg(QString::fromLatin1(kVersion)));
    m_lead->setText(
        tr("Teach a language model what a good customer reply is, on this computer, with "
           "your own dialogues."));
    m_sampleTitle->setText(tr("Start with the sample"));
    m_sampleText->setText(
        tr("240 labelled customer-service pairs in English and 120 in Chinese. From "
           "labels to a tested export in about 5 minutes, with no download."));
    m_sample->setText(tr("Open the sample"));
    m_sampleNote->setText(tr("Copied to Documents, yours to change"));
    m_recentTitle->setText(tr("Recent projects"));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter the recent projects"));
    m_noRecents->setText(tr("No project was opened here yet."));
    m_headProject->setText(tr("Project", "column"));
    m_headCounts->setText(tr("Labelled", "column"));
    m_headBest->setText(tr("Best F1", "column"));
    m_headOpened->setText(tr("Opened", "column"));
    m_list->setAccessibleName(tr("Recent projects"));
    m_drop->setText(
        tr("Drop a project or a data file here · .tunedesk, .csv, .xlsx, .json").toHtmlEscaped());
    m_how->setText(tr("How the work goes"));
    const QStringList titles{tr("Import", "step"), tr("Label", "step"), tr("Train", "step"),
                             tr("Export", "step")};
    const QStringList texts{tr("Map the columns, see duplicates before they get in."),
                            tr("One pair at a time, one key a decision."),
                            tr("Pick a preset, watch the curves."),
                            tr("A folder that is tested before you hand it on.")};
    for (int i = 0; i < 4; ++i) {
        m_stepTitles[i]->setText(titles[i]);
        m_stepTexts[i]->setText(texts[i]);
    }
    m_language->setAccessibleName(tr("Language"));
    m_themeBox->setAccessibleName(tr("Theme"));
    retranslateThemeBox(m_themeBox);
    m_recents->reload();
}

void WelcomePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace tunedesk

#include "label/label_page.h"

#include "label/label_delegates.h"
#include "label/label_side.h"
#include "label/queue_model.h"
#include "label/reading_area.h"
#include "shell/project_session.h"
#include "shell/widgets.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace tunedesk
{

LabelPage::LabelPage(const PageContext &context, QWidget *parent)
    : Page(context, parent), m_queue(new QueueModel(this))
{
    m_saveTimer = new QTimer(this);
    m_saveTimer->setSingleShot(true);
    m_saveTimer->setInterval(500);
    connect(m_saveTimer, &QTimer::timeout, this, &LabelPage::saveSettings);
    buildActions();
    build();
    buildHeader();
    retranslate();
}

LabelPage::~LabelPage() = default;

QString LabelPage::title() const
{
    return tr("Label", "page");
}

QWidget *LabelPage::rightPane() const
{
    return m_side;
}

void LabelPage::buildHeader()
{
    m_todayText = makeLabel(Theme::Type::Body, Token::Text2);
    m_paceText = makeLabel(Theme::Type::Body, Token::Text2);
    m_doneText = makeLabel(Theme::Type::Body, Token::Text2);
    m_percentText = makeLabel(Theme::Type::Mono, Token::Text2);
    m_progress = new ProgressLine(theme());
    m_progress->setFixedWidth(160);
    QHBoxLayout &row = headerRight();
    row.setSpacing(12);
    row.addWidget(m_todayText);
    row.addWidget(makeSeparator());
    row.addWidget(m_paceText);
    row.addWidget(makeSeparator());
    row.addWidget(m_doneText);
    row.addWidget(m_progress);
    row.addWidget(m_percentText);
}

QWidget *LabelPage::buildLeft()
{
    m_left = new QWidget;
    setGround(m_left, Token::Base);
    auto *column = new QVBoxLayout(m_left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *tools = new QFrame;
    setLine(tools, Qt::BottomEdge);
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(16, 9, 12, 9);
    m_order = new QComboBox;
    m_order->setProperty("small", true);
    for (const auto order : {LabelStore::QueueOrder::Oldest, LabelStore::QueueOrder::Random,
                             LabelStore::QueueOrder::ByDialogue})
        m_order->addItem(QString(), int(order));
    m_again = new Button(theme(), Button::Kind::Flat);
    m_again->setIconOnly(true);
    m_again->setSmall(true);
    m_again->setIconName(QStringLiteral("refresh-cw"));
    row->addWidget(m_order, 1);
    row->addWidget(m_again);
    column->addWidget(tools);
    auto *left = new QFrame;
    setLine(left, Qt::BottomEdge);
    setGround(left, Token::Raised);
    left->setMinimumHeight(theme().scaled(32));
    auto *leftRow = new QHBoxLayout(left);
    leftRow->setContentsMargins(16, 0, 12, 0);
    m_leftText = new ElidedLabel(Theme::Type::Small, Token::Text2);
    m_orderNote = makeLabel(Theme::Type::Small, Token::Text3);
    m_allPairs = new Button(theme(), Button::Kind::Link);
    m_allPairs->setSmall(true);
    leftRow->addWidget(m_leftText, 1);
    leftRow->addWidget(m_orderNote);
    leftRow->addWidget(m_allPairs);
    column->addWidget(left);
    m_list = new QListView;
    m_list->setModel(m_queue);
    m_list->setItemDelegate(new QueueDelegate(theme(), m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAttribute(Qt::WA_InputMethodEnabled, false);
    column->addWidget(m_list, 1);

    connect(m_order, &QComboBox::activated, this, [this] {
        readQueue(true);
        m_saveTimer->start();
    });
    connect(m_again, &QAbstractButton::clicked, this, [this] { readQueue(true); });
    connect(m_allPairs, &QAbstractButton::clicked, this, [this] { pick({}); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &LabelPage::showCurrent);
    return m_left;
}

QWidget *LabelPage::buildCentre()
{
    auto *centre = new QWidget;
    setGround(centre, Token::Base);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_reading = new ReadingArea(theme());
    column->addWidget(m_reading, 1);

    auto *noteSpace = new QWidget;
    auto *noteColumn = new QVBoxLayout(noteSpace);
    noteColumn->setContentsMargins(40, 8, 40, 8);
    noteColumn->setSpacing(4);
    m_note = new QPlainTextEdit;
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(theme().scaled(72));
    m_note->installEventFilter(this);
    m_noteHint = makeLabel(Theme::Type::Small, Token::Text3);
    noteColumn->addWidget(m_note);
    noteColumn->addWidget(m_noteHint);
    noteSpace->hide();
    column->addWidget(noteSpace);

    auto *answers = new QFrame;
    setLine(answers, Qt::TopEdge);
    setGround(answers, Token::Raised);
    auto *rows = new QVBoxLayout(answers);
    rows->setContentsMargins(40, 16, 40, 12);
    rows->setSpacing(10);
    auto *big = new QHBoxLayout;
    big->setSpacing(12);
    m_good = new Button(theme(), Button::Kind::Good);
    m_good->setIconName(QStringLiteral("check"));
    m_good->followAction(m_goodAction, true);
    m_bad = new Button(theme(), Button::Kind::Bad);
    m_bad->setIconName(QStringLiteral("x"));
    m_bad->followAction(m_badAction, true);
    for (Button *button : {m_good, m_bad}) {
        button->setLarge(true);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        big->addWidget(button, 1);
    }
    rows->addLayout(big);
    auto *small = new QHBoxLayout;
    small->setSpacing(4);
    const auto flat = [&](QAction *action, const QString &icon) {
        auto *button = new Button(theme(), Button::Kind::Flat);
        button->setSmall(true);
        button->setIconName(icon);
        button->followAction(action, true);
        small->addWidget(button);
        return button;
    };
    m_skip = flat(m_skipAction, QStringLiteral("skip-forward"));
    m_undo = flat(m_undoAction, QStringLiteral("undo-2"));
    m_flag = flat(m_flagAction, QStringLiteral("flag"));
    m_noteButton = flat(m_noteAction, QStringLiteral("sticky-note"));
    small->addStretch(1);
    auto *arrows = new KeyCaps(theme());
    arrows->setKeys(QStringLiteral("← →"));
    m_othersText = makeLabel(Theme::Type::Small, Token::Text3);
    auto *help = new KeyCaps(theme());
    help->setKeys(QStringLiteral("?"));
    m_keysText = makeLabel(Theme::Type::Small, Token::Text3);
    small->addWidget(arrows);
    small->addWidget(m_othersText);
    small->addSpacing(12);
    small->addWidget(help);
    small->addWidget(m_keysText);
    rows->addLayout(small);
    column->addWidget(answers);
    return centre;
}

void LabelPage::build()
{
    m_stack = new QStackedWidget(this);
    body().addWidget(m_stack);
    m_splitter = new Splitter(Qt::Horizontal, m_stack);
    m_splitter->addWidget(buildLeft());
    m_splitter->addWidget(buildCentre());
    m_side = new LabelSide(theme());
    const auto giveRoom = [this] {
        m_left->setMinimumWidth(theme().scaled(150));
        m_side->setMinimumWidth(theme().scaled(190));
    };
    giveRoom();
    connect(&theme(), &Theme::changed, m_side, giveRoom);
    m_splitter->addWidget(m_side);
    m_splitter->setStretchFactor(1, 1);
    const int room = (theme().scaled(100) - 100) / 2; // panes grow half as much as the text
    m_splitter->setSizes({280 + 280 * room / 100, 796, 288 + 288 * room / 100});
    m_stack->addWidget(m_splitter);
    m_empty = new EmptyState(theme(), QStringLiteral("circle-check"), m_stack);
    m_emptyMain = new Button(theme(), Button::Kind::Primary);
    m_emptyOther = new Button(theme());
    m_empty->addButton(m_emptyMain);
    m_empty->addButton(m_emptyOther);
    m_stack->addWidget(m_empty);

    connect(m_splitter, &QSplitter::splitterMoved, m_saveTimer, qOverload<>(&QTimer::start));
    connect(m_side, &LabelSide::pairWanted, this, &LabelPage::showPair);
    connect(m_side, &LabelSide::guidelineEdited, this, [this](const QString &guideline) {
        if (!m_session)
            return;
        m_session->write(
            [guideline](Project &project) {
                return project.settings().setValue(QStringLiteral("guideline"), guideline);
            },
            ProjectSession::Change::Settings);
    });
    connect(m_emptyMain, &QAbstractButton::clicked, this, [this] {
        if (!m_picked.isEmpty())
            pick({});
        else if (m_all == 0)
            Q_EMIT navigate(Id::Data, QStringLiteral("import"));
        else if (m_disputed > 0)
            settle();
        else
            Q_EMIT navigate(Id::Train, {});
    });
    connect(m_emptyOther, &QAbstractButton::clicked, this,
            [this] { Q_EMIT navigate(Id::Train, {}); });
}

QAction *LabelPage::addAction(const QList<QKeySequence> &keys, std::function<void()> act)
{
    auto *action = new QAction(this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setAutoRepeat(false);
    QWidget::addAction(action);
    connect(action, &QAction::triggered, this, std::move(act));
    m_actions << action;
    return action;
}

void LabelPage::buildActions()
{
    m_goodAction = addAction({Qt::Key_1, Qt::Key_A}, [this] { answer(Answer::Appropriate); });
    m_badAction = addAction({Qt::Key_0, Qt::Key_X}, [this] { answer(Answer::NotAppropriate); });
    m_skipAction = addAction({Qt::Key_S}, [this] { answer(Answer::Skip); });
    m_undoAction = addAction({Qt::Key_Z, Qt::Key_Backspace}, [this] { undoAnswer(); });
    m_flagAction = addAction({Qt::Key_F}, [this] { flag(); });
    m_noteAction = addAction({Qt::Key_N}, [this] { editNote(); });
    m_contextAction = addAction({Qt::Key_C}, [this] { m_reading->toggleContext(); });
    m_nextAction = addAction({Qt::Key_G}, [this] { showRow(0); });
    m_beforeAction =
        addAction({Qt::Key_Left}, [this] { showRow(m_list->currentIndex().row() - 1); });
    m_afterAction =
        addAction({Qt::Key_Right}, [this] { showRow(m_list->currentIndex().row() + 1); });
    m_largerAction =
        addAction({QKeySequence(Qt::CTRL | Qt::Key_Equal), QKeySequence(Qt::CTRL | Qt::Key_Plus)},
                  [this] { setReading(m_reading->readingPixels() + 2); });
    m_smallerAction = addAction({QKeySequence(Qt::CTRL | Qt::Key_Minus)},
                                [this] { setReading(m_reading->readingPixels() - 2); });
    for (QAction *action : {m_beforeAction, m_afterAction})
        action->setAutoRepeat(true);
}

void LabelPage::retranslate()
{
    m_goodAction->setText(tr("Appropriate"));
    m_badAction->setText(tr("Not appropriate"));
    m_skipAction->setText(tr("Skip", "this pair"));
    m_undoAction->setText(tr("Undo"));
    m_flagAction->setText(tr("Flag"));
    m_noteAction->setText(tr("Note"));
    m_contextAction->setText(tr("More or fewer earlier turns"));
    m_nextAction->setText(tr("Next pair without a label"));
    m_beforeAction->setText(tr("Pair before"));
    m_afterAction->setText(tr("Pair after"));
    m_largerAction->setText(tr("Larger reading text"));
    m_smallerAction->setText(tr("Smaller reading text"));
    m_othersText->setText(tr("other pairs"));
    m_keysText->setText(tr("all keys"));
    const QStringList orders{tr("Oldest first"), tr("In random order"), tr("Dialogue by dialogue")};
    for (int i = 0; i < m_order->count(); ++i)
        m_order->setItemText(i, orders.value(i));
    m_order->setAccessibleName(tr("Order of the pairs"));
    m_again->setToolTip(tr("Read the list again"));
    m_again->setAccessibleName(tr("Read the list again"));
    m_allPairs->setText(tr("All pairs"));
    m_list->setAccessibleName(tr("Pairs that wait for a label"));
    m_note->setAccessibleName(tr("Note about this pair"));
    m_note->setPlaceholderText(tr("Note about this pair"));
    m_noteHint->setText(tr("Ctrl ↵ or Esc keeps the note and goes on."));
    m_reading->setAccessibleName(tr("Pair to label"));
    m_queue->retranslate();
    m_reading->retranslate();
    m_side->retranslate();
    showCounts();
    showState();
}

} // namespace tunedesk

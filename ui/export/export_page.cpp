#include "export/export_page.h"

#include "base/duration_text.h"
#include "export/export_result_view.h"
#include "export/export_target.h"
#include "export/model_card_view.h"
#include "shell/deliver_later.h"
#include "shell/elided_line_edit.h"
#include "shell/file_dialog.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/widgets.h"
#include "train/run_text.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QStackedWidget>
#include <QUrl>
#include <QtConcurrent>

#include <utility>

namespace tunedesk
{

namespace
{
constexpr int kCheckMs = 200;

QIcon swatch(const Theme &theme, int slot)
{
    QPixmap pixmap(20, 20);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(theme.runPen(slot).color());
    return QIcon(pixmap);
}
} // namespace

ExportPage::ExportPage(const PageContext &context, QWidget *parent) : Page(context, parent)
{
    m_export = new QAction(this);
    m_export->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_openFolder = new QAction(this);
    m_openFolder->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    for (QAction *action : {m_export, m_openFolder}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
    connect(m_export, &QAction::triggered, this, &ExportPage::startExport);
    connect(m_openFolder, &QAction::triggered, this, &ExportPage::openFolder);

    m_stack = new QStackedWidget;
    auto *split = new Splitter(Qt::Horizontal);
    split->addWidget(makeLeft());
    m_resultView = new ExportResultView(theme());
    split->addWidget(m_resultView);
    m_card = new ModelCardView(theme());
    m_card->setMinimumWidth(260);
    split->addWidget(m_card);
    split->setStretchFactor(1, 1);
    split->setSizes({316, 716, 332});
    m_empty = new EmptyState(theme(), QStringLiteral("package"));
    m_toTrain = new Button(theme(), Button::Kind::Primary);
    m_toTrain->setIconName(QStringLiteral("graduation-cap"));
    m_empty->addButton(m_toTrain);
    connect(m_toTrain, &QPushButton::clicked, this, [this] { Q_EMIT navigate(Id::Train, {}); });
    m_stack->addWidget(split);
    m_stack->addWidget(m_empty);
    body().addWidget(m_stack, 1);
    makeHeader();
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(kCheckMs);
    connect(&m_checkTimer, &QTimer::timeout, this, &ExportPage::check);
    retranslate();
    clearResult();
    check();
}

ExportPage::~ExportPage() = default;

QString ExportPage::title() const
{
    return tr("Export");
}

void ExportPage::makeHeader()
{
    m_runBox = new QComboBox;
    m_runBox->setMinimumWidth(264);
    m_runBox->setIconSize({10, 10});
    connect(m_runBox, &QComboBox::currentIndexChanged, this, &ExportPage::runChosen);
    m_scores = new ElidedLabel(Theme::Type::Body, Token::Text2);
    headerLeft().addWidget(m_runBox);
    headerLeft().addWidget(m_scores);
    auto *openButton = new Button(theme());
    openButton->setIconName(QStringLiteral("folder-open"));
    openButton->followAction(m_openFolder);
    auto *exportButton = new Button(theme(), Button::Kind::Primary);
    exportButton->setIconName(QStringLiteral("package"));
    exportButton->followAction(m_export, true);
    headerRight().addWidget(openButton);
    headerRight().addWidget(exportButton);
}

QWidget *ExportPage::makeLeft()
{
    m_left = new QWidget;
    m_left->setMinimumWidth(240);
    auto *column = new QVBoxLayout(m_left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new PaneHeader;
    m_leftTitle = makeLabel(Theme::Type::BodyBold);
    head->row().insertWidget(0, m_leftTitle);
    column->addWidget(head);
    auto *format = new QFrame;
    setGround(format, Token::AccentSoft);
    auto *inFormat = new QVBoxLayout(format);
    inFormat->setContentsMargins(16, 12, 16, 12);
    inFormat->setSpacing(3);
    m_formatName = makeLabel(Theme::Type::BodyMedium);
    m_formatWhat = makeLabel(Theme::Type::Small, Token::Text2);
    m_formatWhere = makeLabel(Theme::Type::Small, Token::Text2);
    m_formatWhat->setWordWrap(true);
    m_formatWhere->setWordWrap(true);
    for (QLabel *label : {m_formatName, m_formatWhat, m_formatWhere})
        inFormat->addWidget(label);
    column->addWidget(format);

    auto *target = new QWidget;
    auto *inTarget = new QVBoxLayout(target);
    inTarget->setContentsMargins(16, 16, 16, 16);
    auto *editor = new QWidget;
    auto *row = new QHBoxLayout(editor);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_folder = new ElidedLineEdit(Qt::ElideMiddle);
    m_chooseFolder = new Button(theme());
    m_chooseFolder->setIconName(QStringLiteral("folder-open"));
    m_chooseFolder->setIconOnly(true);
    m_folderField = new Field(m_folder);
    row->addWidget(m_folderField, 1);
    auto *besideField = new QVBoxLayout; // under the field's label
    const auto placeBeside = [this, besideField] {
        besideField->setContentsMargins(0, theme().scaled(16) + 4, 0, 0);
    };
    placeBeside();
    connect(&theme(), &Theme::changed, besideField, placeBeside);
    besideField->addWidget(m_chooseFolder);
    besideField->addStretch(1);
    row->addLayout(besideField);
    inTarget->addWidget(editor);
    column->addWidget(target);
    column->addStretch(1);
    connect(m_folder, &QLineEdit::textEdited, this, [this] {
        m_folderTyped = true;
        m_checkTimer.start();
    });
    connect(m_chooseFolder, &QPushButton::clicked, this, [this] {
        const QString parent =
            FileDialog::folder(this, tr("Where to"), QFileInfo(folder()).path());
        if (!parent.isEmpty())
            setFolder(freeExportFolder(parent + QLatin1Char('/') + QFileInfo(folder()).fileName()));
    });
    return m_left;
}

QWidget *ExportPage::rightPane() const
{
    return m_card;
}

void ExportPage::setSession(ProjectSession *session)
{
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    m_choices.clear();
    m_runBox->clear();
    clearResult();
    messages().dismiss();
    m_folderTyped = false;
    if (!session)
        return;
    connect(session, &ProjectSession::runsChanged, this, &ExportPage::readRuns);
    readRuns();
}

void ExportPage::focusStart()
{
    if (m_stack->currentWidget() == m_empty)
        m_toTrain->setFocus();
    else
        m_folder->setFocus();
}

QList<QAction *> ExportPage::pageActions() const
{
    return {m_export, m_openFolder};
}

void ExportPage::readRuns()
{
    if (!m_session)
        return;
    using Runs = std::vector<RunSummary>;
    m_session->reader().ask<Runs>(
        this, m_runsQuestion.next(), [](Project &project) { return project.runs().list(); },
        [this](Result<Runs> runs) {
            if (runs)
                setRuns(std::move(*runs));
            else
                messages().show(runs.error());
        });
}

void ExportPage::setRuns(std::vector<RunSummary> runs)
{
    const qint64 shown = run() ? run()->id : 0;
    const qint64 wanted = std::exchange(m_wanted, 0);
    m_choices.clear();
    for (RunSummary &each : runs)
        if (each.bestStep > 0 && each.state != RunState::Running)
            m_choices.push_back(std::move(each));
    m_runBox->blockSignals(true);
    m_runBox->clear();
    int row = m_choices.empty() ? -1 : 0;
    for (const RunSummary &each : m_choices) {
        if (each.id == (wanted > 0 ? wanted : shown))
            row = m_runBox->count();
        m_runBox->addItem(swatch(theme(), each.slot), runTitle(each), each.id);
    }
    m_runBox->setCurrentIndex(row);
    m_runBox->blockSignals(false);
    if (const int index = m_choices.empty() ? 1 : 0; m_stack->currentIndex() != index) {
        m_stack->setCurrentIndex(index);
        if (isVisible())
            focusStart();
    }
    if (run() && run()->id == shown) {
        m_scores->setText(tr("test split: %1").arg(scoresSentence(run()->test)));
        return;
    }
    if (wanted > 0)
        m_folderTyped = false;
    runChosen();
}

const RunSummary *ExportPage::run() const
{
    const qint64 chosen = m_runBox->currentData().toLongLong();
    for (const RunSummary &each : m_choices)
        if (each.id == chosen)
            return &each;
    return nullptr;
}

void ExportPage::runChosen()
{
    clearResult();
    m_runBox->setEnabled(!m_exporting);
    if (!run()) {
        m_scores->clear();
        check();
        return;
    }
    m_scores->setText(tr("test split: %1").arg(scoresSentence(run()->test)));
    if (!m_folderTyped)
        m_folder->setText(QDir::toNativeSeparators(suggestedExportFolder(runTitle(*run()))));
    m_card->discardEdits();
    readCard();
    check();
}

void ExportPage::readCard()
{
    m_card->setWaiting(tr("Writing the card…"));
    const QString name = QFileInfo(folder()).fileName();
    const auto made = QtConcurrent::run(
        [file = m_session->path(), id = run()->id, name] { return makeModelCard(file, id, name); });
    deliverLater(this, made, [this, id = run()->id](const Result<QString> &card) {
        if (!run() || run()->id != id)
            return;
        if (card)
            m_card->setMade(*card);
        else
            m_card->setWaiting(QStringLiteral("%1 %2").arg(card.error().what, card.error().hint));
    });
}

QString ExportPage::folder() const
{
    return QDir::fromNativeSeparators(m_folder->text().trimmed());
}

void ExportPage::setFolder(const QString &folder)
{
    m_folder->setText(QDir::toNativeSeparators(folder));
    m_folderTyped = true;
    check();
}

void ExportPage::check()
{
    const TargetCheck target = checkTarget(folder(), m_result ? m_result->bytes : 0);
    const bool isOurs = m_result && QDir(m_result->folder) == QDir(folder());
    const bool fine = target.problem == TargetCheck::Problem::None;
    if (fine)
        m_folderField->setTexts(tr("Where to"), target.text);
    m_folderField->setState(fine || isOurs ? Field::State::Fine : Field::State::Error, target.text);
    m_export->setEnabled(fine && run() && m_session && !m_exporting);
    m_export->setText(m_exporting ? tr("Exporting…") : tr("Export"));
    m_openFolder->setEnabled(m_result.has_value());
    m_runBox->setEnabled(!m_exporting);
}

void ExportPage::startExport()
{
    if (!run() || m_exporting)
        return;
    const ExportOptions options{folder(), QStringLiteral("huggingface"),
                                QFileInfo(folder()).fileName(),
                                m_card->isEdited() ? m_card->markdown() : QString()};
    messages().dismiss();
    clearResult();
    m_exporting = true;
    auto result = std::make_shared<ExportSummary>();
    JobRequest request;
    request.title = tr("Exporting “%1”").arg(runTitle(*run()));
    request.icon = QStringLiteral("package");
    request.work = [file = m_session->path(), id = run()->id, options,
                    result](JobContext &job) -> Result<Outcome> {
        auto done = exportModel(file, id, options, job);
        if (!done)
            return done.error();
        *result = *done;
        return done->outcome;
    };
    request.finished = [this, guard = QPointer<ExportPage>(this),
                        result](const Result<Outcome> &outcome) {
        if (guard)
            jobEnded(outcome, *result);
    };
    jobs().start(std::move(request));
    m_resultView->showWorking();
    check();
}

void ExportPage::jobEnded(const Result<Outcome> &outcome, const ExportSummary &result)
{
    m_exporting = false;
    if (!outcome) {
        messages().show(outcome.error());
        messages().addAction(tr("Other folder"), [this] { m_chooseFolder->click(); });
    } else if (*outcome == Outcome::Stopped) {
        messages().show(MessageBar::Kind::Info, tr("The export was stopped."),
                        tr("Nothing was kept."));
    } else {
        showResult(result);
        return;
    }
    clearResult();
    check();
}

void ExportPage::showResult(const ExportSummary &result)
{
    m_result = result;
    const QLocale locale;
    const Verification &verified = result.verification;
    if (verified.verified)
        messages().show(MessageBar::Kind::Good, tr("The exported model is verified."),
                        tr("%1 of %2 validation pairs give the same verdict as the checkpoint. "
                           "Largest score change %3.")
                            .arg(locale.toString(verified.sameVerdicts),
                                 locale.toString(verified.pairs),
                                 QString::number(verified.maxDifference, 'g', 2)));
    else
        messages().show(MessageBar::Kind::Warning, tr("The exported model could not be verified."),
                        verified.problem);
    messages().addAction(tr("Open folder"), [this] { openFolder(); });
    m_resultView->showResult(result);
    check();
}

void ExportPage::clearResult()
{
    m_result.reset();
    m_resultView->clear();
}

void ExportPage::openFolder()
{
    if (m_result)
        QDesktopServices::openUrl(QUrl::fromLocalFile(m_result->folder));
}

void ExportPage::open(const QVariant &what)
{
    m_wanted = what.toMap().value(QStringLiteral("run")).toLongLong();
    readRuns();
}

void ExportPage::retranslate()
{
    m_openFolder->setText(tr("Open folder"));
    m_leftTitle->setText(tr("What to write"));
    m_formatName->setText(tr("Hugging Face folder"));
    m_formatWhat->setText(tr("Weights as safetensors with tokenizer, config and model card."));
    m_formatWhere->setText(tr("Opens in Transformers, and here again"));
    m_runBox->setAccessibleName(tr("Run to export"));
    m_chooseFolder->setToolTip(tr("Choose a folder"));
    m_chooseFolder->setAccessibleName(tr("Choose a folder"));
    m_folderField->setTexts(tr("Where to"));
    m_empty->setTexts(tr("Nothing to export yet"),
                      tr("You need a run with a checkpoint. The quick check takes a few minutes."));
    m_toTrain->setText(tr("Start a first run"));
    m_resultView->retranslate();
    m_card->retranslate();
    if (m_result)
        showResult(*m_result);
    check();
}

} // namespace tunedesk

#include "data/import_view.h"

#include "data/import_checks.h"
#include "data/import_notes.h"
#include "data/import_preview_model.h"
#include "data/import_remedies_store.h"
#include "data/import_source_row.h"
#include "data/label_meanings_popup.h"
#include "data/mapping_header.h"
#include "data/preview_delegate.h"
#include "data/share_bar.h"
#include "shell/file_dialog.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/table_view.h"
#include "shell/widgets.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QVBoxLayout>

#include <utility>

namespace tunedesk
{

namespace
{
const QString remediesKey = QStringLiteral("ui.import.remedies");
} // namespace

ImportView::ImportView(const PageContext &context, MessageBar &messages, QWidget *parent)
    : QWidget(parent), m_theme(context.theme), m_jobs(context.jobs), m_messages(messages)
{
    setAcceptDrops(true);
    m_importAction = new QAction(this);
    m_importAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_leaveAction = new QAction(this);
    m_leaveAction->setShortcut(QKeySequence(Qt::Key_Escape));
    for (QAction *action : {m_importAction, m_leaveAction}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
    connect(m_importAction, &QAction::triggered, this, &ImportView::import);
    connect(m_leaveAction, &QAction::triggered, this, [this] {
        // Esc closes an open list alone.
        QWidget *const popup = QApplication::activePopupWidget();
        if (auto *box = popup ? qobject_cast<QComboBox *>(popup->parentWidget()) : nullptr)
            box->hidePopup();
        else
            leave();
    });
    m_cancelButton = new Button(m_theme);
    m_cancelButton->followAction(m_leaveAction, true);
    m_importButton = new Button(m_theme, Button::Kind::Primary);
    m_importButton->setIconName(QStringLiteral("download"));
    m_importButton->followAction(m_importAction, true);
    build();
    retranslate();
}

void ImportView::build()
{
    auto *whole = new QHBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    m_splitter = new Splitter(Qt::Horizontal, this);
    whole->addWidget(m_splitter);
    auto *left = new QWidget(m_splitter);
    auto *column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    m_source = new ImportSourceRow(m_theme, left);
    connect(&m_source->fileButton(), &QAbstractButton::clicked, this, &ImportView::chooseFile);
    connect(m_source, &ImportSourceRow::changed, this, [this] {
        m_isTouched = true;
        check(true);
    });
    connect(m_source, &ImportSourceRow::labelsChanged, this, [this] {
        m_isTouched = true;
        check(false);
    });
    connect(m_source, &ImportSourceRow::readAgainWanted, this, [this] { check(false); });
    column->addWidget(m_source);

    auto *state = new QFrame(left);
    setLine(state, Qt::BottomEdge);
    auto *stateRow = new QHBoxLayout(state);
    stateRow->setContentsMargins(20, 4, 20, 4);
    stateRow->setSpacing(16);
    m_rowsText = makeLabel(Theme::Type::Small, Token::Text2);
    m_mappedText = makeLabel(Theme::Type::Small, Token::Text2);
    m_onlyProblems = new QCheckBox;
    stateRow->addWidget(m_rowsText);
    stateRow->addWidget(makeSeparator());
    stateRow->addWidget(m_mappedText);
    stateRow->addStretch(1);
    stateRow->addWidget(m_onlyProblems);
    column->addWidget(state);

    m_notes = new ImportNotes(m_theme, left);
    connect(m_notes, &ImportNotes::guessWanted, this, [this] {
        m_isTouched = m_isGuessing = true;
        m_source->labelMeanings().setChosen({}, std::nullopt);
        check(true);
    });
    connect(m_notes, &ImportNotes::saveWanted, this,
            [this] { chooseRejectsFile(m_file, format()); });
    column->addWidget(m_notes);

    m_model = new ImportPreviewModel(this);
    m_table = new TableView(left);
    m_mapping = new MappingHeader(m_theme, m_table);
    m_mapping->setFieldBefore(m_notes->lastField());
    m_table->setHorizontalHeader(m_mapping);
    for (const auto &[key, by] : {std::pair(Qt::Key_Left, -1), std::pair(Qt::Key_Right, 1)}) {
        auto *move = new QAction(this);
        move->setShortcut(QKeySequence(Qt::ALT | key));
        move->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(move);
        connect(move, &QAction::triggered, m_mapping,
                [this, step = by] { m_mapping->moveFocus(step); });
    }
    m_table->setModel(m_model);
    m_table->setItemDelegate(new PreviewDelegate(m_theme, m_table));
    m_table->verticalHeader()->setDefaultSectionSize(m_theme.scaled(32));
    column->addWidget(m_table, 1);
    m_leftOutText = makeLabel(Theme::Type::Small, Token::Text3);
    m_leftOutText->setContentsMargins(20, 8, 20, 8);
    m_leftOutText->setWordWrap(true);
    column->addWidget(m_leftOutText);

    auto *sum = new QFrame(left);
    setLine(sum, Qt::TopEdge);
    setGround(sum, Token::Raised);
    sum->setMinimumHeight(m_theme.scaled(56));
    auto *sumRow = new QHBoxLayout(sum);
    sumRow->setContentsMargins(20, 0, 20, 0);
    sumRow->setSpacing(20);
    m_share = new ShareBar(m_theme, sum);
    m_inText = makeLabel(Theme::Type::BodyBold);
    m_outText = makeLabel(Theme::Type::Body, Token::Text2);
    m_undoText = makeLabel(Theme::Type::Small, Token::Text3);
    sumRow->addWidget(m_share);
    sumRow->addWidget(m_inText);
    sumRow->addWidget(m_outText);
    sumRow->addStretch(1);
    sumRow->addWidget(new IconLabel(m_theme, QStringLiteral("undo-2"), Token::Text3, 14));
    sumRow->addWidget(m_undoText);
    column->addWidget(sum);
    m_splitter->addWidget(left);

    m_checks = new ImportChecks(m_theme, m_splitter);
    m_checks->setMinimumWidth(m_theme.scaled(235));
    m_splitter->addWidget(m_checks);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({1016, 348});

    connect(m_mapping, &MappingHeader::mappingChanged, this, [this] {
        m_isTouched = true;
        check(false);
    });
    connect(m_onlyProblems, &QCheckBox::toggled, this, [this](bool only) {
        m_model->setFilter(only ? ImportPreviewModel::Show::Problems
                                : ImportPreviewModel::Show::All);
        showState();
    });
    connect(m_checks, &ImportChecks::showWanted, this,
            [this](ImportPreviewModel::Show show, const QString &about) {
                m_model->setFilter(show, about);
                showState();
                m_table->setFocus(Qt::OtherFocusReason);
            });
    connect(m_checks, &ImportChecks::remediesChanged, this, &ImportView::takeRemedies);
    connect(m_checks, &ImportChecks::unknownLabelsChosen, this, [this](UnknownLabels unknown) {
        LabelMeaningsPopup &meanings = m_source->labelMeanings();
        meanings.setChosen(meanings.meanings(), unknown);
        m_isTouched = true;
        check(false);
    });
    connect(&m_theme, &Theme::changed, this, [this] {
        m_table->verticalHeader()->setDefaultSectionSize(m_theme.scaled(32));
        m_mapping->updateGeometry();
        m_checks->setMinimumWidth(m_theme.scaled(235));
    });
}

void ImportView::setSession(ProjectSession *session)
{
    if (m_isChecking)
        m_jobs.stop(m_checkJob);
    ++m_checkToken;
    m_session = session;
    m_isOpen = m_isChecking = m_isImporting = false;
    m_file.clear();
    m_kept.clear();
    m_model->clear();
    m_checks->clear();
    setRemedies({});
    m_isReadingRemedies = session != nullptr;
    m_waiting.reset();
    const ReadToken token = m_remediesToken.next();
    if (!session)
        return;
    session->reader().ask<ImportRemedies>(
        this, token,
        [](Project &project) -> Result<ImportRemedies> {
            const auto stored = project.settings().value(remediesKey);
            if (!stored)
                return stored.error();
            return *stored ? remediesFromJson((*stored)->toObject()) : ImportRemedies();
        },
        [this](const Result<ImportRemedies> &remedies) {
            m_isReadingRemedies = false;
            setRemedies(remedies.value_or(ImportRemedies()));
            if (const auto waiting = std::exchange(m_waiting, std::nullopt))
                check(waiting->guessAgain, waiting->kept ? &*waiting->kept : nullptr);
        });
}

void ImportView::setRemedies(const ImportRemedies &remedies)
{
    m_checks->setRemedies(remedies);
    m_model->setRemedies(m_checks->remedies());
}

void ImportView::takeRemedies(bool isOpen)
{
    const ImportRemedies remedies = m_checks->remedies();
    m_model->setRemedies(remedies);
    if (m_session && !m_session->isReadOnly())
        m_session->write(
            [json = remediesToJson(remedies)](Project &project) {
                return project.settings().setValue(remediesKey, json);
            },
            ProjectSession::Change::Settings);
    if (isOpen)
        check(false);
    else
        showState();
}

ImportSums ImportView::sums() const
{
    const ImportSummary &summary = m_model->preview().summary;
    if (!haveTexts()) // rows are no pairs yet
        return {};
    if (summary.findings.made.any())
        return summary.findings.sums(m_checks->remedies());
    return {.imported = summary.imported, .labelled = summary.labelled};
}

void ImportView::chooseFile()
{
    const QString file = FileDialog::openFile(
        this, tr("Choose a file of pairs"),
        m_file.isEmpty() ? QString() : QFileInfo(m_file).absolutePath(),
        tr("Files of pairs (*.csv *.tsv *.txt *.xlsx *.json *.jsonl);;All files (*)"));
    if (!file.isEmpty())
        openFile(file);
    else if (m_file.isEmpty())
        leave();
}

void ImportView::openFile(const QString &path)
{
    m_file = path;
    m_isOpen = true;
    ImportRemedies remedies = m_checks->remedies();
    remedies.otherLabel = {}; // chosen for a file that was looked at, not for the next
    setRemedies(remedies);
    m_isTouched = m_isGuessing = false;
    m_source->reset();
    m_notes->setSummary({});
    m_model->clear();
    m_mapping->setColumns({});
    m_checks->clear();
    if (!restoreChoice())
        check(true);
}

void ImportView::showPreview(const ImportPreview &preview)
{
    const bool isNew = m_model->preview().format.columnNames != preview.format.columnNames;
    m_model->setPreview(preview);
    m_mapping->setColumns(preview.format.columns);
    m_checks->setPreview(preview);
    m_source->show(preview.format);
    if (preview.summary.mapping == MappingSource::Remembered)
        m_source->labelMeanings().setChosen(preview.format.labelMeanings,
                                            preview.format.unknownLabels);
    m_source->showLabels(preview.summary);
    m_notes->setSummary(preview.summary);
    if (!isNew)
        return;
    m_mapping->setMinimumSectionSize(48);
    m_table->setColumnWidth(0, m_theme.scaled(56));
    const int columns = m_model->fileColumns();
    int wide = 0, fixed = m_theme.scaled(56) + m_theme.scaled(150);
    const auto isText = [&](int column) {
        const PairColumn brings = preview.format.columns.at(column);
        return brings == PairColumn::Question || brings == PairColumn::Reply ||
               brings == PairColumn::Context;
    };
    for (int column = 0; column < columns; ++column) {
        if (isText(column)) {
            ++wide;
        } else {
            const int width =
                m_theme.scaled(preview.format.columns.at(column) == PairColumn::Label ? 146 : 120);
            m_table->setColumnWidth(column + 1, width);
            fixed += width;
        }
    }
    const int share =
        std::max(m_theme.scaled(180), (m_table->viewport()->width() - fixed) / std::max(1, wide));
    for (int column = 0; column < columns; ++column)
        if (isText(column))
            m_table->setColumnWidth(column + 1, share);
    m_table->setColumnWidth(columns + 1, m_theme.scaled(150));
}

/// Somebody has to look at the texts and say what they are in.
bool ImportView::isEncodingOpen() const
{
    return m_source->chosen().encoding.isEmpty() && m_model->preview().format.doubt.has_value();
}

void ImportView::showProblem(const Error &error)
{
    m_model->clear();
    m_mapping->setColumns({});
    m_checks->clear();
    m_notes->setSummary({});
    m_messages.show(error);
    m_messages.addAction(tr("Choose another file"), [this] { chooseFile(); });
}

/// Rows have questions and replies, or are known by the pairs that they were exported from.
bool ImportView::haveTexts() const
{
    const QList<PairColumn> columns = m_mapping->columns();
    const UpdateCounts &updates = m_model->preview().summary.updates;
    return (columns.contains(PairColumn::Question) && columns.contains(PairColumn::Reply)) ||
           updates.updated + updates.unchanged > 0;
}

bool ImportView::canImport() const
{
    return m_session && !m_session->isReadOnly() && !m_isChecking && !m_isImporting &&
           haveTexts() && !isEncodingOpen() &&
           sums().imported + m_model->preview().summary.updates.updated > 0;
}

QString ImportView::subject() const
{
    return m_file.isEmpty() ? tr("Import a file")
                            : tr("Import %1").arg(QFileInfo(m_file).fileName());
}

void ImportView::focusStart()
{
    if (m_mapping->columns().isEmpty())
        m_source->fileButton().setFocus(Qt::OtherFocusReason);
    else
        m_mapping->focusFirst();
}

void ImportView::showHeader(QHBoxLayout &header, bool shown)
{
    for (Button *button : {m_cancelButton, m_importButton}) {
        if (header.indexOf(button) < 0)
            header.addWidget(button);
        button->setVisible(shown);
    }
}

void ImportView::retranslate()
{
    m_source->retranslate();
    m_table->setAccessibleName(tr("First rows of the file"));
    m_onlyProblems->setText(tr("Only rows with a problem"));
    m_leaveAction->setText(tr("Cancel"));
    m_mapping->retranslate();
    m_checks->retranslate();
    m_notes->retranslate();
    showState();
}

void ImportView::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void ImportView::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.constFirst().isLocalFile())
        openFile(urls.constFirst().toLocalFile());
}

} // namespace tunedesk

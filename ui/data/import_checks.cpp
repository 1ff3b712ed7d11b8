#include "data/import_checks.h"

#include "shell/widgets.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>
#include <type_traits>

namespace tunedesk
{

ImportChecks::ImportChecks(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_header(new PaneHeader(this)),
      m_errors(new BadgeLabel(theme, this)), m_warnings(new BadgeLabel(theme, this))
{
    setGround(this, Token::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_header->row().addWidget(m_errors);
    m_header->row().addWidget(m_warnings);
    column->addWidget(m_header);
    auto *scroll = m_scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *content = new QWidget(scroll);
    setGround(content, Token::Base);
    m_list = new QVBoxLayout(content);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(0);
    scroll->setWidget(content);
    column->addWidget(scroll, 1);
    retranslate();
}

void ImportChecks::setPreview(const ImportPreview &preview)
{
    m_preview = preview;
    m_hasPreview = true;
    retranslate();
}

void ImportChecks::clear()
{
    m_preview = {};
    m_hasPreview = false;
    retranslate();
}

void ImportChecks::setRemedies(const ImportRemedies &remedies)
{
    m_remedies = remedies;
    retranslate();
}

ImportCheckRow *ImportChecks::addCheck(Token tone, const QString &icon, int count,
                                       const ImportCheckRow::Texts &texts, Show show,
                                       const QString &about, int remedy)
{
    auto *check = new ImportCheckRow(m_theme, icon, tone, count, texts, remedy, this);
    connect(check, &ImportCheckRow::showWanted, this,
            [this, show, about] { Q_EMIT showWanted(show, about); });
    m_list->addWidget(check);
    m_warningCount += tone == Token::Warn;
    return check;
}

template <typename Remedy>
void ImportChecks::addChoice(const QString &icon, int count, const ImportCheckRow::Texts &texts,
                             Show show, Remedy ImportRemedies::*remedy)
{
    if (count == 0)
        return;
    ImportCheckRow *check =
        addCheck(Token::Warn, icon, count, texts, show, {}, int(m_remedies.*remedy));
    check->remedies()->setObjectName(QStringLiteral("remedy%1").arg(int(show)));
    connect(check, &ImportCheckRow::remedyChosen, this, [this, remedy](int chosen) {
        if (m_remedies.*remedy == Remedy(chosen))
            return;
        m_remedies.*remedy = Remedy(chosen);
        Q_EMIT remediesChanged(std::is_same_v<Remedy, ImportRemedies::Personal> ||
                               std::is_same_v<Remedy, ImportRemedies::OtherLabel>);
    });
}

int ImportChecks::addRejected()
{
    int added = 0;
    for (const auto &[fault, rows] : m_preview.summary.faults) {
        const auto &[kind, about] = fault;
        const QString icon = QStringLiteral("circle-x");
        const QString leftOut = tr("These rows are left out.");
        added += kind != RowFault::UnknownLabel;
        switch (kind) {
        case RowFault::Broken:
            addCheck(Token::Error, icon, rows,
                     {about.isEmpty() ? tr("Other faults") : about, leftOut, {}},
                     about.isEmpty() ? Show::Problems : Show::Reason, about);
            break;
        case RowFault::EmptySide:
            addCheck(Token::Error, icon, rows,
                     {about, tr("A pair needs both sides."), {tr("Leave out")}}, Show::Reason,
                     about);
            break;
        case RowFault::OddValue:
            addCheck(Token::Error, icon, rows,
                     {tr("“%1” is not understood").arg(about),
                      reasonsOf(about) + QLatin1Char(' ') + leftOut,
                      {}},
                     Show::Reason, about);
            break;
        case RowFault::UnknownLabel:
            break; // with those that come in without it
        }
    }
    return added;
}

/// Of the first values of a column that are not understood.
QString ImportChecks::reasonsOf(const QString &column) const
{
    constexpr qsizetype kMost = 2;
    QStringList reasons;
    for (const RejectedRow &row : m_preview.summary.reasons) {
        if (row.fault != RowFault::OddValue || row.column != column || reasons.contains(row.reason))
            continue;
        if (reasons.size() == kMost)
            return reasons.join(QLatin1Char(' ')) + QStringLiteral(" …");
        reasons << row.reason;
    }
    return reasons.join(QLatin1Char(' '));
}

void ImportChecks::addUnknownLabels()
{
    const ImportSummary &summary = m_preview.summary;
    if (summary.unknownLabels == 0)
        return;
    constexpr qsizetype kMost = 3, kLongest = 20;
    const QLocale locale;
    QStringList values;
    bool isMore = summary.otherLabelRows > 0;
    for (const LabelValueRows &value : summary.labelValues) {
        if (value.isKnown)
            continue;
        if (values.size() == kMost) {
            isMore = true;
            break;
        }
        const QString text = value.text.size() > kLongest
                                 ? value.text.left(kLongest - 1) + QStringLiteral("…")
                                 : value.text;
        values << tr("“%1” (%2)", "label, rows").arg(text, locale.toString(value.rows));
    }
    QString named = values.join(tr(", ", "between labels"));
    if (isMore)
        named += QStringLiteral(" …");
    const QString why =
        tr("It is not known what %1 stands for. You can say so under “Labels mean”.").arg(named);
    const auto unknown = m_preview.format.unknownLabels.value_or(UnknownLabels::Refused);
    ImportCheckRow *check =
        addCheck(Token::Warn, QStringLiteral("tag"), summary.unknownLabels,
                 {tr("Label not understood"), why, {tr("Leave out"), tr("Import without a label")}},
                 Show::UnknownLabels, {}, int(unknown));
    check->remedies()->setObjectName(QStringLiteral("unknownLabelsRemedy"));
    connect(check, &ImportCheckRow::remedyChosen, this, [this, unknown](int chosen) {
        if (UnknownLabels(chosen) != unknown)
            Q_EMIT unknownLabelsChosen(UnknownLabels(chosen));
    });
}

void ImportChecks::addFound()
{
    const ImportSummary &summary = m_preview.summary;
    const ImportFindings &found = summary.findings;
    QString why = tr("Same earlier turns, question and reply as a pair of the project or an "
                     "earlier row.");
    if (const int here = found.duplicatesOtherLabel - found.otherLabelInFile; here > 0)
        why += QLatin1Char(' ') + tr("%Ln have another label here.", nullptr, here);
    if (found.otherLabelInFile > 0)
        why += QLatin1Char(' ') + tr("%Ln have another label in an earlier row, which counts.",
                                     nullptr, found.otherLabelInFile);
    addChoice(QStringLiteral("copy"), summary.duplicates,
              {tr("Already there"),
               why,
               {tr("Leave out, keep my labels"), tr("Leave out, take the file's labels")}},
              Show::Duplicates, &ImportRemedies::otherLabel);
    const QString keep = tr("Import as they are"), leaveOut = tr("Leave out");
    addChoice(
        QStringLiteral("copy"), found.near,
        {tr("Nearly the same"),
         tr("0.92 or more alike to a pair of the project or an earlier row. What is there many "
            "times counts too much in training."),
         {keep, leaveOut}},
        Show::Near, &ImportRemedies::near);
    addChoice(
        QStringLiteral("split"), found.twoSplits,
        {tr("In two splits"),
         tr("Their dialogue, conversation or pair is in another split too. Training on what is "
            "tested would flatter the scores."),
         {keep, tr("Put the whole dialogue in one split"), leaveOut}},
        Show::TwoSplits, &ImportRemedies::twoSplits);
    addChoice(
        QStringLiteral("triangle-alert"), found.contradicting,
        {tr("Contradicting labels"),
         tr("But for case, blanks or signs the same as another row or pair, which has the other "
            "label or a score far from it. A model can't learn both."),
         {keep, tr("Import without a label"), leaveOut}},
        Show::Contradicting, &ImportRemedies::contradicting);
    QStringList kinds;
    const QLocale locale;
    const auto addKind = [&](PersonalKind kind, const QString &text) {
        if (const int rows = found.personalRows[std::size_t(kind)]; rows > 0)
            kinds << text.arg(locale.toString(rows));
    };
    addKind(PersonalKind::Card, tr("card number: %1", "rows"));
    addKind(PersonalKind::Phone, tr("phone number: %1", "rows"));
    addKind(PersonalKind::Email, tr("e-mail address: %1", "rows"));
    addKind(PersonalKind::Identity, tr("identity number: %1", "rows"));
    addChoice(
        QStringLiteral("user"), found.personal,
        {tr("Personal data"),
         tr("What looks like it, by its form (%1). A model may repeat what it was trained on.")
             .arg(kinds.join(tr(", ", "between names"))),
         {tr("Import as it is"), tr("Mask it: [phone], [card] …")}},
        Show::Personal, &ImportRemedies::personal);
}

void ImportChecks::addLengths()
{
    const auto &found = m_preview.summary.findings.lengths;
    if (!found || found->cut == 0)
        return;
    const QLocale locale;
    const auto rows = [&](int ofSample) {
        return locale.toString(
            qint64(std::llround(double(ofSample) * double(found->rows) / found->sample)));
    };
    QString why =
        tr("%1 reads %2 tokens of a pair. Earlier turns and question would lose something "
           "in %3 rows, the reply in %4.")
            .arg(found->model, locale.toString(found->maxLength), rows(found->cutFirst),
                 rows(found->cutReply));
    if (!found->isExact())
        why += QLatin1Char(' ') + tr("Estimated from %1 rows.").arg(locale.toString(found->sample));
    addCheck(Token::Text3, QStringLiteral("file-warning"), int(found->estimatedCut()),
             {tr("Longer than the model reads"), why, {}}, Show::TooLong);
}

void ImportChecks::addFine(bool isWhole)
{
    auto *fine = new QWidget(this);
    auto *row = new QHBoxLayout(fine);
    row->setContentsMargins(16, 12, 16, 12);
    row->addWidget(new IconLabel(m_theme, QStringLiteral("circle-check"), Token::Good), 0,
                   Qt::AlignTop);
    auto *text = makeLabel(Theme::Type::Body, Token::Text2);
    text->setWordWrap(true);
    const QString &encoding = m_preview.format.encoding; // a spreadsheet has none
    text->setText(encoding.isEmpty() ? isWhole ? tr("The file can be read and no row is broken.")
                                               : tr("The file can be read.")
                  : isWhole ? tr("The file can be read as %1 and no row is broken.").arg(encoding)
                            : tr("The file can be read as %1.").arg(encoding));
    row->addWidget(text, 1);
    m_list->addWidget(fine);
}

void ImportChecks::retranslate()
{
    m_header->setTitle(tr("Checks before import"));
    // A remedy that reads the file anew keeps the focus.
    QString focused;
    for (const QComboBox *box : findChildren<QComboBox *>())
        if (box->hasFocus())
            focused = box->objectName();
    while (QLayoutItem *item = m_list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_warningCount = 0;
    const int errors = addRejected();
    addFound();
    addUnknownLabels();
    addLengths();
    const ImportSummary &summary = m_preview.summary;
    const ImportSums sums = summary.findings.sums({});
    const int unlabelled = summary.findings.made.any() ? sums.imported - sums.labelled
                                                       : summary.imported - summary.labelled;
    if (unlabelled > 0)
        addCheck(Token::Text3, QStringLiteral("tag"), unlabelled,
                 {tr("Without a label"), tr("They come in and wait on the Label page."), {}},
                 Show::Unlabelled);
    if (m_hasPreview)
        addFine(errors == 0);
    m_list->addStretch(1);
    // Rows are made later than all that comes behind the pane.
    QWidget *before = m_scroll;
    for (int i = 0; i < m_list->count(); ++i)
        if (auto *row = qobject_cast<ImportCheckRow *>(m_list->itemAt(i)->widget()))
            before = row->takeTabFrom(before);
    if (!focused.isEmpty())
        if (auto *box = findChild<QComboBox *>(focused))
            box->setFocus(Qt::OtherFocusReason);
    m_errors->setVisible(errors > 0);
    m_errors->setBadge({tr("%n errors", nullptr, errors), {}, Badge::Tone::Error});
    m_warnings->setVisible(m_warningCount > 0);
    m_warnings->setBadge({tr("%n warnings", nullptr, m_warningCount), {}, Badge::Tone::Warn});
}

} // namespace tunedesk

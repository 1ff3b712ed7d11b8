#include "train/before_start.h"

#include "shell/widgets.h"
#include "train/estimate_block.h"
#include "train/run_text.h"

#include <QGridLayout>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace tunedesk
{

namespace
{
constexpr int kHeadMargins = 16 + 12 + 3 * 8; ///< and what parts title and note

QFrame *block(QVBoxLayout &column, bool line)
{
    auto *frame = new QFrame;
    if (line)
        setLine(frame, Qt::TopEdge);
    auto *inner = new QVBoxLayout(frame);
    inner->setContentsMargins(16, 12, 16, 12);
    inner->setSpacing(6);
    column.addWidget(frame);
    return frame;
}
} // namespace

BeforeStart::BeforeStart(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new PaneHeader;
    m_head = head;
    m_measured = makeLabel(Theme::Type::Small, Token::Text3);
    m_measured->hide();
    head->row().addWidget(m_measured);
    column->addWidget(head);
    const auto titled = [&theme](QVBoxLayout &to, const QString &icon, QLabel *&name,
                                 QLabel *&value) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(new IconLabel(theme, icon, Token::Text2));
        name = makeLabel(Theme::Type::Body);
        value = makeLabel(Theme::Type::Mono);
        row->addWidget(name, 1);
        row->addWidget(value);
        to.addLayout(row);
    };

    m_estimate = new EstimateBlock(theme);
    column->addWidget(m_estimate);
    connect(m_estimate, &EstimateBlock::shown, this, [this](bool isKnown) {
        m_isMeasured = isKnown;
        fitHead();
    });
    auto *labels = static_cast<QVBoxLayout *>(block(*column, true)->layout());
    auto *figure = new QHBoxLayout;
    figure->setSpacing(8);
    figure->addWidget(new IconLabel(theme, QStringLiteral("tag"), Token::Text2));
    m_labels = makeLabel(Theme::Type::Figure);
    m_labelsNote = makeLabel(Theme::Type::Body, Token::Text2);
    figure->addWidget(m_labels);
    figure->addWidget(m_labelsNote, 1);
    labels->addLayout(figure);
    m_balance = new ProgressLine(theme);
    m_balance->setColors(Token::Good, Token::Bad);
    labels->addWidget(m_balance);
    m_balanceNote = makeLabel(Theme::Type::Small, Token::Text2);
    m_balanceNote->setWordWrap(true);
    labels->addWidget(m_balanceNote);

    auto *splits = static_cast<QVBoxLayout *>(block(*column, true)->layout());
    for (std::size_t i = 0; i < m_splitNames.size(); ++i)
        titled(*splits,
               i == 0   ? QStringLiteral("graduation-cap")
               : i == 1 ? QStringLiteral("gauge")
                        : QStringLiteral("shield-check"),
               m_splitNames[i], m_splitCounts[i]);
    titled(*splits, QStringLiteral("list"), m_stepsName, m_steps);

    auto *checksFrame = new QFrame;
    setLine(checksFrame, Qt::TopEdge);
    auto *checks = new QVBoxLayout(checksFrame);
    checks->setContentsMargins(0, 12, 0, 4);
    checks->setSpacing(0);
    m_checksTitle = makeLabel(Theme::Type::SmallBold, Token::Text3);
    m_checksTitle->setContentsMargins(16, 0, 16, 2);
    checks->addWidget(m_checksTitle);
    for (CheckRow *&row : m_checks) {
        row = new CheckRow(theme);
        row->layout()->setContentsMargins(16, 4, 16, 4);
        checks->addWidget(row);
    }
    m_cut = new CheckRow(theme);
    m_cut->layout()->setContentsMargins(16, 4, 16, 4);
    m_cut->hide();
    checks->addWidget(m_cut);
    column->addWidget(checksFrame);
    column->addStretch(1);
    auto *foot = static_cast<QVBoxLayout *>(block(*column, true)->layout());
    auto *footRow = new QHBoxLayout;
    footRow->addWidget(new IconLabel(theme, QStringLiteral("info"), Token::Text3), 0, Qt::AlignTop);
    m_foot = makeLabel(Theme::Type::Small, Token::Text2);
    m_foot->setWordWrap(true);
    footRow->addWidget(m_foot, 1);
    foot->addLayout(footRow);
    retranslate();
}

/// The note stands beside the title where both have room.
void BeforeStart::fitHead()
{
    const int title = m_head->row().itemAt(0)->widget()->sizeHint().width();
    m_measured->setVisible(m_isMeasured &&
                           title + m_measured->sizeHint().width() + kHeadMargins <= width());
}

void BeforeStart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitHead();
}

void BeforeStart::setData(const TrainingData &known)
{
    m_data = known;
    showData();
}

void BeforeStart::setRecipe(const TrainingRecipe &recipe)
{
    m_recipe = recipe;
    showData();
}

void BeforeStart::showData()
{
    m_stepsName->setText(fineTunesAfterwards(m_recipe) ? tr("Steps of fine-tuning, at most")
                         : fitsFeatures(m_recipe)      ? tr("Steps")
                                                       : tr("Steps, at most"));
    if (!m_data)
        return;
    const QLocale locale;
    const TrainingData &known = *m_data;
    m_labels->setText(locale.toString(known.labelled));
    m_labelsNote->setText(tr("labelled pairs of %1").arg(locale.toString(known.pairs)));
    const int both = known.appropriate + known.notAppropriate;
    m_balance->setFraction(both ? double(known.appropriate) / both : 0);
    m_balanceNote->setText(tr("%1 appropriate, %2 not; disputed and left out: %3")
                               .arg(locale.toString(known.appropriate),
                                    locale.toString(known.notAppropriate),
                                    locale.toString(known.disputed)));
    const int valid = m_recipe.validationPercent;
    const int test = m_recipe.testPercent;
    int train = known.expected(Split::Train, valid, test);
    if (m_recipe.maxTrainPairs > 0)
        train = std::min(train, m_recipe.maxTrainPairs);
    const int validation = known.expected(Split::Validation, valid, test);
    const int tested = known.expected(Split::Test, valid, test);
    const auto about = [this, &locale](int pairs) {
        return tr("about %1").arg(locale.toString(pairs));
    };
    m_splitCounts[0]->setText(about(train));
    m_splitCounts[1]->setText(about(validation));
    m_splitCounts[2]->setText(about(tested));
    // Wrong replies come beside the appropriate ones.
    const bool isAdding = m_recipe.objective == QLatin1String("classification") &&
                          m_recipe.head != QLatin1String("features");
    const double right = both ? double(known.appropriate) / both : 0;
    const int seen = isAdding ? qRound(train * (1 + right * m_recipe.hardNegatives)) : train;
    const int together = m_recipe.batchSize * m_recipe.gradientAccumulation;
    const int steps = together > 0 ? (seen + together - 1) / together : 0;
    // How many the fit of the features takes shows itself; it has neither batches nor epochs.
    const bool isFitOnly = fitsFeatures(m_recipe) && !fineTunesAfterwards(m_recipe);
    m_steps->setText(isFitOnly ? tr("until it fits") : about(qRound(steps * m_recipe.epochs)));
    m_estimate->setMemory(known.totalMemory, known.freeMemory);

    using State = CheckRow::State;
    m_checks[0]->setState(known.mixedDialogues ? State::Warning : State::Good);
    m_checks[0]->setTexts(
        known.mixedDialogues
            ? tr("%n dialogue(s) have pairs in two splits", nullptr, known.mixedDialogues)
            : tr("No dialogue is in two splits"),
        known.mixedDialogues
            ? tr("What one file brings of each goes whole to the test, or else to checking. “Check "
                 "the data” lists them.")
            : QString());
    const int share = both ? qRound(100.0 * known.appropriate / both) : 0;
    const bool balanced = share >= 20 && share <= 80;
    m_checks[1]->setState(balanced ? State::Good : State::Warning);
    m_checks[1]->setTexts(
        balanced ? tr("Labels are balanced, %1 to %2").arg(share).arg(100 - share)
                 : tr("Labels are one-sided, %1 to %2").arg(share).arg(100 - share),
        balanced ? QString() : tr("Look at F1 beside what the larger class alone would get."));
    const bool enough = known.labelled >= TrainingData::kEnough;
    m_checks[2]->setState(enough ? State::Good : State::Warning);
    m_checks[2]->setTexts(
        enough ? tr("Enough labels for a run") : tr("Few labels for a run"),
        enough ? QString()
               : tr("Under %1 labels the scores say little.").arg(TrainingData::kEnough));
    const bool testable = tested >= 20;
    m_checks[3]->setState(testable ? State::Good : State::Warning);
    m_checks[3]->setTexts(
        testable     ? tr("The test split is large enough to compare runs")
        : tested > 0 ? tr("The test split is small")
                     : tr("There are no pairs for the test"),
        testable ? QString()
        : tested > 0
            ? tr("One pair more or less changes the score by %1 %.").arg(qRound(100.0 / tested))
            : tr("Only the pairs for checking tell how good it is."));
}

void BeforeStart::setTruncation(std::optional<TruncationReport> report)
{
    m_truncation = report;
    showTruncation();
}

void BeforeStart::showTruncation()
{
    m_cut->setVisible(m_truncation.has_value());
    if (!m_truncation)
        return;
    const TruncationReport &report = *m_truncation;
    const QLocale locale;
    const bool isWhole = report.cutPairs == 0;
    const bool isApart = report.asked.reading == PairReading::Apart;
    const int most = report.asked.maxLength;
    m_cut->setState(isWhole ? CheckRow::State::Good : CheckRow::State::Warning);
    m_cut->setTexts(
        isWhole ? (isApart ? tr("Every text fits into %1 tokens")
                           : tr("Every pair fits into %1 tokens"))
                      .arg(most)
                : tr("%n pair(s) are cut at %1 tokens", nullptr, report.cutPairs).arg(most),
        isWhole
            ? tr("The longest has %1.").arg(locale.toString(report.longest))
            : (isApart ? tr("Conversations lose %1 tokens, replies %2; the longest text has %3.")
                       : tr("Question and earlier turns lose %1 tokens, replies %2; the longest "
                            "pair has %3."))
                  .arg(locale.toString(report.firstLost), locale.toString(report.replyLost),
                       locale.toString(report.longest)));
}

void BeforeStart::retranslate()
{
    m_head->setTitle(tr("Before you start"));
    m_measured->setText(tr("measured on this computer"));
    m_estimate->retranslate();
    m_splitNames[0]->setText(tr("Pairs to train on"));
    m_splitNames[1]->setText(tr("Pairs for checking"));
    m_splitNames[2]->setText(tr("Pairs for the test"));
    m_checksTitle->setText(tr("Checks"));
    m_foot->setText(
        tr("You can go on labelling while it trains. New labels count from the next run on."));
    fitHead();
    showData();
    showTruncation();
}

} // namespace tunedesk

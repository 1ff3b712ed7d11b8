#include "data/import_notes.h"

#include "shell/widgets.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ImportNotes)
};
} // namespace

QString updatesText(const UpdateCounts &updates, bool shortly)
{
    QStringList said;
    if (updates.updated > 0)
        said << Text::tr("%Ln pairs updated (%1)", nullptr, updates.updated)
                    .arg(updatesText(updates.fields));
    if (updates.takenBack > 0)
        said << Text::tr("%Ln answers of others no longer count", nullptr, updates.takenBack);
    if (updates.unchanged > 0 && !shortly)
        said << Text::tr("%Ln unchanged", "pairs", updates.unchanged);
    if (updates.otherTexts > 0 && !shortly)
        said << Text::tr("%Ln with edited texts, which come in as new pairs without the answers "
                         "about the old ones",
                         nullptr, updates.otherTexts);
    if (updates.keptLabels > 0)
        said << Text::tr("%Ln keep their label, which the file has no more", "pairs",
                         updates.keptLabels);
    if (updates.keptTests > 0)
        said << Text::tr("%Ln stay in the test set", "pairs", updates.keptTests);
    return said.join(Text::tr(" · ", "between counts of pairs"));
}

QString effectsText(const NewPairCounts &effects)
{
    QStringList said;
    if (effects.toTest > 0)
        said << Text::tr("%Ln pairs of the project come to the test set with their dialogue",
                         nullptr, effects.toTest);
    if (effects.joined > 0)
        said << Text::tr("%Ln rows come to the test set, where their dialogue was set aside",
                         nullptr, effects.joined);
    if (effects.inBin > 0)
        said << Text::tr("%Ln rows have the texts of pairs in the bin", nullptr, effects.inBin);
    return said.join(Text::tr(" · ", "between counts of pairs"));
}

ImportNotes::ImportNotes(const Theme &theme, QWidget *parent) : QFrame(parent)
{
    setLine(this, Qt::BottomEdge);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(20, 4, 20, 4);
    row->setSpacing(12);
    m_remembered = makeLabel(Theme::Type::Small, Token::Text2);
    m_guess = new Button(theme, Button::Kind::Link);
    m_save = new Button(theme, Button::Kind::Link);
    m_guess->setObjectName(QStringLiteral("guessColumns"));
    m_save->setObjectName(QStringLiteral("saveRejected"));
    for (Button *button : {m_guess, m_save})
        button->setSmall(true);
    row->addWidget(m_remembered);
    row->addWidget(m_guess);
    m_updates = makeLabel(Theme::Type::Small, Token::Text2);
    m_updates->setObjectName(QStringLiteral("updates"));
    m_updates->setWordWrap(true);
    row->addWidget(m_updates, 1);
    row->addStretch(); // in its place while it is hidden
    row->addWidget(m_save);
    connect(m_guess, &QAbstractButton::clicked, this, &ImportNotes::guessWanted);
    connect(m_save, &QAbstractButton::clicked, this, &ImportNotes::saveWanted);
    setSummary({});
}

void ImportNotes::setSummary(const ImportSummary &summary)
{
    m_summary = summary;
    m_summary.reasons.clear();
    const bool isRemembered = summary.mapping == MappingSource::Remembered && !summary.isGuess;
    m_remembered->setVisible(isRemembered);
    m_guess->setVisible(isRemembered);
    m_save->setVisible(summary.rejected > 0);
    retranslate();
    m_updates->setVisible(!m_updates->text().isEmpty());
    setVisible(isRemembered || summary.rejected > 0 || !m_updates->text().isEmpty());
}

QWidget *ImportNotes::lastField() const
{
    return m_save;
}

void ImportNotes::retranslate()
{
    m_remembered->setText(tr("Columns as last time"));
    m_remembered->setToolTip(
        tr("A file with the same header came in before; what its columns bring and what its labels "
           "mean was kept."));
    m_guess->setText(tr("Find them anew"));
    const QString effects = effectsText(m_summary.effects);
    m_updates->setToolTip(
        effects.isEmpty()
            ? QString()
            : tr("Counted over all rows of the file. What you choose on the right may leave some "
                 "of them out; the import tells the counts again when it is done."));
    QString unknown;
    if (m_summary.updates.unknownIds > 0 && m_summary.duplicates > 0)
        unknown = tr("%Ln rows have no id of a pair of this project; where their texts are there "
                     "already, changes of notes, topics, splits and flags are not taken",
                     nullptr, m_summary.updates.unknownIds);
    QStringList said{updatesText(m_summary.updates), unknown, effects};
    said.removeAll(QString());
    m_updates->setText(said.join(Text::tr(" · ", "between counts of pairs")));
    m_save->setText(tr("Save the rejected rows…"));
    m_save->setToolTip(tr("Writes the %Ln rows that are left out to a table, each with its reason.",
                          nullptr, m_summary.rejected));
}

} // namespace tunedesk

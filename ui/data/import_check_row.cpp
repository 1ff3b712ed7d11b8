#include "data/import_check_row.h"

#include "shell/widgets.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>

namespace tunedesk
{

ImportCheckRow::ImportCheckRow(const Theme &theme, const QString &icon, Token tone, int count,
                               const Texts &texts, int remedy, QWidget *parent)
    : QFrame(parent)
{
    setLine(this, Qt::BottomEdge);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 10, 12, 10);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    grid->addWidget(new IconLabel(theme, icon, tone), 0, 0, Qt::AlignTop);
    auto *title = makeLabel(Theme::Type::BodyBold);
    title->setText(texts.title);
    title->setWordWrap(true);
    grid->addWidget(title, 0, 1);
    auto *number = makeLabel(Theme::Type::Mono);
    number->setText(QLocale().toString(count));
    grid->addWidget(number, 0, 2, Qt::AlignRight | Qt::AlignTop);
    auto *why = makeLabel(Theme::Type::Small, Token::Text2);
    why->setText(texts.why);
    why->setWordWrap(true);
    m_show = new Button(theme, Button::Kind::Flat);
    auto *show = m_show;
    show->setSmall(true);
    show->setText(tr("Show", "the rows of a check"));
    show->setAccessibleName(tr("Show the rows: %1").arg(texts.title));
    connect(show, &QAbstractButton::clicked, this, &ImportCheckRow::showWanted);
    if (texts.remedies.isEmpty()) {
        grid->addWidget(why, 1, 1);
        grid->addWidget(show, 1, 2, Qt::AlignRight | Qt::AlignTop);
        return;
    }
    grid->addWidget(why, 1, 1, 1, 2);
    m_remedies = new QComboBox;
    m_remedies->addItems(texts.remedies);
    m_remedies->setCurrentIndex(remedy);
    m_remedies->setToolTip(texts.remedies.value(remedy)); // which a large text cuts
    m_remedies->setAccessibleName(tr("What to do with the rows: %1").arg(texts.title));
    m_remedies->setAccessibleDescription(texts.why);
    // As narrow as the pane, whatever the remedies say.
    m_remedies->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_remedies->setMinimumContentsLength(12);
    connect(m_remedies, &QComboBox::activated, this, &ImportCheckRow::remedyChosen);
    grid->addWidget(m_remedies, 2, 1);
    grid->addWidget(show, 2, 2, Qt::AlignRight);
}

QWidget *ImportCheckRow::takeTabFrom(QWidget *before)
{
    for (QWidget *field : {static_cast<QWidget *>(m_remedies), static_cast<QWidget *>(m_show)})
        if (field) {
            setTabOrder(before, field);
            before = field;
        }
    return before;
}

} // namespace tunedesk

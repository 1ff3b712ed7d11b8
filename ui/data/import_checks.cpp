#include "data/import_checks.h"

#include "shell/widgets.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMap>
#include <QScrollArea>
#include <QVBoxLayout>

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
    auto *scroll = new QScrollArea(this);
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

void ImportChecks::addCheck(Token tone, const QString &icon, int count, const QString &title,
                            const QString &text, ImportPreviewModel::Show show,
                            const QString &reason)
{
    auto *check = new QFrame(this);
    setLine(check, Qt::BottomEdge);
    auto *row = new QHBoxLayout(check);
    row->setContentsMargins(16, 10, 12, 10);
    row->setSpacing(8);
    row->addWidget(new IconLabel(m_theme, icon, tone), 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(3);
    auto *name = makeLabel(Theme::Type::BodyBold);
    name->setText(title);
    name->setWordWrap(true);
    auto *why = makeLabel(Theme::Type::Small, Token::Text2);
    why->setText(text);
    why->setWordWrap(true);
    texts->addWidget(name);
    texts->addWidget(why);
    row->addLayout(texts, 1);
    auto *side = new QVBoxLayout;
    side->setSpacing(3);
    auto *number = makeLabel(Theme::Type::Mono);
    number->setText(QLocale().toString(count));
    number->setAlignment(Qt::AlignRight);
    auto *button = new Button(m_theme, Button::Kind::Flat);
    button->setSmall(true);
    button->setText(tr("Show", "the rows of a check"));
    button->setAccessibleName(tr("Show the rows: %1").arg(title));
    connect(button, &QAbstractButton::clicked, this,
            [this, show, reason] { Q_EMIT showWanted(show, reason); });
    side->addWidget(number);
    side->addWidget(button);
    side->addStretch(1);
    row->addLayout(side);
    m_list->addWidget(check);
}

void ImportChecks::retranslate()
{
    m_header->setTitle(tr("Checks before import"));
    while (QLayoutItem *item = m_list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const ImportSummary &summary = m_preview.summary;
    QMap<QString, int> reasons;
    for (const RejectedRow &row : summary.reasons)
        ++reasons[row.reason];
    for (auto reason = reasons.cbegin(); reason != reasons.cend(); ++reason)
        addCheck(Token::Error, QStringLiteral("circle-x"), reason.value(), reason.key(),
                 tr("These rows are left out."), ImportPreviewModel::Show::Reason, reason.key());
    const int unlabelled = summary.imported - summary.labelled;
    if (summary.duplicates > 0)
        addCheck(Token::Warn, QStringLiteral("copy"), summary.duplicates, tr("Already there"),
                 tr("Same earlier turns, question and reply as a pair of the project or an earlier "
                    "row. Left out; your "
                    "labels stay."),
                 ImportPreviewModel::Show::Duplicates);
    if (unlabelled > 0)
        addCheck(Token::Text3, QStringLiteral("tag"), unlabelled, tr("Without a label"),
                 tr("They come in and wait on the Label page."),
                 ImportPreviewModel::Show::Unlabelled);
    if (m_hasPreview) {
        auto *fine = new QWidget(this);
        auto *row = new QHBoxLayout(fine);
        row->setContentsMargins(16, 12, 16, 12);
        row->addWidget(new IconLabel(m_theme, QStringLiteral("circle-check"), Token::Good), 0,
                       Qt::AlignTop);
        auto *text = makeLabel(Theme::Type::Body, Token::Text2);
        text->setWordWrap(true);
        text->setText(reasons.isEmpty()
                          ? tr("The file can be read as %1 and no row is broken.")
                                .arg(m_preview.format.encoding)
                          : tr("The file can be read as %1.").arg(m_preview.format.encoding));
        row->addWidget(text, 1);
        m_list->addWidget(fine);
    }
    m_list->addStretch(1);
    m_errors->setVisible(!reasons.isEmpty());
    m_errors->setBadge({tr("%n errors", nullptr, int(reasons.size())), {}, Badge::Tone::Error});
    m_warnings->setVisible(summary.duplicates > 0);
    m_warnings->setBadge({tr("%n warnings", nullptr, 1), {}, Badge::Tone::Warn});
}

} // namespace tunedesk

#include "data/preview_delegate.h"

#include "data/import_preview_model.h"
#include "shell/badge.h"

#include <QPainter>

namespace tunedesk
{

PreviewDelegate::PreviewDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_cells(theme)
{
}

void PreviewDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const Theme &theme = m_cells.theme();
    m_cells.ground(*painter, option, index, Token::Base);
    const QRect inner = option.rect.adjusted(10, 0, -8, -1);
    const QString text = index.data().toString();
    const QString problem = index.data(ImportPreviewModel::ProblemRole).toString();
    const bool isLeftOut = index.data(ImportPreviewModel::IsLeftOutRole).toBool();
    const bool isRejected = index.data(ImportPreviewModel::IsRejectedRole).toBool();
    const int column = index.data(ImportPreviewModel::ColumnRole).toInt();
    const bool isLast = index.column() == index.model()->columnCount() - 1;
    if (index.column() == 0) {
        m_cells.line(*painter, inner, text, Token::Text3, theme.font(Theme::Type::Mono), {},
                     Qt::AlignRight);
    } else if (isLast) {
        if (!text.isEmpty())
            paintBadge(painter, theme, inner,
                       {text,
                        {},
                        isRejected                        ? Badge::Tone::Error
                        : isLeftOut || !problem.isEmpty() ? Badge::Tone::Warn
                                                          : Badge::Tone::Neutral});
    } else if (column == int(PairColumn::Label)) {
        const int label = index.data(ImportPreviewModel::LabelRole).toInt();
        if (label == 1)
            paintBadge(painter, theme, inner,
                       {tr("Appropriate"), QStringLiteral("check"), Badge::Tone::Good});
        else if (label == 0)
            paintBadge(painter, theme, inner,
                       {tr("Not appropriate"), QStringLiteral("x"), Badge::Tone::Bad});
        else if (text.isEmpty())
            m_cells.line(*painter, inner, tr("not yet", "no label"), Token::Text3,
                         theme.font(Theme::Type::Body));
        else if (!index.data(ImportPreviewModel::IsProblemCellRole).toBool())
            m_cells.line(*painter, inner, text, Token::Text3, theme.font(Theme::Type::Body));
        else
            paintBadge(painter, theme, inner,
                       {QStringLiteral("“%1”").arg(text), QStringLiteral("triangle-alert"),
                        Badge::Tone::Warn});
    } else if (text.isEmpty() &&
               (column == int(PairColumn::Question) || column == int(PairColumn::Reply))) {
        m_cells.line(*painter, inner, tr("empty"), Token::Error, theme.font(Theme::Type::Body));
    } else {
        const bool isOut = isLeftOut || column == int(PairColumn::LeaveOut);
        m_cells.line(*painter, inner, text, isOut ? Token::Text3 : Token::Text,
                     theme.font(column == int(PairColumn::Dialogue) ? Theme::Type::Mono
                                                                    : Theme::Type::Body));
    }
    m_cells.focus(*painter, option, index);
}

} // namespace tunedesk

#include "label/answer_list_model.h"

namespace tunedesk
{

AnswerListModel::AnswerListModel(QObject *parent) : QAbstractListModel(parent) {}

void AnswerListModel::setAnswers(std::vector<GivenAnswer> answers)
{
    beginResetModel();
    m_answers = std::move(answers);
    endResetModel();
}

int AnswerListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_answers.size());
}

QVariant AnswerListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const GivenAnswer &answer = m_answers[std::size_t(index.row())];
    const int tone = answer.label.skipped ? -1 : answer.label.label.value_or(-1);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return answer.question.simplified();
    case Qt::AccessibleTextRole:
        return tone == 1   ? tr("Appropriate: %1").arg(answer.question)
               : tone == 0 ? tr("Not appropriate: %1").arg(answer.question)
                           : tr("Skipped: %1").arg(answer.question);
    case PairIdRole:
        return answer.label.pairId;
    case ToneRole:
        return tone;
    case IconRole:
        return tone == 1   ? QStringLiteral("check")
               : tone == 0 ? QStringLiteral("x")
                           : QStringLiteral("skip-forward");
    default:
        return {};
    }
}

} // namespace tunedesk

#pragma once

#include "domain/label.h"

#include <QAbstractListModel>

#include <vector>

namespace tunedesk
{

/// One answer with the question it was about.
struct GivenAnswer {
    Label label;
    QString question;
};

/// The person's newest answers, newest first. Window thread.
class AnswerListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        PairIdRole = Qt::UserRole + 1,
        IconRole,
        ToneRole
    }; ///< Lucide name; 1 good, 0 bad, −1 neither
    explicit AnswerListModel(QObject *parent = nullptr);
    void setAnswers(std::vector<GivenAnswer> answers);
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    std::vector<GivenAnswer> m_answers;
};

} // namespace tunedesk

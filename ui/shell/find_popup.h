#pragma once

#include "shell/project_reader.h"
#include "shell/theme.h"

#include <QAbstractListModel>
#include <QFrame>
#include <QPointer>

#include <functional>

class QLineEdit;
class QListView;

namespace tunedesk
{

/// One thing that the find list can do.
struct FindEntry {
    QString text;
    QString detail; ///< menu, page, kind
    QString key;    ///< as keyText() writes it
    QString icon;
    std::function<void()> act;
};

/// What was found, best first.
class FindModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { DetailRole = Qt::UserRole + 1, KeyRole, IconRole };
    using QAbstractListModel::QAbstractListModel;

    void setEntries(QList<FindEntry> entries); ///< commands and pages
    void setRuns(QList<FindEntry> runs);       ///< put after them
    void setWords(const QString &words);       ///< every word has to be in text or detail
    void setPairs(QList<FindEntry> pairs);     ///< found in the project, put last
    const FindEntry *entry(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    void filter();

    QList<FindEntry> m_all;
    QList<FindEntry> m_runs;
    QList<FindEntry> m_pairs;
    QList<FindEntry> m_shown;
    QString m_words;
};

/// Ctrl+K: commands, pages, runs and pairs in one list, each with its key.
class FindPopup : public QFrame
{
    Q_OBJECT
public:
    explicit FindPopup(const Theme &theme, QWidget *parent = nullptr);

    /// @param reader of the project with the runs and pairs; null: none
    void open(QList<FindEntry> entries, ProjectReader *reader, const QRect &below);
    QLineEdit *field() const { return m_field; }
    QListView *list() const { return m_list; }
    FindModel *model() const { return m_model; }

Q_SIGNALS:
    void pairChosen(qint64 pairId);
    void runChosen(qint64 runId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void readRuns();
    void search(const QString &words);
    void choose(const QModelIndex &index);

    const Theme &m_theme;
    QLineEdit *m_field;
    QListView *m_list;
    FindModel *m_model;
    QPointer<ProjectReader> m_reader;
    ReadToken m_runsQuestion, m_pairsQuestion;
};

} // namespace tunedesk

#pragma once

#include "project/pair_store.h"
#include "shell/theme.h"

#include <QAbstractButton>
#include <QWidget>

#include <vector>

namespace tunedesk
{

/// One number of the statistics row: figure and note over a bar, or a small histogram beside two
/// lines. A click asks for the pairs behind it. Window thread.
class StatisticItem : public QAbstractButton
{
    Q_OBJECT
public:
    struct Content {
        QString figure, note, detail;
        std::vector<std::pair<double, Token>> segments; ///< shares of the bar under the figure
        QList<int> bars;                                ///< a histogram in place of the figure
        Token barToken = Token::Control;
        bool fadesAllButLast = false;
        bool operator==(const Content &) const = default;
    };
    explicit StatisticItem(const Theme &theme, QWidget *parent = nullptr);
    void setContent(const Content &content, const QString &accessibleName);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Content m_content;
};

/// Labelled share, balance, lengths of replies, labels a day. Where there is no room for all, the
/// last ones are left out.
class StatisticsRow : public QWidget
{
    Q_OBJECT
public:
    explicit StatisticsRow(const Theme &theme, QWidget *parent = nullptr);
    void setStatistics(const PairStatistics &statistics);
    void retranslate();

Q_SIGNALS:
    void labelStateWanted(tunedesk::PairQuery::LabelState state);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    const Theme &m_theme;
    PairStatistics m_statistics;
    StatisticItem *m_labelled, *m_balance, *m_disputed, *m_words, *m_days;
    /// From left to right, each with the line before it.
    std::vector<std::pair<StatisticItem *, QWidget *>> m_items;
};

} // namespace tunedesk

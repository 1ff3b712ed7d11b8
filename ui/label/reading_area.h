#pragma once

#include "domain/dialogue_pair.h"

#include <QScrollArea>

#include <vector>

class QFrame;
class QLabel;
class QVBoxLayout;

namespace tunedesk
{

class BadgeLabel;
class Button;
class IconLabel;
class Theme;

/// One earlier turn of a dialogue and who said it.
struct Turn {
    bool isCustomer = true;
    QString text;
    bool operator==(const Turn &) const = default;
};

/// The turns of a context, one a line. A line may say who ("Agent: …", "客服：…"); else the
/// speakers take turns, and the last one before the question is the agent.
std::vector<Turn> turnsOf(const QString &context);

/// A pair to read: earlier turns, the customer's question, the framed reply. Texts can be selected
/// with the mouse.
class ReadingArea : public QScrollArea
{
    Q_OBJECT
public:
    explicit ReadingArea(const Theme &theme, QWidget *parent = nullptr);

    void setPair(const DialoguePair &pair);
    void toggleContext(); ///< all earlier turns, or the last two
    bool hasMoreContext() const;
    int readingPixels() const { return m_pixels; }
    void setReadingPixels(int pixels); ///< 16 to 28, times the text size of the window
    void retranslate();

private:
    struct TurnRow {
        QWidget *line;
        IconLabel *icon;
        QLabel *who;
        QLabel *text;
    };
    void showTurns();
    void restyle();
    TurnRow makeTurnRow();

    const Theme &m_theme;
    DialoguePair m_pair;
    std::vector<Turn> m_turns;
    bool m_showsAll = false;
    int m_pixels = 20;
    std::vector<TurnRow> m_rows;
    QLabel *m_number, *m_dialogue, *m_origin;
    BadgeLabel *m_badge;
    QVBoxLayout *m_turnList;
    Button *m_more;
    QLabel *m_questionHead, *m_question, *m_replyHead, *m_reply;
    QFrame *m_replyFrame;
};

} // namespace tunedesk

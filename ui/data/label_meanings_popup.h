#pragma once

#include "jobs/import_pairs.h"
#include "shell/theme.h"

#include <QFrame>

#include <optional>
#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QScrollArea;

namespace tunedesk
{

class Button;

/// What the values of a file's label column mean, one under the other with their rows; each can be
/// said anew. Tab goes through them, Esc closes. Window thread.
class LabelMeaningsPopup : public QFrame
{
    Q_OBJECT
public:
    explicit LabelMeaningsPopup(const Theme &theme, QWidget *parent);

    /// What a preview found, or what the choice made of it.
    void setValues(const ImportSummary &summary);
    /// What a person said, here or another time.
    void setChosen(const LabelMeanings &meanings, std::optional<UnknownLabels> unknown);
    const LabelMeanings &meanings() const { return m_chosen; }
    std::optional<UnknownLabels> unknown() const { return m_unknown; }
    /// "ok = 1, bad = 0"; empty: no label has a value.
    QString summary() const;
    void open(const QRect &below);
    void retranslate();

Q_SIGNALS:
    void changed(); ///< by the person

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void showMeanings();
    void choose(const QString &value, const QComboBox &box);
    void takeScores();

    const Theme &m_theme;
    std::vector<LabelValueRows> m_values;
    qint64 m_otherRows = 0;
    LabelMeanings m_chosen;
    std::optional<UnknownLabels> m_unknown;

    QLabel *m_title, *m_unknownText, *m_otherText;
    QScrollArea *m_scroll;
    QWidget *m_content = nullptr;
    std::vector<QComboBox *> m_boxes; ///< as m_values
    QComboBox *m_unknownBox;
    Button *m_scores, *m_asFound;
};

} // namespace tunedesk

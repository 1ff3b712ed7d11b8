#pragma once

#include "shell/theme.h"

#include <QFrame>
#include <QSplitter>

class QHBoxLayout;
class QLabel;

namespace tunedesk
{

class Button;
class IconLabel;

/// Panes parted by a 1-px line that is 7 px wide for the mouse. A double click folds the side pane
/// beside it.
class Splitter : public QSplitter
{
    Q_OBJECT
public:
    explicit Splitter(Qt::Orientation orientation, QWidget *parent = nullptr);
    /// Folds pane `index` away, or gives it its last width back.
    void toggle(int index);
    bool isFolded(int index) const;

protected:
    QSplitterHandle *createHandle() override;

private:
    QList<int> m_unfolded;
};

/// 40-px head of a pane: title, then whatever is added to row().
class PaneHeader : public QFrame
{
    Q_OBJECT
public:
    explicit PaneHeader(QWidget *parent = nullptr);
    void setTitle(const QString &title);
    QHBoxLayout &row();

private:
    QHBoxLayout *m_row;
    QLabel *m_title;
};

/// 6-px bar, 0 to 1.
class ProgressLine : public QWidget
{
    Q_OBJECT
public:
    explicit ProgressLine(const Theme &theme, QWidget *parent = nullptr);
    void setFraction(double fraction); ///< below 0: not known, a still half-tone bar
    void setColors(Token fill, Token track);
    double fraction() const { return m_fraction; }
    QSize sizeHint() const override { return {120, 6}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    double m_fraction = 0;
    Token m_fill = Token::AccentFill;
    Token m_track = Token::Hover;
};

/// Label over figure over note: «Time left / 2 min 20 / done about 14:46».
class FigureBlock : public QWidget
{
    Q_OBJECT
public:
    explicit FigureBlock(QWidget *parent = nullptr);
    void setTexts(const QString &label, const QString &figure, const QString &note = {});

private:
    QLabel *m_label;
    QLabel *m_figure;
    QLabel *m_note;
};

/// What a page shows when there is nothing: round icon, title, one sentence, buttons.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(const Theme &theme, const QString &icon, QWidget *parent = nullptr);
    void setIcon(const QString &icon);
    void setTexts(const QString &title, const QString &sentence);
    void addButton(Button *button);    ///< takes it
    void setProgress(double fraction); ///< below 0: none

private:
    const Theme &m_theme;
    IconLabel *m_icon;
    QLabel *m_title;
    QLabel *m_sentence;
    QHBoxLayout *m_buttons;
    ProgressLine *m_progress;
};

/// Grey rows in place of a table that takes longer than 300 ms.
class LoadingRows : public QWidget
{
    Q_OBJECT
public:
    explicit LoadingRows(const Theme &theme, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

/// A line of a list of checks: icon, what, why or how much, and what is added to row().
class CheckRow : public QFrame
{
    Q_OBJECT
public:
    enum class State { Waiting, Good, Info, Warning, Error };
    explicit CheckRow(const Theme &theme, QWidget *parent = nullptr);
    void setState(State state);
    void setTexts(const QString &what, const QString &detail = {});
    QHBoxLayout &row();

private:
    IconLabel *m_icon;
    QLabel *m_what;
    QLabel *m_detail;
    QHBoxLayout *m_row;
};

/// Label over field over hint. The hint turns into the warning or the error.
class Field : public QWidget
{
    Q_OBJECT
public:
    enum class State { Fine, Warning, Error };
    /// Takes the editor and becomes its buddy and description.
    Field(QWidget *editor, QWidget *parent = nullptr);
    void setTexts(const QString &label, const QString &hint = {});
    void setState(State state, const QString &problem = {});
    QWidget *editor() const { return m_editor; }

private:
    void showHint();

    QLabel *m_label;
    QWidget *m_editor;
    QLabel *m_hint;
    QString m_hintText;
    QString m_problem;
    State m_state = State::Fine;
};

/// 1-px line, 20 px high, between groups of a row.
QWidget *makeSeparator(QWidget *parent = nullptr);

} // namespace tunedesk

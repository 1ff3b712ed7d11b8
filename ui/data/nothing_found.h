#pragma once

#include <QWidget>

#include <functional>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace tunedesk
{

class Theme;

/// A search without a result: names each filter in effect and how many pairs stay without it, one
/// click each.
class NothingFound : public QWidget
{
    Q_OBJECT
public:
    explicit NothingFound(const Theme &theme, QWidget *parent = nullptr);
    struct Choice {
        QString text;
        std::function<void()> act;
    };
    void setChoices(const QString &title, const std::vector<Choice> &choices);

private:
    const Theme &m_theme;
    QLabel *m_title;
    QVBoxLayout *m_list;
};

} // namespace tunedesk

#include "shell/find_popup.h"

#include "shell/button.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
class FindDelegate final : public QStyledItemDelegate
{
public:
    FindDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, m_theme.scaled(32)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        const bool selected = option.state & QStyle::State_Selected;
        if (selected)
            painter->fillRect(option.rect, m_theme.color(Token::AccentSoft));
        if (selected)
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())),
                              m_theme.color(Token::Accent));
        int x = option.rect.x() + 14;
        const QRect rect = option.rect;
        const QString icon = index.data(FindModel::IconRole).toString();
        const int side = m_theme.scaled(16);
        if (!icon.isEmpty())
            painter->drawPixmap(
                x, rect.y() + (rect.height() - side) / 2,
                m_theme.pixmap(icon, Token::Text2, side, painter->device()->devicePixelRatioF()));
        x += side + 10;
        int right = rect.right() - 12;
        const QString key = index.data(FindModel::KeyRole).toString();
        if (!key.isEmpty()) {
            const QSize size = keyCapSize(m_theme, key);
            right -= size.width();
            paintKeyCap(painter, m_theme,
                        QRect(QPoint(right, rect.y() + (rect.height() - size.height()) / 2), size),
                        key);
            right -= 10;
        }
        const QFont small = m_theme.font(Theme::Type::Small);
        const QString detail = index.data(FindModel::DetailRole).toString();
        painter->setFont(small);
        painter->setPen(m_theme.color(Token::Text3));
        const int detailWidth = painter->fontMetrics().horizontalAdvance(detail);
        painter->drawText(QRect(right - detailWidth, rect.y(), detailWidth + 1, rect.height()),
                          Qt::AlignVCenter, detail);
        right -= detailWidth + 10;
        painter->setFont(m_theme.font(Theme::Type::Body));
        painter->setPen(m_theme.color(Token::Text));
        const QString text = index.data(Qt::DisplayRole).toString();
        painter->drawText(QRect(x, rect.y(), right - x, rect.height()), Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, right - x));
        painter->restore();
    }

private:
    const Theme &m_theme;
};
} // namespace

void FindModel::setEntries(QList<FindEntry> entries)
{
    m_all = std::move(entries);
    filter();
}

void FindModel::setRuns(QList<FindEntry> runs)
{
    m_runs = std::move(runs);
    filter();
}

void FindModel::setWords(const QString &words)
{
    m_words = words;
    m_pairs.clear();
    filter();
}

void FindModel::setPairs(QList<FindEntry> pairs)
{
    m_pairs = std::move(pairs);
    filter();
}

void FindModel::filter()
{
    beginResetModel();
    m_shown.clear();
    const QStringList words = m_words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QList<FindEntry> later;
    for (const FindEntry &entry : m_all + m_runs) {
        const auto has = [&entry](const QString &word) {
            return entry.text.contains(word, Qt::CaseInsensitive) ||
                   entry.detail.contains(word, Qt::CaseInsensitive);
        };
        if (!std::all_of(words.begin(), words.end(), has))
            continue;
        // What begins with the words comes before what only has them.
        (entry.text.startsWith(m_words, Qt::CaseInsensitive) ? m_shown : later).append(entry);
    }
    m_shown += later + m_pairs;
    endResetModel();
}

const FindEntry *FindModel::entry(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_shown.size() ? &m_shown.at(index.row()) : nullptr;
}

int FindModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant FindModel::data(const QModelIndex &index, int role) const
{
    const FindEntry *found = entry(index);
    if (!found)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return found->text;
    case Qt::AccessibleTextRole:
        return found->key.isEmpty() ? found->text : tr("%1. Key: %2").arg(found->text, found->key);
    case DetailRole:
        return found->detail;
    case KeyRole:
        return found->key;
    case IconRole:
        return found->icon;
    default:
        return {};
    }
}

FindPopup::FindPopup(const Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint), m_theme(theme)
{
    setProperty("frame", QByteArray("popup"));
    setAttribute(Qt::WA_StyledBackground);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    m_field = new QLineEdit;
    m_field->addAction(theme.icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_list = new QListView;
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setItemDelegate(new FindDelegate(theme, m_list));
    m_model = new FindModel(this);
    m_list->setModel(m_model);
    column->addWidget(m_field);
    column->addWidget(m_list);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &FindPopup::search);
    connect(m_list, &QListView::clicked, this, &FindPopup::choose);
    QEvent language(QEvent::LanguageChange);
    changeEvent(&language);
}

void FindPopup::open(QList<FindEntry> entries, ProjectReader *reader, const QRect &below)
{
    m_reader = reader;
    m_model->setEntries(std::move(entries));
    m_model->setRuns({});
    m_field->clear();
    m_model->setWords({});
    m_list->setCurrentIndex(m_model->index(0));
    const QSize size(m_theme.scaled(520), m_theme.scaled(420));
    setGeometry(QRect(QPoint(below.right() - size.width() + 1, below.bottom() + 2), size));
    show();
    m_field->setFocus();
    readRuns();
}

void FindPopup::readRuns()
{
    const ReadToken question = m_runsQuestion.next();
    if (!m_reader)
        return;
    m_reader->ask<std::vector<RunSummary>>(
        this, question, [](Project &project) { return project.runs().list(); },
        [this](const Result<std::vector<RunSummary>> &runs) {
            if (!runs)
                return; // the Runs page says what is wrong with the file
            QList<FindEntry> entries;
            for (const RunSummary &run : *runs)
                entries.append({run.name.isEmpty() ? tr("Run %1").arg(run.id) : run.name,
                                tr("run %1").arg(run.id),
                                {},
                                QStringLiteral("chart-spline"),
                                [this, id = run.id] { Q_EMIT runChosen(id); }});
            const int row = m_list->currentIndex().row();
            m_model->setRuns(std::move(entries));
            m_list->setCurrentIndex(m_model->index(std::max(0, row)));
        });
}

void FindPopup::search(const QString &words)
{
    m_model->setWords(words);
    m_list->setCurrentIndex(m_model->index(0));
    const ReadToken question = m_pairsQuestion.next();
    if (!m_reader || words.trimmed().isEmpty())
        return;
    using Pairs = std::vector<DialoguePair>;
    m_reader->ask<Pairs>(
        this, question,
        [question, words = words.trimmed()](Project &project) -> Result<Pairs> {
            Pairs found;
            bool isNumber = false;
            if (const qint64 number = words.toLongLong(&isNumber); isNumber) {
                if (const auto pair = project.pairs().find(number); pair && *pair)
                    found.push_back(**pair);
            }
            if (!question.isNewest())
                return found;
            PairQuery query;
            query.search = words;
            auto page = project.pairs().page(query, 0, 20);
            if (!page)
                return page.error();
            found.insert(found.end(), page->begin(), page->end());
            return found;
        },
        [this](const Result<Pairs> &found) {
            if (!found)
                return; // commands still answer; the page itself says what is wrong with the file
            QList<FindEntry> pairs;
            for (const DialoguePair &pair : *found)
                pairs.append({pair.question.simplified(),
                              tr("pair %1").arg(pair.id),
                              {},
                              QStringLiteral("database"),
                              [this, id = pair.id] { Q_EMIT pairChosen(id); }});
            const int row = m_list->currentIndex().row();
            m_model->setPairs(std::move(pairs));
            m_list->setCurrentIndex(m_model->index(std::max(0, row)));
        });
}

void FindPopup::choose(const QModelIndex &index)
{
    const FindEntry *entry = m_model->entry(index);
    if (!entry)
        return;
    const auto act = entry->act;
    hide();
    // After the popup has gone: an act may open another one.
    QTimer::singleShot(0, parentWidget(), [act] { act(); });
}

bool FindPopup::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *press = static_cast<QKeyEvent *>(event);
        const int row = m_list->currentIndex().row();
        const int rows = m_model->rowCount();
        const auto go = [this, rows](int to) {
            m_list->setCurrentIndex(m_model->index(std::clamp(to, 0, std::max(0, rows - 1))));
            return true;
        };
        switch (press->key()) {
        case Qt::Key_Down:
            return go(row + 1);
        case Qt::Key_Up:
            return go(row - 1);
        case Qt::Key_PageDown:
            return go(row + 10);
        case Qt::Key_PageUp:
            return go(row - 10);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            choose(m_list->currentIndex());
            return true;
        case Qt::Key_Escape:
            hide();
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void FindPopup::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    m_field->setPlaceholderText(tr("Find a command, page, run or pair"));
    m_field->setAccessibleName(tr("Find a command, page, run or pair"));
    m_list->setAccessibleName(tr("What was found"));
}

} // namespace tunedesk

#include "shell/find_popup.h"

#include "project/project.h"
#include "shell/button.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPointer>
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
    for (const FindEntry &entry : std::as_const(m_all)) {
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
    m_reader.setMaxThreadCount(1);
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

FindPopup::~FindPopup()
{
    ++*m_question;
    m_reader.clear();
    m_reader.waitForDone();
}

void FindPopup::open(QList<FindEntry> entries, const QString &projectFile, const QRect &below)
{
    m_projectFile = projectFile;
    m_model->setEntries(std::move(entries));
    m_field->clear();
    m_model->setWords({});
    m_list->setCurrentIndex(m_model->index(0));
    const QSize size(m_theme.scaled(520), m_theme.scaled(420));
    setGeometry(QRect(QPoint(below.right() - size.width() + 1, below.bottom() + 2), size));
    show();
    m_field->setFocus();
}

void FindPopup::search(const QString &words)
{
    m_model->setWords(words);
    m_list->setCurrentIndex(m_model->index(0));
    const int question = ++*m_question;
    m_reader.clear();
    if (m_projectFile.isEmpty() || words.trimmed().isEmpty())
        return;
    const QPointer<FindPopup> guard(this);
    m_reader.start(
        [guard, question, counter = m_question, file = m_projectFile, words = words.trimmed()] {
            if (*counter != question)
                return;
            auto project = Project::open(file, Project::Mode::ReadOnly);
            if (!project)
                return; // commands still answer; the page itself says what is wrong with the file
            std::vector<DialoguePair> found;
            bool isNumber = false;
            if (const qint64 number = words.toLongLong(&isNumber); isNumber) {
                if (const auto pair = project->pairs().find(number); pair && *pair)
                    found.push_back(**pair);
            }
            if (*counter != question)
                return;
            PairQuery query;
            query.search = words;
            if (const auto page = project->pairs().page(query, 0, 20))
                found.insert(found.end(), page->begin(), page->end());
            QMetaObject::invokeMethod(
                qApp,
                [guard, question, counter, found = std::move(found)] {
                    if (!guard || *counter != question)
                        return;
                    QList<FindEntry> pairs;
                    for (const DialoguePair &pair : found) {
                        const qint64 id = pair.id;
                        pairs.append({pair.question.simplified(),
                                      tr("pair %1").arg(id),
                                      {},
                                      QStringLiteral("database"),
                                      [guard, id] {
                                          if (guard)
                                              Q_EMIT guard->pairChosen(id);
                                      }});
                    }
                    guard->m_model->setPairs(std::move(pairs));
                    guard->m_list->setCurrentIndex(guard->m_model->index(0));
                },
                Qt::QueuedConnection);
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

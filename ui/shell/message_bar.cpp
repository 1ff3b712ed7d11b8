#include "shell/message_bar.h"

#include "shell/button.h"
#include "shell/text_label.h"

#include <QAccessible>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QStyle>
#include <QVBoxLayout>

namespace tunedesk
{

struct MessageBar::Private {
    explicit Private(const Theme &t) : theme(t) {}
    const Theme &theme;
    Kind kind = Kind::Info;
    IconLabel *icon = nullptr;
    QLabel *text = nullptr;
    QHBoxLayout *actions = nullptr;
    Button *copy = nullptr;
    Button *close = nullptr;
    QString what, detail, technical;
    bool isUnsaved = false;

    void dropActions()
    {
        while (QLayoutItem *item = actions->takeAt(0)) {
            if (QWidget *widget = item->widget()) {
                widget->hide();
                widget->deleteLater(); // the button pressed may be the one that leads here
            }
            delete item;
        }
    }
};

MessageBar::MessageBar(const Theme &theme, QWidget *parent)
    : QFrame(parent), d(std::make_unique<Private>(theme))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(10);
    d->icon = new IconLabel(theme, QStringLiteral("info"), Token::Accent);
    d->text = new QLabel;
    d->text->setTextFormat(Qt::RichText);
    d->text->setWordWrap(true);
    d->text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    d->text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    d->actions = new QHBoxLayout;
    d->actions->setSpacing(4);
    d->copy = new Button(theme, Button::Kind::Link);
    d->copy->setSmall(true);
    d->copy->hide();
    d->close = new Button(theme, Button::Kind::Flat);
    d->close->setIconName(QStringLiteral("x"));
    d->close->setSmall(true);
    d->close->setIconOnly(true);
    row->addWidget(d->icon, 0, Qt::AlignVCenter);
    row->addWidget(d->text, 1);
    row->addLayout(d->actions);
    row->addWidget(d->copy);
    row->addWidget(d->close);
    setMinimumHeight(theme.scaled(40));
    connect(d->copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(
            QStringList{d->what, d->detail, d->technical}.join(QLatin1Char('\n')));
    });
    connect(d->close, &QPushButton::clicked, this, &MessageBar::dismiss);
    QEvent language(QEvent::LanguageChange);
    changeEvent(&language);
    hide();
}

MessageBar::~MessageBar() = default;

void MessageBar::show(Kind kind, const QString &what, const QString &detail)
{
    static constexpr struct {
        const char *bar, *icon;
        Token token;
    } kLooks[] = {{"info", "info", Token::Accent},
                  {"good", "circle-check", Token::Good},
                  {"warning", "triangle-alert", Token::Warn},
                  {"error", "circle-x", Token::Error}};
    const auto &look = kLooks[static_cast<int>(kind)];
    d->kind = kind;
    d->what = what;
    d->detail = detail;
    d->technical.clear();
    d->isUnsaved = false;
    d->dropActions();
    d->copy->hide();
    d->icon->setIcon(QString::fromLatin1(look.icon), look.token);
    setProperty("bar", QByteArray(look.bar));
    style()->unpolish(this);
    style()->polish(this);
    const QString weight = kind == Kind::Error ? QStringLiteral("600") : QStringLiteral("400");
    QString html = QStringLiteral("<span style=\"font-weight:%1\">%2</span>")
                       .arg(weight, what.toHtmlEscaped());
    if (!detail.isEmpty())
        html += QStringLiteral(" <span style=\"color:%1\">%2</span>")
                    .arg(d->theme.color(Token::Text2).name(), detail.toHtmlEscaped());
    d->text->setText(html);
    d->text->setAccessibleName(text());
    setAccessibleName(text());
    QFrame::show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::show(const Error &error)
{
    QString detail = error.where;
    if (!error.hint.isEmpty())
        detail = detail.isEmpty()
                     ? error.hint
                     : tr("%1. %2", "where it happened. what to do").arg(detail, error.hint);
    show(Kind::Error, error.what, detail);
    d->technical = error.details;
    d->copy->setVisible(!error.details.isEmpty());
}

void MessageBar::showUnsaved(const Error &error)
{
    show(error);
    d->isUnsaved = true;
}

void MessageBar::dismissUnsaved()
{
    if (d->isUnsaved)
        dismiss();
}

void MessageBar::addAction(const QString &text, std::function<void()> act)
{
    auto *button = new Button(d->theme, Button::Kind::Link, this);
    button->setText(text);
    button->setSmall(true);
    d->actions->addWidget(button);
    connect(button, &QPushButton::clicked, this, [act = std::move(act)] { act(); });
}

void MessageBar::dismiss()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT closed();
}

MessageBar::Kind MessageBar::kind() const
{
    return d->kind;
}

QString MessageBar::text() const
{
    return d->detail.isEmpty() ? d->what : d->what + QLatin1Char(' ') + d->detail;
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    d->copy->setText(tr("Copy the details"));
    d->close->setToolTip(tr("Close this message"));
    d->close->setAccessibleName(tr("Close this message"));
}

} // namespace tunedesk

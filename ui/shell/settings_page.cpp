#include "shell/settings_page.h"

#include "jobs/hub_settings.h"
#include "shell/choice_boxes.h"
#include "shell/preferences.h"
#include "shell/widgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>
#include <QSlider>
#include <QVBoxLayout>

namespace tunedesk
{

SettingsPage::SettingsPage(const Theme &theme, Preferences &preferences, QWidget *parent)
    : QWidget(parent), m_preferences(preferences)
{
    setGround(this, Token::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *header = new QFrame;
    setLine(header, Qt::BottomEdge);
    header->setMinimumHeight(56);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(20, 0, 16, 0);
    m_title = makeLabel(Theme::Type::Title);
    m_keys = new Button(theme);
    m_keys->setIconName(QStringLiteral("keyboard"));
    m_keys->setKeyHint(QStringLiteral("?"));
    m_back = new Button(theme);
    m_back->setIconName(QStringLiteral("arrow-left"));
    m_back->setKeyHint(QStringLiteral("Esc"));
    row->addWidget(m_title);
    row->addStretch(1);
    row->addWidget(m_keys);
    row->addSpacing(8);
    row->addWidget(m_back);
    column->addWidget(header);

    auto *form = new QWidget;
    setGround(form, Token::Base);
    auto *fields = new QVBoxLayout(form);
    fields->setContentsMargins(20, 20, 20, 20);
    fields->setSpacing(16);
    m_language = makeLanguageBox(preferences);
    m_themeBox = makeThemeBox(preferences);
    auto *sizeRow = new QWidget;
    auto *sizeLayout = new QHBoxLayout(sizeRow);
    sizeLayout->setContentsMargins(0, 0, 0, 0);
    m_size = new QSlider(Qt::Horizontal);
    m_size->setRange(9, 15);
    m_size->setPageStep(1);
    m_percent = makeLabel(Theme::Type::Mono);
    m_percent->setMinimumWidth(48);
    m_percent->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    sizeLayout->addWidget(m_size, 1);
    sizeLayout->addWidget(m_percent);
    sizeRow->setFocusProxy(m_size);
    m_name = new QLineEdit(Preferences::annotator());
    m_looks = makeLabel(Theme::Type::Section);
    m_person = makeLabel(Theme::Type::Section);
    m_languageField = new Field(m_language);
    m_themeField = new Field(m_themeBox);
    m_sizeField = new Field(sizeRow);
    m_nameField = new Field(m_name);
    fields->addWidget(m_looks);
    for (Field *field : {m_languageField, m_themeField, m_sizeField})
        fields->addWidget(field);
    fields->addSpacing(8);
    fields->addWidget(m_person);
    fields->addWidget(m_nameField);
    const HubSettings hub = HubSettings::kept();
    m_models = makeLabel(Theme::Type::Section);
    m_hub = new QLineEdit(hub.endpoint);
    m_hub->setPlaceholderText(HubSettings::defaultEndpoint());
    m_proxy = new QLineEdit(hub.proxy);
    m_proxy->setPlaceholderText(QStringLiteral("http://host:port"));
    m_hubField = new Field(m_hub);
    m_proxyField = new Field(m_proxy);
    fields->addSpacing(8);
    fields->addWidget(m_models);
    fields->addWidget(m_hubField);
    fields->addWidget(m_proxyField);
    for (QLineEdit *edit : {m_hub, m_proxy})
        connect(edit, &QLineEdit::editingFinished, this, &SettingsPage::keepHub);
    fields->addStretch(1);
    form->setMaximumWidth(theme.scaled(520));
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setWidget(form);
    column->addWidget(scroll, 1);

    m_size->setValue(preferences.textPercent() / 10);
    showPercent();
    connect(m_size, &QSlider::valueChanged, this, [this](int tens) {
        m_preferences.setTextPercent(tens * 10);
        showPercent();
    });
    connect(&preferences, &Preferences::themeChanged, this, [this] {
        m_size->setValue(m_preferences.textPercent() / 10);
        showPercent();
    });
    connect(&theme, &Theme::changed, form,
            [form, &theme] { form->setMaximumWidth(theme.scaled(520)); });
    connect(m_name, &QLineEdit::editingFinished, this,
            [this] { m_preferences.setAnnotator(m_name->text()); });
    connect(m_back, &QPushButton::clicked, this, &SettingsPage::closed);
    connect(m_keys, &QPushButton::clicked, this, &SettingsPage::keysWanted);
    retranslate();
}

void SettingsPage::focusStart()
{
    m_language->setFocus();
}

void SettingsPage::keepTyped()
{
    if (m_name->isModified())
        m_preferences.setAnnotator(m_name->text());
    if (m_hub->isModified() || m_proxy->isModified())
        keepHub();
}

void SettingsPage::showPercent()
{
    m_percent->setText(tr("%1 %", "percent").arg(m_preferences.textPercent()));
}

void SettingsPage::keepHub()
{
    const auto hub = checkEndpoint(m_hub->text());
    const auto proxy = checkProxy(m_proxy->text());
    const auto show = [](Field &field, const Result<QString> &checked) {
        field.setState(checked ? Field::State::Fine : Field::State::Error,
                       checked ? QString()
                               : checked.error().what + QLatin1Char(' ') + checked.error().hint);
    };
    show(*m_hubField, hub);
    show(*m_proxyField, proxy);
    if (!hub || !proxy)
        return;
    if (const auto saved = saveHubSettings(*hub, *proxy); !saved)
        show(*m_hubField, saved.error());
    else
        m_hub->setText(HubSettings::kept().endpoint);
}

void SettingsPage::retranslate()
{
    m_title->setText(tr("Settings"));
    m_looks->setText(tr("Looks"));
    m_person->setText(tr("You"));
    m_back->setText(tr("Back"));
    m_keys->setText(tr("All keys"));
    m_languageField->setTexts(tr("Language"),
                              tr("Changes at once. What people wrote stays as it is."));
    m_themeField->setTexts(tr("Theme"));
    retranslateThemeBox(m_themeBox);
    m_sizeField->setTexts(tr("Size of the texts"),
                          tr("Ctrl+= larger, Ctrl+− smaller, Ctrl+0 as it was."));
    m_size->setAccessibleName(tr("Size of the texts"));
    m_nameField->setTexts(tr("Your name"),
                          tr("Stands beside your labels, so that people can be compared."));
    m_models->setText(tr("Downloads of models"));
    m_hubField->setTexts(tr("Model hub"),
                         tr("Where the hub does not answer, the address of a mirror. Empty: the "
                            "public hub."));
    m_proxyField->setTexts(tr("Proxy"), tr("Empty: as the system says. “none”: never one."));
    showPercent();
}

void SettingsPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SettingsPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace tunedesk

#include "shell/choice_boxes.h"

#include "shell/preferences.h"

#include <QCoreApplication>
#include <QSignalBlocker>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(Choice)
};
} // namespace

QComboBox *makeLanguageBox(Preferences &preferences, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    // Each language is named in itself, so that whoever lost their way finds back.
    box->addItem(QStringLiteral("English"), QStringLiteral("en"));
    box->addItem(QStringLiteral("中文"), QStringLiteral("zh_CN"));
    const auto follow = [box, &preferences] {
        const QSignalBlocker blocker(box);
        box->setCurrentIndex(box->findData(preferences.language()));
    };
    follow();
    QObject::connect(box, &QComboBox::activated, &preferences, [box, &preferences] {
        preferences.setLanguage(box->currentData().toString());
    });
    QObject::connect(&preferences, &Preferences::languageChanged, box, follow);
    return box;
}

QComboBox *makeThemeBox(Preferences &preferences, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    for (const auto mode : {Theme::Mode::System, Theme::Mode::Light, Theme::Mode::Dark})
        box->addItem({}, static_cast<int>(mode));
    retranslateThemeBox(box);
    const auto follow = [box, &preferences] {
        const QSignalBlocker blocker(box);
        box->setCurrentIndex(box->findData(static_cast<int>(preferences.themeMode())));
    };
    follow();
    QObject::connect(box, &QComboBox::activated, &preferences, [box, &preferences] {
        preferences.setThemeMode(static_cast<Theme::Mode>(box->currentData().toInt()));
    });
    QObject::connect(&preferences, &Preferences::themeChanged, box, follow);
    return box;
}

void retranslateThemeBox(QComboBox *box)
{
    box->setItemText(0, Text::tr("As the system", "theme"));
    box->setItemText(1, Text::tr("Light", "theme"));
    box->setItemText(2, Text::tr("Dark", "theme"));
}

} // namespace tunedesk

#include "shell/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace tunedesk
{

void Language::use(const QString &name)
{
    QCoreApplication::removeTranslator(&m_texts);
    QCoreApplication::removeTranslator(&m_qtTexts);
    const bool chinese = name.startsWith(QLatin1String("zh"));
    QLocale::setDefault(chinese ? QLocale(QLocale::Chinese, QLocale::China)
                                : QLocale(QLocale::English, QLocale::UnitedKingdom));
    if (chinese && m_qtTexts.load(QStringLiteral("qtbase_zh_CN"),
                                  QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qtTexts);
    // English stands in the sources; its file holds the plural forms.
    if (m_texts.load(chinese ? QStringLiteral(":/tunedesk/i18n/tunedesk_zh_CN.qm")
                             : QStringLiteral(":/tunedesk/i18n/tunedesk_en.qm")))
        QCoreApplication::installTranslator(&m_texts);
}

} // namespace tunedesk

#pragma once

#include <QString>
#include <QTranslator>

namespace tunedesk
{

/// The language of the window's texts, switched while it runs: every widget gets a LanguageChange.
/// Window thread.
class Language
{
public:
    /// @param name "en" or "zh_CN"
    void use(const QString &name);

private:
    QTranslator m_texts;
    QTranslator m_qtTexts; ///< of Qt's own dialogs
};

} // namespace tunedesk

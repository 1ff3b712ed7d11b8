#pragma once

#include "data/import_preview_model.h"

#include "shell/theme.h"

#include <QWidget>

class QVBoxLayout;

namespace tunedesk
{

class BadgeLabel;
class PaneHeader;
class Theme;

/// What an import would leave out or bring without a label, one check after the other; Show filters
/// the preview.
class ImportChecks : public QWidget
{
    Q_OBJECT
public:
    explicit ImportChecks(const Theme &theme, QWidget *parent = nullptr);
    void setPreview(const ImportPreview &preview);
    void clear();
    void retranslate();

Q_SIGNALS:
    void showWanted(tunedesk::ImportPreviewModel::Show show, const QString &reason);

private:
    void addCheck(Token tone, const QString &icon, int count, const QString &title,
                  const QString &text, ImportPreviewModel::Show show, const QString &reason = {});

    const Theme &m_theme;
    ImportPreview m_preview;
    bool m_hasPreview = false;
    PaneHeader *m_header;
    BadgeLabel *m_errors, *m_warnings;
    QVBoxLayout *m_list;
};

} // namespace tunedesk

#pragma once

#include <QFileDialog>

namespace tunedesk
{

/// QFileDialog whose icons and kinds go by names: it looks into no file of the folders that it
/// shows. Qt's own opens those whose names say nothing to it, projects and their logs among them,
/// and takes the locks of an open project away by closing them (see KeptLocks).
class FileDialog : public QFileDialog
{
    Q_OBJECT
public:
    /// @param directory that it shows at first; empty: where the last dialog was
    explicit FileDialog(QWidget *parent, const QString &title, const QString &directory = {},
                        const QString &filter = {});

    /// The static functions of QFileDialog. @param path a folder, or a file's with the name to
    /// begin with   @return empty: none was chosen
    static QString openFile(QWidget *parent, const QString &title, const QString &directory,
                            const QString &filter);
    static QString saveFile(QWidget *parent, const QString &title, const QString &path,
                            const QString &filter);
    static QString folder(QWidget *parent, const QString &title, const QString &directory);

protected:
    void accept() override;

private:
    QString chosen();
};

} // namespace tunedesk

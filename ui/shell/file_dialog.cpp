#include "shell/file_dialog.h"

#include <QAbstractItemView>
#include <QCoreApplication>
#include <QDir>
#include <QFileIconProvider>
#include <QFileInfo>
#include <QLineEdit>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(FileDialog)
};

class KindsByName : public QFileIconProvider
{
public:
    QIcon icon(const QFileInfo &info) const override
    {
        return QFileIconProvider::icon(info.isDir() ? Folder : File);
    }
    QString type(const QFileInfo &info) const override
    {
        if (info.isDir())
            return Text::tr("Folder");
        return info.suffix().isEmpty() ? Text::tr("File")
                                       : Text::tr("%1 file").arg(info.suffix().toUpper());
    }
    using QFileIconProvider::icon;
};

QString &lastFolder()
{
    static QString folder;
    return folder;
}
} // namespace

FileDialog::FileDialog(QWidget *parent, const QString &title, const QString &directory,
                       const QString &filter)
    : QFileDialog(parent, title, QDir::rootPath(), filter) // of whose folders nothing is opened
{
    static KindsByName kinds;
    setIconProvider(&kinds);
    setDirectory(!directory.isEmpty()      ? directory
                 : !lastFolder().isEmpty() ? lastFolder()
                                           : QDir::homePath());
    connect(this, &QFileDialog::fileSelected, this,
            [](const QString &path) { lastFolder() = QFileInfo(path).absolutePath(); });
}

void FileDialog::accept()
{
    // While the path of the folder that is shown is typed, Qt selects that folder in its lists, and
    // would go there in place of opening the file.
    const auto *name = findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
    if (name && QDir::isAbsolutePath(name->text()))
        for (auto *list : findChildren<QAbstractItemView *>())
            list->clearSelection();
    QFileDialog::accept();
}

QString FileDialog::chosen()
{
    return exec() == QDialog::Accepted ? selectedFiles().value(0) : QString();
}

QString FileDialog::openFile(QWidget *parent, const QString &title, const QString &directory,
                             const QString &filter)
{
    FileDialog dialog(parent, title, directory, filter);
    dialog.setFileMode(QFileDialog::ExistingFile);
    return dialog.chosen();
}

QString FileDialog::saveFile(QWidget *parent, const QString &title, const QString &path,
                             const QString &filter)
{
    const QFileInfo info(path);
    FileDialog dialog(parent, title,
                      path.contains(QLatin1Char('/')) ? info.absolutePath() : QString(), filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.selectFile(info.fileName());
    return dialog.chosen();
}

QString FileDialog::folder(QWidget *parent, const QString &title, const QString &directory)
{
    FileDialog dialog(parent, title, directory);
    dialog.setFileMode(QFileDialog::Directory);
    dialog.setOption(QFileDialog::ShowDirsOnly);
    return dialog.chosen();
}

} // namespace tunedesk

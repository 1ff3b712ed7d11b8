#pragma once

#include <QString>

namespace tunedesk
{

/// What sort of thing went wrong; decides the exit status and the message bar's icon, never the text.
enum class ErrorKind {
    Input,       ///< what the person gave was refused; nothing was changed
    File,        ///< a file could not be read or written
    Database,    ///< the project file refused
    Busy,        ///< somebody else holds the project
    Disk,        ///< no space left
    Memory,      ///< not enough memory
    Model,       ///< a model folder or its numbers can't be used
    Diverged,    ///< a training's loss or gradient is no number any more; slower learning mends it
    Unsupported, ///< this version can't do it
};

/// A failure as a value: translated where it is made, shown as it is. Any thread.
struct Error {
    ErrorKind kind = ErrorKind::Input;
    QString what;    ///< what happened, one sentence
    QString where;   ///< file, line, row, column, tensor; may be empty
    QString hint;    ///< what to do, one sentence; may be empty
    QString details; ///< technical text for a report, not translated; may be empty

    /// "what where hint" on one line, for logs and stderr.
    QString toLine() const;
};

} // namespace tunedesk

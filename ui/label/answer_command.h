#pragma once

#include "domain/dialogue_pair.h"

#include <QObject>
#include <QPointer>
#include <QUndoCommand>

namespace tunedesk
{

class LabelPage;
class ProjectSession;

/// One answer on the undo stack; it is on disk before the command is made, so the first redo does
/// nothing.
class AnswerCommand : public QUndoCommand
{
public:
    AnswerCommand(ProjectSession &session, LabelPage *page, const QString &text, qint64 answerId,
                  DialoguePair pair);
    void undo() override;
    void redo() override;

private:
    void setTakenBack(bool takenBack);

    ProjectSession &m_session; ///< owns the stack
    QPointer<LabelPage> m_page;
    qint64 m_answerId;
    DialoguePair m_pair;
    bool m_isFirst = true;
};

} // namespace tunedesk

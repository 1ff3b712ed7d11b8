#include "label/answer_command.h"

#include "label/label_page.h"
#include "shell/project_session.h"

#include <utility>

namespace tunedesk
{

AnswerCommand::AnswerCommand(ProjectSession &session, LabelPage *page, const QString &text,
                             qint64 answerId, DialoguePair pair)
    : QUndoCommand(text), m_session(session), m_page(page), m_answerId(answerId),
      m_pair(std::move(pair))
{
}

void AnswerCommand::undo()
{
    setTakenBack(true);
}

void AnswerCommand::redo()
{
    if (!std::exchange(m_isFirst, false))
        setTakenBack(false);
}

void AnswerCommand::setTakenBack(bool takenBack)
{
    m_session.write([id = m_answerId, takenBack](
                        Project &project) { return project.labels().setTakenBack(id, takenBack); },
                    ProjectSession::Change::Labels,
                    [page = m_page, pair = m_pair, takenBack](const Result<void> &written) {
                        if (page && written)
                            page->answerChanged(pair, takenBack);
                    });
}

} // namespace tunedesk

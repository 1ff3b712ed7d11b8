#pragma once

#include "base/result.h"
#include "dataset/pair_reader.h"

#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace tunedesk
{

class Project;

/// Chats whose file has no ids for them are named by their place in it, which says nothing of other
/// files. What a chat says tells more: where its turns stand in the project, or earlier in the
/// file, it is that dialogue, gone on. Else its name must be of no other dialogue. Some 30 bytes
/// for each row of such chats. One thread, that of its Project.
class ChatDialogues
{
public:
    explicit ChatDialogues(Project &project) : m_project(&project) {}

    /// Gives rows their dialogues, in the order of the file. @param isMasked personal data is
    /// masked as they come in
    Result<void> settle(std::vector<PairReader::Row> &rows, bool isMasked);

private:
    struct Chat {
        QString made;               ///< name by its place
        std::optional<int> settled; ///< in m_dialogues
        qint64 known = 0;           ///< pair that says what its last row said
        std::optional<int> before;  ///< dialogue of this file that it goes on with
    };
    /// What a row said.
    struct Said {
        int dialogue = 0; ///< in m_dialogues
        bool hasContext = false;
    };
    struct Dialogue {
        QString name;
        quint64 last = 0; ///< what its last row said
    };
    Result<int> settled(const Chat &chat);

    Project *m_project;
    Chat m_chat; ///< of the last row
    QHash<quint64, Said> m_said;
    std::vector<Dialogue> m_dialogues; ///< of this file
};

} // namespace tunedesk

#pragma once

#include "base/result.h"
#include "domain/dialogue_pair.h"
#include "project/pair_store.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <vector>

namespace tunedesk
{

class Project;

/// Counts of what nobody sees of an import's new pairs by themselves.
struct NewPairCounts {
    int inBin = 0;     ///< rows with the texts of a pair in the bin
    int toTest = 0;    ///< pairs of the project that come to the test set with their dialogue
    int joined = 0;    ///< rows that come to the test set, where their dialogue was set aside, see
                       ///< joinSetAside()
    int ofTested = 0;  ///< other rows with another split than the test set, in which pairs of their
                       ///< dialogue stand by the word of a file
    int ofTrained = 0; ///< rows for the test set, while pairs of their dialogue stand elsewhere by
                       ///< the word of another file
    bool operator==(const NewPairCounts &) const = default;
};

/// What new pairs of a file meet in the project and do to it. Some 20 bytes for each dialogue with
/// a split, 16 for each pair in the bin. One thread, that of its Project.
class NewPairEffects
{
public:
    /// @param file name, as DialoguePair::originFile
    static Result<NewPairEffects> begin(Project &project, const QString &file);
    /// Rows that come in, before they are shown.
    Result<void> add(const std::vector<const DialoguePair *> &pairs);
    NewPairCounts counts() const;

private:
    /// Of a dialogue with a split in the file.
    struct Dialogue {
        qint32 tests = 0, others = 0; ///< rows with Test, with another split
        bool isAsked = false, isTestedThere = false, isElsewhere = false;
        qint32 followers = 0;
    };
    NewPairEffects(Project &project, QString file) : m_project(&project), m_file(std::move(file)) {}

    Project *m_project;
    QString m_file;
    bool m_isEmpty = true, m_hasTestSet = false; ///< the project
    std::vector<PairStore::Content> m_bin;
    QHash<quint64, Dialogue> m_dialogues; ///< by dialogueKey()
    QSet<quint64> m_setAside;             ///< dialogues
    int m_inBin = 0;
};

} // namespace tunedesk

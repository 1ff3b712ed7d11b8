#include "project/effective_label.h"

#include "project/connection.h"
#include "project/stored_values.h"

#include <algorithm>

namespace tunedesk
{

std::vector<LatestAnswer> latestOf(const std::vector<Label> &history)
{
    std::vector<LatestAnswer> latest;
    for (const Label &answer : history) {
        auto own = std::find_if(latest.begin(), latest.end(), [&](const LatestAnswer &other) {
            return other.annotator == answer.annotator;
        });
        if (own == latest.end())
            own = latest.insert(latest.end(), LatestAnswer{answer.annotator, {}, {}});
        own->label = answer.label;
        own->score = answer.score;
    }
    return latest;
}

EffectiveLabel effectiveLabel(const std::vector<LatestAnswer> &answers)
{
    EffectiveLabel effective;
    int votes[2] = {0, 0};
    int scores = 0;
    double sum = 0;
    for (const LatestAnswer &answer : answers) {
        if (!answer.label && !answer.score)
            continue;
        ++effective.annotators;
        if (answer.label)
            ++votes[*answer.label];
        if (answer.score) {
            ++scores;
            sum += *answer.score;
        }
    }
    effective.disputed = votes[0] > 0 && votes[0] == votes[1];
    if (votes[0] != votes[1])
        effective.label = votes[1] > votes[0] ? 1 : 0;
    if (scores > 0)
        effective.score = sum / scores;
    return effective;
}

Result<void> refreshEffectiveLabel(Connection &writer, qint64 pairId)
{
    std::vector<Label> answers;
    Statement &history =
        writer.kept(QStringLiteral("SELECT annotator, label, score FROM answers "
                                   "WHERE pair_id = ? AND taken_back = 0 ORDER BY id"));
    if (auto asked = history.run(pairId); !asked)
        return asked;
    auto read = history.each([&] {
        Label &answer = answers.emplace_back();
        answer.annotator = history.text(0);
        if (!history.isNull(1))
            answer.label = storedLabel(history.integer(1));
        if (!history.isNull(2))
            answer.score = history.real(2);
    });
    if (!read)
        return read;

    const EffectiveLabel effective = effectiveLabel(latestOf(answers));
    Statement &update =
        writer.kept(QStringLiteral("UPDATE pairs SET label = ?, score = ?, annotators = ?, "
                                   "disputed = ? WHERE id = ?"));
    return update.run(effective.label, effective.score, effective.annotators, effective.disputed,
                      pairId);
}

} // namespace tunedesk

#include "text/special_token_list.h"

#include <QCoreApplication>

#include <algorithm>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(VocabularyFile)
};
} // namespace

SpecialTokenList::SpecialTokenList(TokenizerParts &parts, QString path)
    : m_parts(parts), m_path(std::move(path))
{
    for (const auto &[token, id] : parts.vocabulary)
        m_nextId = std::max(m_nextId, id + 1);
}

Result<int> SpecialTokenList::place(AddedToken token, int wantedId)
{
    const auto same = std::find_if(m_parts.added.begin(), m_parts.added.end(),
                                   [&](const auto &it) { return it.content == token.content; });
    if (same != m_parts.added.end())
        return same->id;
    const auto found = m_parts.vocabulary.find(token.content);
    token.id = found != m_parts.vocabulary.end() ? found->second : m_nextId;
    if (wantedId >= 0 && token.id != wantedId)
        return Error{ErrorKind::Model,
                     Text::tr("The token “%1” has the number %2 in one file and %3 in the other.")
                         .arg(QString::fromStdString(token.content))
                         .arg(wantedId)
                         .arg(token.id),
                     m_path, Text::tr("Get the model's files again; they don't belong together.")};
    m_nextId = std::max(m_nextId, token.id + 1);
    m_parts.added.push_back(token);
    return token.id;
}

Result<void> SpecialTokenList::addNumbered(const TokenizerSettings &settings)
{
    auto numbered = settings.more;
    std::erase_if(numbered, [](const AddedToken &token) { return token.id < 0; });
    std::stable_sort(numbered.begin(), numbered.end(),
                     [](const AddedToken &a, const AddedToken &b) { return a.id < b.id; });
    for (const AddedToken &token : numbered) {
        if (auto id = place(token, token.id); !id)
            return id.error();
    }
    return {};
}

Result<int> SpecialTokenList::add(const AddedToken &token, bool isNeeded)
{
    if (isNeeded && !m_parts.vocabulary.contains(token.content))
        return Error{ErrorKind::Model,
                     Text::tr("The vocabulary lacks the special token “%1”.")
                         .arg(QString::fromStdString(token.content)),
                     m_path, Text::tr("Get the model's files again; they don't belong together.")};
    return place(token, -1);
}

Result<void> SpecialTokenList::addMore(const TokenizerSettings &settings)
{
    for (const AddedToken &token : settings.more) {
        if (token.id >= 0)
            continue;
        if (auto id = place(token, -1); !id)
            return id.error();
    }
    return {};
}

} // namespace tunedesk

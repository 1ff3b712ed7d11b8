#include "data/import_remedies_store.h"

#include <algorithm>
#include <array>

namespace tunedesk
{

namespace
{
constexpr std::array kNear{"keep", "leave out"};
constexpr std::array kContradicting{"keep", "without label", "leave out"};
constexpr std::array kTwoSplits{"keep", "join", "leave out"};
constexpr std::array kPersonal{"keep", "mask"};

template <typename Remedy, std::size_t Count>
void read(const QJsonObject &json, const char *key, const std::array<const char *, Count> &names,
          Remedy &remedy)
{
    const QByteArray name = json.value(QLatin1String(key)).toString().toLatin1();
    const auto at = std::find(names.begin(), names.end(), name);
    remedy = Remedy(at == names.end() ? 0 : int(at - names.begin()));
}
} // namespace

QJsonObject remediesToJson(const ImportRemedies &remedies)
{
    const auto text = [](const char *name) { return QString::fromLatin1(name); };
    return {{text("near"), text(kNear[std::size_t(remedies.near)])},
            {text("contradicting"), text(kContradicting[std::size_t(remedies.contradicting)])},
            {text("twoSplits"), text(kTwoSplits[std::size_t(remedies.twoSplits)])},
            {text("personal"), text(kPersonal[std::size_t(remedies.personal)])}};
}

ImportRemedies remediesFromJson(const QJsonObject &json)
{
    ImportRemedies remedies;
    read(json, "near", kNear, remedies.near);
    read(json, "contradicting", kContradicting, remedies.contradicting);
    read(json, "twoSplits", kTwoSplits, remedies.twoSplits);
    read(json, "personal", kPersonal, remedies.personal);
    return remedies;
}

} // namespace tunedesk

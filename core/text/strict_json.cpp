#include "text/strict_json.h"

#include <QCoreApplication>

#include <set>
#include <string>
#include <vector>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(StrictJson)
};

constexpr int kMaxDepth = 32;

struct Refusal {
    QString what;
};

} // namespace

Result<nlohmann::json> parseStrictJson(std::string_view text, const QString &where)
{
    using Json = nlohmann::json;
    std::vector<std::set<std::string>> keys;
    const auto watch = [&keys](int depth, Json::parse_event_t event, Json &parsed) {
        if (depth > kMaxDepth)
            throw Refusal{Text::tr("The file is nested more than %1 levels deep.").arg(kMaxDepth)};
        if (event == Json::parse_event_t::object_start) {
            keys.emplace_back();
        } else if (event == Json::parse_event_t::object_end) {
            keys.pop_back();
        } else if (event == Json::parse_event_t::key) {
            const auto &key = parsed.get_ref<const std::string &>();
            if (!keys.back().insert(key).second)
                throw Refusal{
                    Text::tr("The name “%1” stands twice.").arg(QString::fromStdString(key))};
        }
        return true;
    };
    const QString hint = Text::tr("Get the file again from where the model came from.");
    try {
        return Json::parse(text.begin(), text.end(), watch);
    } catch (const Refusal &refusal) {
        return Error{ErrorKind::Model, refusal.what, where, hint};
    } catch (const Json::parse_error &error) {
        return Error{ErrorKind::Model, Text::tr("The file is no valid JSON."),
                     Text::tr("%1, byte %2").arg(where).arg(error.byte), hint,
                     QString::fromUtf8(error.what())};
    } catch (const Json::exception &error) { // a number out of range
        return Error{ErrorKind::Model, Text::tr("The file is no valid JSON."), where, hint,
                     QString::fromUtf8(error.what())};
    }
}

} // namespace tunedesk

#include "engine/checkpoint/model_config.h"

#include "base/regular_file.h"

#include <QCoreApplication>

#include <set>
#include <vector>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ModelConfig)
};

constexpr std::uint64_t kMaxBytes = 16 << 20;
constexpr int kMaxDepth = 64;

/// "line 3, column 7" of a byte.
QString placeOf(const QByteArray &text, std::size_t byte)
{
    const QByteArray before =
        text.first(std::min<qsizetype>(static_cast<qsizetype>(byte), text.size()));
    return QCoreApplication::translate("ModelConfig", "line %1, column %2")
        .arg(before.count('\n') + 1)
        .arg(before.size() - before.lastIndexOf('\n'));
}
} // namespace

Result<ModelConfig> readModelConfig(const QString &path)
{
    const auto file = RegularFile::open(path);
    if (!file)
        return file.error();
    const auto refused = [&path](const QString &what, const QString &place = {}) {
        return Error{ErrorKind::Model, what,
                     place.isEmpty() ? path : QStringLiteral("%1, %2").arg(path, place),
                     Text::tr("Copy or download the model folder again.")};
    };
    if (file->size() > kMaxBytes)
        return refused(Text::tr("The model's settings file is larger than 16 MB."));
    ModelConfig config;
    config.text.resize(static_cast<qsizetype>(file->size()));
    if (!file->readAt(0, config.text.data(), file->size()))
        return refused(Text::tr("The model's settings file changed while it was read."));

    QString problem;
    std::vector<std::set<std::string>> keys;
    const auto look = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json &value) {
        if (depth > kMaxDepth && problem.isEmpty())
            problem =
                Text::tr("The model's settings are nested deeper than %1 levels.").arg(kMaxDepth);
        if (event == nlohmann::json::parse_event_t::object_start)
            keys.emplace_back();
        else if (event == nlohmann::json::parse_event_t::object_end)
            keys.pop_back();
        else if (event == nlohmann::json::parse_event_t::key &&
                 !keys.back().insert(value.get<std::string>()).second && problem.isEmpty())
            problem = Text::tr("The model's settings have the key “%1” twice.")
                          .arg(QString::fromStdString(value.get<std::string>()).left(80));
        return problem.isEmpty();
    };
    try {
        config.json = nlohmann::json::parse(config.text.begin(), config.text.end(), look);
    } catch (const nlohmann::json::parse_error &error) {
        if (problem.isEmpty())
            return refused(Text::tr("The model's settings file is no valid JSON."),
                           placeOf(config.text, error.byte > 0 ? error.byte - 1 : 0));
    } catch (const nlohmann::json::out_of_range &error) { // 1e400
        if (problem.isEmpty())
            return refused(Text::tr("The model's settings file has a number that is too large."),
                           QString::fromUtf8(error.what()).section(QLatin1Char('\''), 1, 1));
    }
    if (!problem.isEmpty())
        return refused(problem);
    if (!config.json.is_object())
        return refused(Text::tr("The model's settings file holds no JSON object."));
    return config;
}

} // namespace tunedesk

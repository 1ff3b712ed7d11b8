#include "domain/training_recipe.h"

#include <QCoreApplication>
#include <QJsonValue>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <variant>
#include <vector>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(TrainingRecipe)
};

constexpr int kLongestText = 2000;

using Member = std::variant<int TrainingRecipe::*, qint64 TrainingRecipe::*,
                            double TrainingRecipe::*, QString TrainingRecipe::*>;

struct KeyedMember {
    const char *key;
    Member member;
};

const std::vector<KeyedMember> &keyedMembers()
{
    static const std::vector<KeyedMember> members = {
        {"objective", &TrainingRecipe::objective},
        {"head", &TrainingRecipe::head},
        {"label_smoothing_factor", &TrainingRecipe::labelSmoothing},
        {"class_weights", &TrainingRecipe::classWeights},
        {"hard_negatives", &TrainingRecipe::hardNegatives},
        {"train_layers", &TrainingRecipe::trainLayers},
        {"num_train_epochs", &TrainingRecipe::epochs},
        {"per_device_train_batch_size", &TrainingRecipe::batchSize},
        {"gradient_accumulation_steps", &TrainingRecipe::gradientAccumulation},
        {"optim", &TrainingRecipe::optimizer},
        {"learning_rate", &TrainingRecipe::learningRate},
        {"head_learning_rate", &TrainingRecipe::headLearningRate},
        {"layerwise_lr_decay", &TrainingRecipe::layerwiseDecay},
        {"warmup_ratio", &TrainingRecipe::warmupRatio},
        {"lr_scheduler_type", &TrainingRecipe::schedule},
        {"weight_decay", &TrainingRecipe::weightDecay},
        {"max_grad_norm", &TrainingRecipe::maxGradientNorm},
        {"dropout", &TrainingRecipe::dropout},
        {"attention_dropout", &TrainingRecipe::attentionDropout},
        {"max_length", &TrainingRecipe::maxLength},
        {"truncation", &TrainingRecipe::truncation},
        {"context_turns", &TrainingRecipe::contextTurns},
        {"checks_per_epoch", &TrainingRecipe::checksPerEpoch},
        {"early_stopping_patience", &TrainingRecipe::earlyStoppingPatience},
        {"metric_for_best_model", &TrainingRecipe::bestMetric},
        {"validation_percent", &TrainingRecipe::validationPercent},
        {"test_percent", &TrainingRecipe::testPercent},
        {"max_train_pairs", &TrainingRecipe::maxTrainPairs},
        {"precision", &TrainingRecipe::precision},
        {"frozen_precision", &TrainingRecipe::frozenPrecision},
        {"freeze", &TrainingRecipe::freeze},
        {"unfreeze_every_epochs", &TrainingRecipe::unfreezeEvery},
        {"lora_rank", &TrainingRecipe::loraRank},
        {"lora_alpha", &TrainingRecipe::loraAlpha},
        {"seed", &TrainingRecipe::seed},
        {"threads", &TrainingRecipe::threads},
        {"device", &TrainingRecipe::device},
    };
    return members;
}

const Member *memberOf(const QString &key)
{
    for (const KeyedMember &keyed : keyedMembers())
        if (key == QLatin1String(keyed.key))
            return &keyed.member;
    return nullptr;
}

std::optional<RecipeField> fieldOf(const QString &key)
{
    for (const RecipeField &field : recipeFields())
        if (field.key == key)
            return field;
    return std::nullopt;
}

/// Letters to insert, delete or replace. Source: Levenshtein 1966.
int editDistance(const QString &from, const QString &to)
{
    std::vector<int> row(static_cast<std::size_t>(to.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= from.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= to.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const int replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
            diagonal = row[at];
            row[at] = std::min({row[at] + 1, row[at - 1] + 1, replaced});
        }
    }
    return row.back();
}

/// "learning_rate" → "lr"
QString initialsOf(const QString &key)
{
    QString initials;
    for (const QString &word : key.split(QLatin1Char('_')))
        initials += word.left(1);
    return initials;
}

/// What was probably meant; empty where nothing is near.
QStringList nearKeys(const QString &unknown)
{
    constexpr qsizetype kShown = 3;
    const QString wanted = unknown.toLower().replace(QLatin1Char('-'), QLatin1Char('_'));
    QStringList meant, nearest;
    qsizetype best = std::max<qsizetype>(2, wanted.size() / 3); // letters typed wrongly, at most
    for (const KeyedMember &keyed : keyedMembers()) {
        const QString key = QString::fromLatin1(keyed.key);
        // "batch_size" is a shorter name for per_device_train_batch_size, not a typing mistake
        if ((wanted.size() >= 4 && (key.contains(wanted) || wanted.contains(key))) ||
            (wanted.size() >= 2 && initialsOf(key) == wanted))
            meant << key;
        const qsizetype distance = editDistance(wanted, key);
        if (distance < best)
            nearest.clear();
        if (distance <= best) {
            best = distance;
            nearest << key;
        }
    }
    return (meant.isEmpty() ? nearest : meant).mid(0, kShown);
}

Error unknownKey(const QString &key)
{
    const QStringList near = nearKeys(key);
    return {ErrorKind::Input, Text::tr("There is no training setting “%1”.").arg(key), key,
            near.isEmpty() ? Text::tr("“tunedesk-cli train --help” lists all settings.")
            : near.size() == 1
                ? Text::tr("Did you mean “%1”?").arg(near.first())
                : Text::tr("Did you mean one of these: %1?").arg(near.join(QStringLiteral(", ")))};
}

QString numberText(double value)
{
    if (value == std::floor(value) && std::abs(value) < 1e15)
        return QString::number(static_cast<qint64>(value));
    return QString::number(value, 'g', 6);
}

Error outOfRange(const RecipeField &field, const QString &value)
{
    return {ErrorKind::Input, Text::tr("“%1” can't be %2.").arg(field.key, value), field.key,
            Text::tr("Give a number from %1 to %2.")
                .arg(numberText(field.minimum), numberText(field.maximum))};
}

Error notANumber(const RecipeField &field, const QString &value)
{
    const QString hint = field.type == RecipeField::Type::Integer
                             ? Text::tr("Give a whole number from %1 to %2.")
                             : Text::tr("Give a number from %1 to %2.");
    return {ErrorKind::Input, Text::tr("“%1” can't be “%2”.").arg(field.key, value), field.key,
            hint.arg(numberText(field.minimum), numberText(field.maximum))};
}

Result<QString> checkedChoice(const RecipeField &field, const QVariant &value)
{
    const QString text = value.toString();
    if (!field.choices.contains(text))
        return Error{ErrorKind::Input, Text::tr("“%1” can't be “%2”.").arg(field.key, text),
                     field.key,
                     Text::tr("Choose one of: %1.").arg(field.choices.join(QStringLiteral(", ")))};
    return text;
}

/// Of one line, without what stands around it.
Result<QString> checkedText(const RecipeField &field, const QVariant &value)
{
    const QString text = value.toString().trimmed();
    const bool isLine = std::ranges::all_of(text, [](QChar letter) { return letter.isPrint(); });
    if (value.typeId() != QMetaType::QString || !isLine || text.size() > kLongestText)
        return Error{ErrorKind::Input,
                     Text::tr("“%1” can't be “%2”.").arg(field.key, text.left(40)), field.key,
                     Text::tr("Give one line of at most %1 letters.").arg(kLongestText)};
    return text;
}

Result<double> checkedNumber(const RecipeField &field, const QVariant &value)
{
    bool isNumber = value.typeId() != QMetaType::Bool;
    double given = 0;
    if (isNumber)
        given = value.typeId() == QMetaType::QString
                    ? value.toString().trimmed().toDouble(&isNumber)
                    : value.toDouble(&isNumber);
    if (!isNumber || !std::isfinite(given) ||
        (field.type == RecipeField::Type::Integer && given != std::floor(given)))
        return notANumber(field, value.toString());
    if (given < field.minimum || given > field.maximum)
        return outOfRange(field, numberText(given));
    const bool isDropout =
        field.key == QLatin1String("dropout") || field.key == QLatin1String("attention_dropout");
    if (isDropout && given < 0 && given != -1)
        return Error{ErrorKind::Input,
                     Text::tr("“%1” can't be %2.").arg(field.key, numberText(given)), field.key,
                     Text::tr("Give a number from 0 to %1, or −1 to keep the model's own.")
                         .arg(numberText(field.maximum))};
    return given;
}

Result<void> checkTogether(const TrainingRecipe &recipe)
{
    if (recipe.validationPercent + recipe.testPercent >= 100)
        return Error{
            ErrorKind::Input,
            Text::tr("%1 % of the pairs for checking and %2 % for the test leave nothing to "
                     "train on.")
                .arg(recipe.validationPercent)
                .arg(recipe.testPercent),
            QStringLiteral("validation_percent, test_percent"),
            Text::tr("Make the two of them less than 100 % together.")};
    return {};
}

bool isNumeric(const RecipeField &field)
{
    return field.type == RecipeField::Type::Integer || field.type == RecipeField::Type::Real;
}

/// JSON tells numbers and texts apart; the command line has texts only.
bool hasJsonType(const RecipeField &field, const QJsonValue &value)
{
    return isNumeric(field) ? value.isDouble() : value.isString();
}

QString jsonText(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return QStringLiteral("null");
    case QJsonValue::Array:
        return QStringLiteral("[…]");
    case QJsonValue::Object:
        return QStringLiteral("{…}");
    default:
        return value.toVariant().toString();
    }
}
} // namespace

QVariant recipeValue(const TrainingRecipe &recipe, const QString &key)
{
    const Member *member = memberOf(key);
    if (!member)
        return {};
    return std::visit([&](auto pointer) { return QVariant::fromValue(recipe.*pointer); }, *member);
}

Result<void> setRecipeValue(TrainingRecipe &recipe, const QString &key, const QVariant &value)
{
    const Member *member = memberOf(key);
    const std::optional<RecipeField> field = fieldOf(key);
    if (!member || !field)
        return unknownKey(key);
    if (const auto *text = std::get_if<QString TrainingRecipe::*>(member)) {
        auto chosen = field->type == RecipeField::Type::Text ? checkedText(*field, value)
                                                             : checkedChoice(*field, value);
        if (!chosen)
            return chosen.error();
        recipe.*(*text) = *chosen;
        return {};
    }
    const auto number = checkedNumber(*field, value);
    if (!number)
        return number.error();
    if (const auto *whole = std::get_if<int TrainingRecipe::*>(member))
        recipe.*(*whole) = static_cast<int>(*number);
    else if (const auto *large = std::get_if<qint64 TrainingRecipe::*>(member))
        recipe.*(*large) = static_cast<qint64>(*number);
    else
        recipe.*(std::get<double TrainingRecipe::*>(*member)) = *number;
    return {};
}

QJsonObject TrainingRecipe::toJson() const
{
    QJsonObject json;
    for (const KeyedMember &keyed : keyedMembers()) {
        const QString key = QString::fromLatin1(keyed.key);
        json.insert(key, QJsonValue::fromVariant(recipeValue(*this, key)));
    }
    return json;
}

Result<TrainingRecipe> TrainingRecipe::fromJson(const QJsonObject &json)
{
    TrainingRecipe recipe;
    for (auto it = json.begin(); it != json.end(); ++it) {
        const std::optional<RecipeField> field = fieldOf(it.key());
        if (!field)
            return unknownKey(it.key());
        if (!hasJsonType(*field, it.value())) {
            if (isNumeric(*field))
                return notANumber(*field, jsonText(it.value()));
            if (field->type == RecipeField::Type::Text)
                return checkedText(*field, QVariant()).error();
            return checkedChoice(*field, jsonText(it.value())).error();
        }
        if (auto set = setRecipeValue(recipe, it.key(), it.value().toVariant()); !set)
            return set.error();
    }
    if (auto checked = checkTogether(recipe); !checked)
        return checked.error();
    return recipe;
}

} // namespace tunedesk

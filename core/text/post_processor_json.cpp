#include "text/tokenizer_json.h"

#include <QCoreApplication>

#include <algorithm>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenizerJson)
};

using Ids = std::unordered_set<int>;
using Part = PostProcessor::Part;
using Piece = PostProcessor::Piece;

/// ["[SEP]", 102]
Result<std::vector<int>> readNamedToken(const JsonPart &part, const Ids &ids)
{
    if (!part.value().is_array() || part.value().size() != 2)
        return part.damaged();
    const auto id = part.at(1).named(part.place()).number(kMaxTokenId);
    if (!id)
        return id.error();
    if (!ids.contains(*id))
        return part.damaged();
    return std::vector<int>{*id};
}

Result<void> readBert(const JsonPart &part, const Ids &ids, PostProcessorParts &into)
{
    if (auto done = part.onlyKeys({"type", "sep", "cls"}); !done)
        return done;
    const auto sep = readNamedToken(part.member("sep"), ids);
    const auto cls = readNamedToken(part.member("cls"), ids);
    if (!sep || !cls)
        return !sep ? sep.error() : cls.error();
    into.single = {{Part::Special, *cls, 0}, {Part::First, {}, 0}, {Part::Special, *sep, 0}};
    into.pair = into.single;
    into.pair.push_back({Part::Second, {}, 1});
    into.pair.push_back({Part::Special, *sep, 1});
    return {};
}

Result<void> readRoberta(const JsonPart &part, const Ids &ids, PostProcessorParts &into)
{
    if (auto done = part.onlyKeys({"type", "sep", "cls", "trim_offsets", "add_prefix_space"});
        !done)
        return done;
    const auto sep = readNamedToken(part.member("sep"), ids);
    const auto cls = readNamedToken(part.member("cls"), ids);
    if (!sep || !cls)
        return !sep ? sep.error() : cls.error();
    const auto trims = part.flag("trim_offsets", true);
    const auto prefix = part.flag("add_prefix_space", true);
    if (!trims || !prefix)
        return !trims ? trims.error() : prefix.error();
    into.single = {{Part::Special, *cls, 0}, {Part::First, {}, 0}, {Part::Special, *sep, 0}};
    into.pair = into.single;
    into.pair.push_back({Part::Special, *sep, 0});
    into.pair.push_back({Part::Second, {}, 0});
    into.pair.push_back({Part::Special, *sep, 0});
    into.trimming = {.isOn = *trims, .addsPrefixSpace = *prefix};
    return {};
}

Result<void> readByteLevel(const JsonPart &part, PostProcessorParts &into)
{
    if (auto done = part.onlyKeys({"type", "add_prefix_space", "trim_offsets", "use_regex"}); !done)
        return done;
    const auto trims = part.flag("trim_offsets", true);
    const auto prefix = part.flag("add_prefix_space", true);
    if (!trims || !prefix)
        return !trims ? trims.error() : prefix.error();
    into.trimming = {.isOn = *trims, .addsPrefixSpace = *prefix};
    return {};
}

Result<std::vector<int>> specialIds(const JsonPart &processor, const JsonPart &named,
                                    const std::string &name, const Ids &known)
{
    const JsonPart tokens = processor.member("special_tokens");
    const JsonPart ids = tokens.member(name.c_str()).member("ids");
    if (!ids.value().is_array())
        return named.damaged();
    std::vector<int> read;
    for (std::size_t at = 0; at < ids.value().size(); ++at) {
        const auto id = ids.at(at).named(named.place()).number(kMaxTokenId);
        if (!id)
            return id.error();
        if (!known.contains(*id))
            return named.damaged();
        read.push_back(*id);
    }
    return read;
}

Result<void> readTemplate(const JsonPart &processor, const char *key, const Ids &ids,
                          std::vector<Piece> &into)
{
    const JsonPart items = processor.member(key);
    if (!items.value().is_array())
        return items.damaged();
    for (const auto &item : items.value()) {
        if (!item.is_object() || item.size() != 1)
            return items.damaged();
        const std::string kind = item.begin().key();
        const JsonPart value = items.with(item.begin().value());
        if (auto done = value.onlyKeys({"id", "type_id"}); !done)
            return done;
        const auto name = value.text("id");
        if (!name)
            return items.damaged();
        const auto typeId = value.member("type_id").named(items.place()).number(1000);
        if (!typeId)
            return typeId.error();
        Piece piece{.typeId = *typeId};
        if (kind == "SpecialToken") {
            const auto special =
                specialIds(processor, items.named(items.place() + ", “" + *name + "”"), *name, ids);
            if (!special)
                return special.error();
            piece.ids = *special;
        } else if (kind == "Sequence" && (*name == "A" || *name == "B")) {
            piece.part = *name == "A" ? Part::First : Part::Second;
        } else {
            return items.damaged();
        }
        into.push_back(piece);
    }
    return {};
}

Result<void> checkTemplate(const JsonPart &part, const std::vector<Piece> &pieces, bool isPair)
{
    const auto count = [&](Part wanted) {
        return std::count_if(pieces.begin(), pieces.end(),
                             [&](const auto &piece) { return piece.part == wanted; });
    };
    if (count(Part::First) == 1 && count(Part::Second) == (isPair ? 1 : 0))
        return {};
    return part.refused(Text::tr("The tokenizer doesn't take each text once."));
}

Result<void> readTemplates(const JsonPart &part, const Ids &ids, PostProcessorParts &into)
{
    if (auto done = part.onlyKeys({"type", "single", "pair", "special_tokens"}); !done)
        return done;
    into.single.clear();
    into.pair.clear();
    if (auto done = readTemplate(part, "single", ids, into.single); !done)
        return done;
    if (auto done = checkTemplate(part.member("single"), into.single, false); !done)
        return done;
    if (auto done = readTemplate(part, "pair", ids, into.pair); !done)
        return done;
    return checkTemplate(part.member("pair"), into.pair, true);
}

Result<void> addProcessor(const JsonPart &part, const Ids &ids, bool &laysSpecials,
                          PostProcessorParts &into)
{
    const std::string type = part.type();
    if (type == "ByteLevel")
        return readByteLevel(part, into);
    if (type == "Sequence") {
        const auto steps = part.sequence("processors");
        if (!steps)
            return steps.error();
        for (const JsonPart &step : *steps) {
            if (auto done = addProcessor(step, ids, laysSpecials, into); !done)
                return done;
        }
        return {};
    }
    if (std::exchange(laysSpecials, true))
        return part.refused(Text::tr("The tokenizer adds special tokens twice."));
    if (type == "BertProcessing")
        return readBert(part, ids, into);
    if (type == "RobertaProcessing")
        return readRoberta(part, ids, into);
    if (type == "TemplateProcessing")
        return readTemplates(part, ids, into);
    return part.unknownType(QStringLiteral(
        "BertProcessing, RobertaProcessing, TemplateProcessing, ByteLevel, Sequence"));
}

} // namespace

Result<PostProcessorParts> readPostProcessor(const JsonPart &part,
                                             const std::unordered_set<int> &ids)
{
    PostProcessorParts parts{.single = {{Part::First, {}, 0}},
                             .pair = {{Part::First, {}, 0}, {Part::Second, {}, 1}},
                             .trimming = {}};
    bool laysSpecials = false;
    if (part.value().is_null())
        return parts;
    if (auto done = addProcessor(part, ids, laysSpecials, parts); !done)
        return done.error();
    return parts;
}

} // namespace tunedesk

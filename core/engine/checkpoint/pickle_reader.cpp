#include "engine/checkpoint/pickle_reader.h"

#include "engine/checkpoint/pickle_format.h"

#include <QCoreApplication>
#include <QString>

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <set>

namespace tunedesk
{

namespace
{
using namespace pickle_format;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(PickleReader)
};

static_assert(std::endian::native == std::endian::little, "the format is little-endian");

constexpr std::size_t kMaxBytes = 16 << 20;
constexpr std::size_t kMaxValues = 1'000'000; // a tensor takes about 18
constexpr std::size_t kMaxMarks = 10'000, kMaxTensors = 65'536, kMaxDimensions = 32;
constexpr std::size_t kMaxNameBytes = 1'024; // of a tensor
constexpr std::size_t kMaxKeyBytes = 64;     // of a storage

QString shown(std::string_view text)
{
    constexpr std::size_t most = 80;
    const QString shown =
        QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min(text.size(), most)));
    return text.size() > most ? shown + QChar(0x2026) : shown;
}

QString shown(unsigned char opcode)
{
    return QStringLiteral("0x%1").arg(opcode, 2, 16, QLatin1Char('0'));
}

/// A value, by its number: values refer to each other by number, so that neither a deep nor a
/// circular structure can exhaust the stack.
using ValueId = std::uint32_t;
struct Value {
    enum Kind : unsigned char {
        Nothing, ///< also what is of no interest: truth values, fractions
        Integer,
        String,
        Sequence, ///< tuple or list
        Dictionary,
        OrderedDictionary,
        Name,    ///< index into kAllowedNames in `number`
        Storage, ///< items: name, key, length
        Tensor,  ///< items: storage, offset, shape, strides
    };
    Kind kind = Nothing;
    std::int64_t number = 0;
    std::string_view text; ///< within the pickle
    std::vector<ValueId> items;
};

class Machine
{
public:
    explicit Machine(std::string_view pickle) : m_pickle(pickle) {}

    /// False: `problem` says why.
    bool run()
    {
        while (m_problem.isEmpty() && !m_isDone) {
            m_opcodeAt = m_at;
            unsigned char opcode = 0;
            if (take(opcode))
                step(opcode);
        }
        return m_problem.isEmpty();
    }

    const QString &problem() const { return m_problem; }
    ValueId result() const { return m_stack.front(); }
    const Value &value(ValueId id) const { return m_values[id]; }

private:
    bool refuse(const QString &why)
    {
        if (m_problem.isEmpty())
            m_problem = why;
        return false;
    }
    bool damaged()
    {
        return refuse(Text::tr("Its table of tensors is damaged at byte %1.").arg(m_opcodeAt));
    }
    bool notAllowed(unsigned char opcode)
    {
        return refuse(Text::tr("Opcode %1 is not allowed in weights (byte %2).")
                          .arg(shown(opcode))
                          .arg(m_opcodeAt));
    }

    template <typename T> bool take(T &number)
    {
        if (sizeof number > m_pickle.size() - m_at)
            return damaged();
        std::memcpy(&number, m_pickle.data() + m_at, sizeof number);
        m_at += sizeof number;
        return true;
    }
    bool takeText(std::uint64_t bytes, std::string_view &text)
    {
        if (bytes > m_pickle.size() - m_at)
            return damaged();
        text = m_pickle.substr(m_at, bytes);
        m_at += bytes;
        return true;
    }
    bool takeLine(std::string_view &line)
    {
        const std::size_t end = m_pickle.find('\n', m_at);
        if (end == m_pickle.npos)
            return damaged();
        line = m_pickle.substr(m_at, end - m_at);
        m_at = end + 1;
        return true;
    }

    bool push(Value value)
    {
        if (m_values.size() == kMaxValues)
            return refuse(
                Text::tr("Its table of tensors has more than %1 values.").arg(kMaxValues));
        m_values.push_back(std::move(value));
        m_stack.push_back(static_cast<ValueId>(m_values.size() - 1));
        return true;
    }
    bool pushInteger(std::int64_t number) { return push({Value::Integer, number, {}, {}}); }
    template <typename T> bool pushText()
    {
        T length = 0;
        std::string_view text;
        return take(length) && takeText(length, text) && push({Value::String, 0, text, {}});
    }

    /// Values above the last mark, at most, can be popped.
    bool has(std::size_t count)
    {
        const std::size_t floor = m_marks.empty() ? 0 : m_marks.back();
        return m_stack.size() >= floor + count || damaged();
    }
    std::vector<ValueId> popTop(std::size_t count)
    {
        std::vector<ValueId> ids(m_stack.end() - static_cast<std::ptrdiff_t>(count), m_stack.end());
        m_stack.resize(m_stack.size() - count);
        return ids;
    }
    bool popToMark(std::vector<ValueId> &ids)
    {
        if (m_marks.empty())
            return damaged();
        ids = popTop(m_stack.size() - m_marks.back());
        m_marks.pop_back();
        return true;
    }

    bool pushSequence(std::size_t count)
    {
        return has(count) && push({Value::Sequence, 0, {}, popTop(count)});
    }
    bool addTo(bool isDictionary, const std::vector<ValueId> &ids)
    {
        if (!has(1))
            return false;
        Value &target = m_values[m_stack.back()];
        const bool fits = isDictionary ? target.kind == Value::Dictionary ||
                                             target.kind == Value::OrderedDictionary
                                       : target.kind == Value::Sequence && target.number == 1;
        if (!fits || (isDictionary && ids.size() % 2 != 0))
            return damaged();
        target.items.insert(target.items.end(), ids.begin(), ids.end());
        return true;
    }

    bool remember(std::uint64_t index)
    {
        // Python counts up; gaps come from files that were written anew by tools.
        if (index >= m_pickle.size() || !has(1))
            return damaged();
        if (m_memo.size() <= index)
            m_memo.resize(index + 1);
        m_memo[index] = m_stack.back() + 1;
        m_remembered = std::max<std::uint64_t>(m_remembered, index + 1);
        return true;
    }
    bool recall(std::uint64_t index)
    {
        if (index >= m_memo.size() || m_memo[index] == 0)
            return damaged();
        m_stack.push_back(m_memo[index] - 1);
        return true;
    }

    bool pushName(std::string_view module, std::string_view name)
    {
        for (std::size_t i = 0; i < kAllowedNames.size(); ++i)
            if (kAllowedNames[i].module == module && kAllowedNames[i].name == name)
                return push({Value::Name, static_cast<std::int64_t>(i), {}, {}});
        const auto opcode = static_cast<unsigned char>(m_pickle[m_opcodeAt]);
        return refuse(Text::tr("%1.%2 is not allowed in weights (opcode %3 at byte %4).")
                          .arg(shown(module), shown(name), shown(opcode))
                          .arg(m_opcodeAt));
    }

    bool isKind(ValueId id, Value::Kind kind) const { return m_values[id].kind == kind; }

    /// ("storage", torch.FloatStorage, key, device, length)
    bool pushStorage()
    {
        if (!has(1))
            return false;
        // A reference: copies of one long tuple would let a small file take hours.
        const std::vector<ValueId> &about = m_values[popTop(1)[0]].items;
        if (about.size() < 5 || !isKind(about[0], Value::String) ||
            m_values[about[0]].text != "storage" || !isKind(about[1], Value::Name) ||
            kAllowedNames[static_cast<std::size_t>(m_values[about[1]].number)].meaning !=
                Meaning::Storage ||
            !isKind(about[2], Value::String) || m_values[about[2]].text.size() > kMaxKeyBytes ||
            !isKind(about[4], Value::Integer))
            return damaged();
        return push({Value::Storage, 0, {}, {about[1], about[2], about[4]}});
    }

    bool reduce()
    {
        if (!has(2))
            return false;
        const std::vector<ValueId> both = popTop(2);
        if (!isKind(both[0], Value::Name) || !isKind(both[1], Value::Sequence))
            return notAllowed(Reduce);
        const std::vector<ValueId> &about = m_values[both[1]].items;
        switch (kAllowedNames[static_cast<std::size_t>(m_values[both[0]].number)].meaning) {
        case Meaning::OrderedDict:
            return about.empty() ? push({Value::OrderedDictionary, 0, {}, {}}) : notAllowed(Reduce);
        case Meaning::Tensor:
            // (storage, offset, shape, strides, requires_grad, hooks[, metadata])
            if (about.size() < 4 || !isKind(about[0], Value::Storage) ||
                !isKind(about[1], Value::Integer) || !isKind(about[2], Value::Sequence) ||
                !isKind(about[3], Value::Sequence))
                return damaged();
            // Metadata turn the numbers around: negated, conjugated.
            if (about.size() > 6 && !m_values[about[6]].items.empty())
                return notAllowed(Reduce);
            return push({Value::Tensor, 0, {}, {about[0], about[1], about[2], about[3]}});
        case Meaning::Parameter:
            // (tensor, requires_grad, hooks)
            if (about.empty() || !isKind(about[0], Value::Tensor))
                return damaged();
            m_stack.push_back(about[0]);
            return true;
        case Meaning::Storage:
            break;
        }
        return notAllowed(Reduce);
    }

    /// torch hangs `_metadata` onto the OrderedDict of a module; of anything else nothing is set.
    bool build()
    {
        if (!has(2))
            return false;
        const ValueId state = popTop(1)[0];
        return (isKind(m_stack.back(), Value::OrderedDictionary) &&
                isKind(state, Value::Dictionary)) ||
               notAllowed(Build);
    }

    bool stop()
    {
        m_isDone = true;
        return (m_stack.size() == 1 && m_marks.empty() && m_at == m_pickle.size()) || damaged();
    }

    template <typename T> bool pushNumber()
    {
        T number = 0;
        return take(number) && pushInteger(number);
    }

    bool pushLong()
    {
        unsigned char bytes = 0;
        std::string_view text;
        if (!take(bytes) || !takeText(bytes, text))
            return false;
        if (bytes > sizeof(std::int64_t))
            return damaged();
        std::int64_t number =
            !text.empty() && (static_cast<unsigned char>(text.back()) & 0x80) ? -1 : 0;
        std::memcpy(&number, text.data(), text.size());
        return pushInteger(number);
    }

    bool stackGlobal()
    {
        if (!has(2))
            return false;
        const std::vector<ValueId> both = popTop(2);
        if (!isKind(both[0], Value::String) || !isKind(both[1], Value::String))
            return damaged();
        return pushName(m_values[both[0]].text, m_values[both[1]].text);
    }

    bool step(unsigned char opcode)
    {
        std::vector<ValueId> ids;
        std::string_view first, second;
        std::uint64_t length = 0;
        unsigned char byte = 0;
        std::uint32_t word = 0;
        switch (opcode) {
        case Proto:
            return take(byte) && ((m_opcodeAt == 0 && byte >= 2 && byte <= 5) || damaged());
        case Frame:
            return take(length) && (length <= m_pickle.size() - m_at || damaged());
        case Stop:
            return stop();
        case Mark:
            m_marks.push_back(m_stack.size());
            return m_marks.size() <= kMaxMarks || damaged();
        case None:
        case True:
        case False:
            return push({});
        case BinFloat:
            return take(length) && push({});
        case BinInt:
            return pushNumber<std::int32_t>();
        case BinInt1:
            return pushNumber<std::uint8_t>();
        case BinInt2:
            return pushNumber<std::uint16_t>();
        case Long1:
            return pushLong();
        case ShortBinUnicode:
            return pushText<std::uint8_t>();
        case BinUnicode:
            return pushText<std::uint32_t>();
        case BinUnicode8:
            return pushText<std::uint64_t>();
        case EmptyTuple:
            return push({Value::Sequence, 0, {}, {}});
        case EmptyList:
            return push({Value::Sequence, 1, {}, {}}); // 1: can be added to
        case EmptyDict:
            return push({Value::Dictionary, 0, {}, {}});
        case Tuple:
            return popToMark(ids) && push({Value::Sequence, 0, {}, std::move(ids)});
        case Tuple1:
            return pushSequence(1);
        case Tuple2:
            return pushSequence(2);
        case Tuple3:
            return pushSequence(3);
        case Append:
            return has(2) && addTo(false, popTop(1));
        case Appends:
            return popToMark(ids) && addTo(false, ids);
        case SetItem:
            return has(3) && addTo(true, popTop(2));
        case SetItems:
            return popToMark(ids) && addTo(true, ids);
        case BinPut:
            return take(byte) && remember(byte);
        case LongBinPut:
            return take(word) && remember(word);
        case Memoize:
            return remember(m_remembered);
        case BinGet:
            return take(byte) && recall(byte);
        case LongBinGet:
            return take(word) && recall(word);
        case Global:
            return takeLine(first) && takeLine(second) && pushName(first, second);
        case StackGlobal:
            return stackGlobal();
        case Reduce:
            return reduce();
        case Build:
            return build();
        case BinPersId:
            return pushStorage();
        default:
            return notAllowed(opcode);
        }
    }

    std::string_view m_pickle;
    std::size_t m_at = 0, m_opcodeAt = 0;
    bool m_isDone = false;
    QString m_problem; ///< translated; empty: none
    std::vector<Value> m_values;
    std::vector<ValueId> m_stack;
    std::vector<std::size_t> m_marks;
    std::vector<ValueId> m_memo; ///< number + 1; 0: nothing
    std::uint64_t m_remembered = 0;
};

bool takeNumbers(const Machine &machine, ValueId id, std::vector<std::int64_t> &numbers)
{
    const std::vector<ValueId> &items = machine.value(id).items;
    if (items.size() > kMaxDimensions)
        return false;
    for (const ValueId item : items) {
        if (machine.value(item).kind != Value::Integer)
            return false;
        numbers.push_back(machine.value(item).number);
    }
    return true;
}

std::optional<PickledTensor> tensorOf(const Machine &machine, const Value &value)
{
    const Value &storage = machine.value(value.items[0]);
    PickledTensor tensor;
    tensor.dtype =
        kAllowedNames[static_cast<std::size_t>(machine.value(storage.items[0]).number)].dtype;
    tensor.storage = machine.value(storage.items[1]).text;
    tensor.storageLength = machine.value(storage.items[2]).number;
    tensor.offset = machine.value(value.items[1]).number;
    if (!takeNumbers(machine, value.items[2], tensor.shape) ||
        !takeNumbers(machine, value.items[3], tensor.strides))
        return std::nullopt;
    return tensor;
}
} // namespace

Result<std::vector<std::pair<std::string, PickledTensor>>>
readPickledTensors(std::string_view pickle)
{
    const auto refused = [](const QString &what) {
        return Error{ErrorKind::Model, what, {}, {}, {}};
    };
    if (pickle.size() > kMaxBytes)
        return refused(Text::tr("Its table of tensors is larger than 16 MB."));
    Machine machine(pickle);
    if (!machine.run())
        return refused(machine.problem());
    const Value &top = machine.value(machine.result());
    if (top.kind != Value::Dictionary && top.kind != Value::OrderedDictionary)
        return refused(Text::tr("It holds no dictionary of tensors."));
    std::vector<std::pair<std::string, PickledTensor>> tensors;
    std::set<std::string_view> names;
    for (std::size_t i = 0; i + 1 < top.items.size(); i += 2) {
        const Value &name = machine.value(top.items[i]), &value = machine.value(top.items[i + 1]);
        if (value.kind != Value::Tensor)
            continue;
        if (name.kind != Value::String || name.text.size() > kMaxNameBytes)
            return refused(Text::tr("It holds a tensor without a usable name."));
        if (!names.insert(name.text).second)
            return refused(Text::tr("Tensor “%1” stands in it twice.").arg(shown(name.text)));
        if (tensors.size() == kMaxTensors)
            return refused(Text::tr("It holds more than %1 tensors.").arg(kMaxTensors));
        auto tensor = tensorOf(machine, value);
        if (!tensor)
            return refused(
                Text::tr("The shape of tensor “%1” can't be read.").arg(shown(name.text)));
        tensors.emplace_back(name.text, std::move(*tensor));
    }
    return tensors;
}

} // namespace tunedesk

#include "text/sentencepiece_model.h"

#include "text/unicode.h"
#include "text/unigram.h"

#include <QCoreApplication>

#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>

namespace tunedesk
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SentencePieceModel)
};

constexpr std::size_t kMaxPieces = 2'000'000;

struct Field {
    std::uint64_t number = 0;
    std::uint64_t value = 0; ///< of a number, whole or fixed
    std::string_view bytes;  ///< of a text or a message
    std::size_t at = 0;      ///< byte in the file
};

/// The fields of one protobuf message in turn. Source: protobuf.dev, “Encoding”.
class FieldReader
{
public:
    /// @param begin byte of the message in the file
    explicit FieldReader(std::string_view message, std::size_t begin = 0)
        : m_message(message), m_begin(begin)
    {
    }
    /// Nothing at the end and where the message is damaged.
    std::optional<Field> next()
    {
        if (m_at == m_message.size() || m_isDamaged)
            return std::nullopt;
        Field field;
        const std::uint64_t tag = varint();
        field.number = tag >> 3;
        if (field.number == 0)
            m_isDamaged = true;
        switch (tag & 7) {
        case 0:
            field.value = varint();
            field.at = m_begin + m_at;
            break;
        case 1:
            field.value = fixed(8);
            break;
        case 2: {
            const std::uint64_t size = varint();
            field.at = m_begin + m_at;
            field.bytes = take(size);
            break;
        }
        case 5:
            field.value = fixed(4);
            break;
        default: // groups aren't used
            m_isDamaged = true;
        }
        if (m_isDamaged)
            return std::nullopt;
        return field;
    }
    bool isDamaged() const { return m_isDamaged; }
    std::size_t position() const { return m_begin + m_at; }

private:
    std::string_view take(std::uint64_t size)
    {
        if (size > m_message.size() - m_at) {
            m_isDamaged = true;
            return {};
        }
        const std::string_view bytes = m_message.substr(m_at, static_cast<std::size_t>(size));
        m_at += bytes.size();
        return bytes;
    }
    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::string_view byte = take(1);
            if (byte.empty())
                return 0;
            const auto bits = static_cast<std::uint64_t>(static_cast<unsigned char>(byte[0]));
            value |= (bits & 0x7F) << shift;
            if (bits < 0x80)
                return value;
        }
        m_isDamaged = true; // more than ten bytes
        return 0;
    }
    std::uint64_t fixed(std::size_t size)
    {
        std::uint64_t value = 0;
        const std::string_view bytes = take(size);
        for (std::size_t at = 0; at < bytes.size(); ++at)
            value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at])) << (8 * at);
        return value;
    }

    std::string_view m_message;
    std::size_t m_begin;
    std::size_t m_at = 0;
    bool m_isDamaged = false;
};

class SentencePieceReader
{
public:
    explicit SentencePieceReader(QString where) : m_where(std::move(where)) {}

    Result<SentencePieceModel> read(std::string_view bytes)
    {
        FieldReader fields(bytes);
        while (const auto field = fields.next()) {
            Result<void> done;
            if (field->number == 1)
                done = readPiece(*field);
            else if (field->number == 2)
                done = readTraining(*field);
            else if (field->number == 3)
                done = readNormalization(*field);
            if (!done)
                return done.error();
        }
        if (fields.isDamaged() || m_model.pieces.empty())
            return damaged(fields.position());
        if (m_modelType != kUnigram)
            return Error{.kind = ErrorKind::Model,
                         .what =
                             Text::tr("The tokenizer is a SentencePiece model of the kind “%1”; "
                                      "this version knows “unigram”.")
                                 .arg(nameOfType()),
                         .where = m_where,
                         .hint = Text::tr("Get the model's tokenizer.json and put it into the "
                                          "folder, or choose another model.")};
        return checkedUnknown();
    }

private:
    static constexpr std::uint64_t kUnigram = 1;

    QString nameOfType() const
    {
        static const char *const names[] = {"unigram", "bpe", "word", "char"};
        return m_modelType >= 1 && m_modelType <= 4 ? QString::fromLatin1(names[m_modelType - 1])
                                                    : QString::number(m_modelType);
    }

    Error damaged(std::size_t at) const
    {
        return {.kind = ErrorKind::Model,
                .what = Text::tr("The tokenizer's file is cut off or damaged."),
                .where = Text::tr("%1, byte %2").arg(m_where).arg(at),
                .hint = Text::tr("Get the file again from where the model came from.")};
    }

    Error refusedPiece(const QString &what) const
    {
        return {.kind = ErrorKind::Model,
                .what = what,
                .where = Text::tr("%1, piece %2").arg(m_where).arg(m_model.pieces.size()),
                .hint = Text::tr("Get the file again from where the model came from.")};
    }

    Result<void> readPiece(const Field &message)
    {
        SentencePieceModel::Piece piece;
        FieldReader fields(message.bytes, message.at);
        while (const auto field = fields.next()) {
            if (field->number == 1)
                piece.text = field->bytes;
            else if (field->number == 2)
                piece.score = std::bit_cast<float>(static_cast<std::uint32_t>(field->value));
            else if (field->number == 3 && field->value >= 1 && field->value <= 6)
                piece.kind = static_cast<SentencePieceModel::Kind>(field->value);
        }
        if (fields.isDamaged())
            return damaged(fields.position());
        if (m_model.pieces.size() == kMaxPieces)
            return refusedPiece(Text::tr("The tokenizer has more than %1 pieces.").arg(kMaxPieces));
        if (piece.text.size() > Unigram::kMaxPieceBytes)
            return refusedPiece(Text::tr("A piece of the tokenizer has %1 bytes; at most %2 work.")
                                    .arg(piece.text.size())
                                    .arg(Unigram::kMaxPieceBytes));
        if (piece.text.empty() || unicode::firstInvalid(piece.text) != std::string_view::npos)
            return refusedPiece(Text::tr("A piece of the tokenizer is empty or no UTF-8."));
        if (!std::isfinite(piece.score))
            return refusedPiece(Text::tr("The score of a piece of the tokenizer is no number."));
        m_model.pieces.push_back(std::move(piece));
        return {};
    }

    Result<void> readTraining(const Field &message)
    {
        FieldReader fields(message.bytes, message.at);
        while (const auto field = fields.next()) {
            if (field->number == 3)
                m_modelType = field->value;
            else if (field->number == 35)
                m_model.byteFallback = field->value != 0;
            else if (field->number == 40)
                m_unknownId = field->value;
        }
        return fields.isDamaged() ? Result<void>(damaged(fields.position())) : Result<void>();
    }

    Result<void> readNormalization(const Field &message)
    {
        FieldReader fields(message.bytes, message.at);
        while (const auto field = fields.next()) {
            if (field->number == 2)
                m_model.charactersMap = field->bytes;
            else if (field->number == 3)
                m_model.addsDummyPrefix = field->value != 0;
            else if (field->number == 4)
                m_model.removesExtraWhitespaces = field->value != 0;
            else if (field->number == 5)
                m_model.escapesWhitespaces = field->value != 0;
        }
        return fields.isDamaged() ? Result<void>(damaged(fields.position())) : Result<void>();
    }

    Result<SentencePieceModel> checkedUnknown()
    {
        if (m_unknownId >= m_model.pieces.size())
            return Error{.kind = ErrorKind::Model,
                         .what =
                             Text::tr("The tokenizer's number of the unknown token is no piece."),
                         .where = m_where,
                         .hint = Text::tr("Get the file again from where the model came from.")};
        m_model.unknownId = static_cast<int>(m_unknownId);
        return std::move(m_model);
    }

    QString m_where;
    SentencePieceModel m_model;
    std::uint64_t m_modelType = kUnigram;
    std::uint64_t m_unknownId = 0;
};

} // namespace

Result<SentencePieceModel> readSentencePieceModel(std::string_view bytes, const QString &where)
{
    return SentencePieceReader(where).read(bytes);
}

} // namespace tunedesk

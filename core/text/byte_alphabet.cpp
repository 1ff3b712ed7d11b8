#include "text/byte_alphabet.h"

#include "text/unicode.h"

#include <array>

namespace tunedesk
{

namespace
{

constexpr int kNone = -1;
constexpr char32_t kCharacters = 0x144; ///< first code that is none of the alphabet

struct Alphabet {
    std::array<std::string, 256> ofByte;
    std::array<int, kCharacters> ofCharacter;

    Alphabet()
    {
        ofCharacter.fill(kNone);
        char32_t next = 0x100;
        for (int byte = 0; byte < 256; ++byte) {
            const bool isPrintable =
                (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
            const char32_t c = isPrintable ? static_cast<char32_t>(byte) : next++;
            unicode::append(ofByte[static_cast<std::size_t>(byte)], c);
            ofCharacter[c] = byte;
        }
    }
};

const Alphabet &alphabet()
{
    static const Alphabet instance;
    return instance;
}

} // namespace

const std::string &alphabetCharacter(unsigned char byte)
{
    return alphabet().ofByte[byte];
}

std::optional<std::string> alphabetBytes(std::string_view token)
{
    std::string bytes;
    for (std::size_t at = 0; at < token.size();) {
        const char32_t c = unicode::decode(token, at);
        const int byte = c < kCharacters ? alphabet().ofCharacter[c] : kNone;
        if (byte == kNone)
            return std::nullopt;
        bytes += static_cast<char>(byte);
    }
    return bytes;
}

} // namespace tunedesk

#pragma once

#include <array>
#include <string_view>

/// What may stand in the pickle of a pytorch_model.bin; anything else is refused by name.
namespace tunedesk::pickle_format
{

// Source: Python's Lib/pickletools.py. Only what torch.save writes for a dictionary of tensors.
enum Opcode : unsigned char {
    Proto = 0x80,
    Stop = '.',
    Frame = 0x95,
    Mark = '(',
    None = 'N',
    True = 0x88,
    False = 0x89,
    BinInt = 'J',
    BinInt1 = 'K',
    BinInt2 = 'M',
    Long1 = 0x8a,
    BinFloat = 'G',
    BinUnicode = 'X',
    ShortBinUnicode = 0x8c,
    BinUnicode8 = 0x8d,
    EmptyTuple = ')',
    Tuple = 't',
    Tuple1 = 0x85,
    Tuple2 = 0x86,
    Tuple3 = 0x87,
    EmptyList = ']',
    Append = 'a',
    Appends = 'e',
    EmptyDict = '}',
    SetItem = 's',
    SetItems = 'u',
    BinPut = 'q',
    LongBinPut = 'r',
    Memoize = 0x94,
    BinGet = 'h',
    LongBinGet = 'j',
    Global = 'c',
    StackGlobal = 0x93,
    Reduce = 'R',
    Build = 'b',
    BinPersId = 'Q',
};

/// What a name of the file stands for.
enum class Meaning { OrderedDict, Tensor, Parameter, Storage };
struct AllowedName {
    std::string_view module, name;
    Meaning meaning;
    std::string_view dtype; ///< of a storage
};
inline constexpr std::array<AllowedName, 13> kAllowedNames{{
    {"collections", "OrderedDict", Meaning::OrderedDict, {}},
    {"torch._utils", "_rebuild_tensor_v2", Meaning::Tensor, {}},
    {"torch._utils", "_rebuild_parameter", Meaning::Parameter, {}},
    {"torch", "FloatStorage", Meaning::Storage, "F32"},
    {"torch", "HalfStorage", Meaning::Storage, "F16"},
    {"torch", "BFloat16Storage", Meaning::Storage, "BF16"},
    {"torch", "DoubleStorage", Meaning::Storage, "F64"},
    {"torch", "LongStorage", Meaning::Storage, "I64"},
    {"torch", "IntStorage", Meaning::Storage, "I32"},
    {"torch", "ShortStorage", Meaning::Storage, "I16"},
    {"torch", "CharStorage", Meaning::Storage, "I8"},
    {"torch", "ByteStorage", Meaning::Storage, "U8"},
    {"torch", "BoolStorage", Meaning::Storage, "BOOL"},
}};

} // namespace tunedesk::pickle_format

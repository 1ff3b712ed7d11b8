#pragma once

#include <cstdint>

namespace tunedesk::kernels
{

/// Loops over plain memory, compiled once for each set of processor instructions. Nothing here
/// knows torch; the functions with tensors stand beside this header.
///
/// Element: how a number lies in memory. All arithmetic is in float; bfloat16 is rounded to the
/// nearest, halves to even, and a NaN stays one.
enum class Element { Float32, BFloat16 };

/// Which numbers a dropout drops: those whose 16 random bits are below `threshold`. The rest is
/// multiplied by `scale` = 65536 / (65536 − threshold), so that the mean is kept exactly.
struct Drop {
    std::uint64_t seed = 0;
    std::uint32_t threshold = 0; ///< 0 … 65536; 0: nothing is dropped
    float scale = 1;             ///< 0 where everything is dropped
};

/// Rows of one tensor: how many elements lie between two pairs and between two tokens of a pair.
/// The heads of a token lie side by side.
struct Strides {
    std::int64_t pair = 0, token = 0;
};

/// softmax(scale · Q Kᵀ + bias) V for each pair and each head.
/// Source: Vaswani et al. 2017, section 3.2.1.
struct AttentionShape {
    std::int64_t pairs = 0, heads = 0, queries = 0, keys = 0, width = 0; ///< width of a head
    Element element = Element::Float32;
    float scale = 1;
    bool isCausal = false; ///< query i sees the keys 0 … i alone
    Drop drop;             ///< of the weights
    /// Added to the scores; null: nothing. Keys at the end of a row that are as good as minus
    /// infinity are not computed. Strides in floats, 0 for what all share; keys lie side by side.
    const float *bias = nullptr;
    std::int64_t biasPair = 0, biasHead = 0, biasQuery = 0;
};

struct AttentionForward {
    AttentionShape shape;
    const void *query = nullptr, *key = nullptr, *value = nullptr;
    Strides queryStrides, keyStrides, valueStrides;
    void *out = nullptr; ///< [pairs, queries, heads · width], dense
    /// [pairs, heads, queries, 2]: largest score of a row and 1 / sum of exponentials; may be null
    float *rows = nullptr;
};

struct AttentionBackward {
    AttentionShape shape;
    const void *query = nullptr, *key = nullptr, *value = nullptr;
    Strides queryStrides, keyStrides, valueStrides;
    const void *gradient = nullptr; ///< of out, dense
    const float *rows = nullptr;    ///< as forward wrote them
    void *queryGradient = nullptr, *keyGradient = nullptr, *valueGradient = nullptr;
    Strides queryGradientStrides, keyGradientStrides, valueGradientStrides;
    /// [pairs, heads, queries, keys], dense; null: not wanted
    float *biasGradient = nullptr;
};

/// y = (z − mean) / sqrt(variance + epsilon) · weight + shift, z = dropout(x + bias) + residual,
/// for rows of `width` elements. Source: Ba et al. 2016.
struct NormForward {
    std::int64_t width = 0;
    Element element = Element::Float32;
    float epsilon = 0;
    Drop drop;
    const void *x = nullptr;
    const float *bias = nullptr;    ///< [width], may be null
    const void *residual = nullptr; ///< may be null
    const float *weight = nullptr, *shift = nullptr;
    void *y = nullptr;
    void *normalised = nullptr;        ///< (z − mean) / deviation; may be null
    float *inverseDeviation = nullptr; ///< one a row; may be null
};

struct NormBackward {
    std::int64_t width = 0;
    Element element = Element::Float32;
    Drop drop;
    const void *gradient = nullptr, *normalised = nullptr;
    const float *inverseDeviation = nullptr, *weight = nullptr;
    void *xGradient = nullptr;        ///< null: it is the residual's (nothing is dropped)
    void *residualGradient = nullptr; ///< null: not wanted
    /// Sums over a block of rows, [blocks, width] each; null: not wanted
    float *weightSums = nullptr, *shiftSums = nullptr, *biasSums = nullptr;
};

/// y = dropout(x + bias) + residual, for rows of `width` elements.
struct AddForward {
    std::int64_t width = 0;
    Element element = Element::Float32;
    Drop drop;
    const void *x = nullptr;
    const float *bias = nullptr;    ///< [width], may be null
    const void *residual = nullptr; ///< may be null
    void *y = nullptr;
};

struct AddBackward {
    std::int64_t width = 0;
    Element element = Element::Float32;
    Drop drop;
    const void *gradient = nullptr;
    void *xGradient = nullptr;
    float *biasSums = nullptr; ///< as NormBackward's
};

enum class GeluForm { Erf, Tanh };

/// y = gelu(x + bias). Source: Hendrycks, Gimpel 2016; the tanh form is their approximation.
struct GeluForward {
    std::int64_t width = 0;
    Element element = Element::Float32;
    GeluForm form = GeluForm::Erf;
    const void *x = nullptr;
    const float *bias = nullptr; ///< [width], may be null
    void *y = nullptr;
};

struct GeluBackward {
    std::int64_t width = 0;
    Element element = Element::Float32;
    GeluForm form = GeluForm::Erf;
    const void *x = nullptr;
    const float *bias = nullptr;
    const void *gradient = nullptr;
    void *xGradient = nullptr;
    float *biasSums = nullptr; ///< as NormBackward's
};

/// Rows whose sums are added up together, in their order: what a sum is hangs on nothing else, so
/// that any number of threads gives the same bits.
constexpr std::int64_t kRowsOfBlock = 64;
/// Random numbers come in groups.
constexpr std::int64_t kRandomGroup = 128;

/// One set of instructions. Pieces of work: an attention's are pairs · heads; of the others those
/// named. Any split of the pieces gives the same numbers. `scratch` holds at least the floats that
/// the function of that name says, at a multiple of 64 bytes.
struct KernelTable {
    const char *name;
    std::int64_t (*attentionScratch)(const AttentionShape &);
    void (*attentionForward)(const AttentionForward &, std::int64_t first, std::int64_t last,
                             float *scratch);
    void (*attentionBackward)(const AttentionBackward &, std::int64_t first, std::int64_t last,
                              float *scratch);
    std::int64_t (*rowScratch)(std::int64_t width);
    void (*normForward)(const NormForward &, std::int64_t firstRow, std::int64_t lastRow,
                        float *scratch);
    /// first: a multiple of kRowsOfBlock
    void (*normBackward)(const NormBackward &, std::int64_t firstRow, std::int64_t lastRow,
                         float *scratch);
    void (*addForward)(const AddForward &, std::int64_t firstRow, std::int64_t lastRow,
                       float *scratch);
    void (*addBackward)(const AddBackward &, std::int64_t firstRow, std::int64_t lastRow,
                        float *scratch);
    void (*geluForward)(const GeluForward &, std::int64_t firstRow, std::int64_t lastRow);
    void (*geluBackward)(const GeluBackward &, std::int64_t firstRow, std::int64_t lastRow);
    /// 16 random bits for each of `groups` · kRandomGroup numbers of a stream.
    /// Source: Threefry 4x32, 13 rounds: Salmon et al. 2011, "Parallel random numbers: as easy as
    /// 1, 2, 3" (12 rounds pass BigCrush).
    void (*randomBits)(std::uint64_t seed, std::uint32_t stream, std::int64_t firstGroup,
                       std::int64_t groups, std::uint16_t *bits);
};

enum class Instructions { Baseline, Avx2, Avx512 };

/// @return null: this program was built without them, or this processor lacks them
const KernelTable *kernelsFor(Instructions instructions);
/// Of the best that this processor has, or what useKernels() chose.
const KernelTable &kernels();
/// For tests and measurements; null: the best. Not while kernels run.
void useKernels(const KernelTable *table);

} // namespace tunedesk::kernels

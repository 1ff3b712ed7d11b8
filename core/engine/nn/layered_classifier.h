#pragma once

#include "engine/nn/sequence_classifier.h"

#include <memory>
#include <optional>
#include <vector>

namespace tunedesk
{

/// What SequenceClassifier answers about a network's sizes.
struct NetworkSizes {
    std::int64_t hidden = 0, numLabels = 0, positions = 0, vocabulary = 0;
    std::int64_t types = 0; ///< of a table of type embeddings; 0: none
};

/// Of which tokens the head reads the states.
struct HeadTokens {
    bool all = false;        ///< a mean over them, say
    torch::Tensor positions; ///< one a row, [B] int64; undefined: the first one
};

/// A network of embeddings, a stack of layers and a head: what all families share. It cuts the
/// stack, freezes its lower part, and lets the last layer compute only the tokens that the head
/// reads (of the others the head needs keys and values alone).
///
/// Two layers may be one module (ALBERT's are). Such a module trains when any of its layers does,
/// with all of its layers: so frozenLayers() counts up to the first layer whose module trains, and
/// what prefix(batch, frozenLayers()) gave stays true while the network learns.
class LayeredClassifier : public SequenceClassifier
{
public:
    torch::Tensor prefix(const EncodedBatch &batch, int layers) final;
    torch::Tensor suffix(const torch::Tensor &from, const EncodedBatch &batch, int fromLayer) final;
    torch::Tensor headInputs(const torch::Tensor &from, const EncodedBatch &batch,
                             int fromLayer) final;

    void setHead(HeadKind kind, const std::vector<std::string> &ownHead) final;
    HeadKind headKind() const final { return m_pairHead ? m_pairHead->kind() : HeadKind::Sequence; }
    torch::Tensor embedTexts(const EncodedBatch &batch) final;

    int layerCount() const final { return static_cast<int>(m_layers.size()); }
    int hiddenSize() const final { return static_cast<int>(m_sizes.hidden); }
    int numLabels() const final { return static_cast<int>(m_sizes.numLabels); }
    int maxPositions() const final { return static_cast<int>(m_sizes.positions); }
    int vocabularySize() const final { return static_cast<int>(m_sizes.vocabulary); }
    /// One type is none: it is everybody's, whatever the batch says.
    int typeCount() const final { return m_sizes.types > 1 ? static_cast<int>(m_sizes.types) : 0; }

    void setPrecision(Precision precision) final;
    Precision precision() const final { return m_precision; }
    void setInt8Layers(int layers) final;
    int int8Layers() const final { return m_int8Layers; }
    void dropCopies() final;
    void trainTopLayers(int layers, const std::set<std::string> &frozen) final;
    void adapt(int rank, double alpha, std::uint64_t seed) final;
    void mergeAdapted() final;
    std::map<std::string, torch::Tensor> plainParameters() const final;
    int frozenLayers() const final { return m_frozenLayers; }
    void train(bool on = true) final;
    void setDropout(double probability, double ofAttention) final;
    std::map<std::string, int> parameterDepths() const final;

protected:
    using Modules = std::vector<std::shared_ptr<torch::nn::Module>>;

    /// What the layers of one pass read beside the hidden states.
    struct Pass {
        const EncodedBatch &batch;
        /// Added to the attention scores [B, heads, Q, T]; the queries' rows only
        std::optional<torch::Tensor> bias;
        torch::Tensor positions; ///< a family's own, the same for all layers
        /// Which tokens the queries are; null: all
        const HeadTokens *queries = nullptr;
    };

    explicit LayeredClassifier(const NetworkSizes &sizes) : m_sizes(sizes) {}
    /// Call once, in the constructor. @param bottom what runs before the layers and freezes with
    /// them   @param layers from below, all registered; a module may occur more than once
    void setStack(Modules bottom, Modules layers);

    /// @return [B, T, H] float32, what the first layer reads
    virtual torch::Tensor embed(const EncodedBatch &batch) = 0;
    /// For all tokens. @param type of the hidden states   @return attentionBias of the mask
    virtual Pass beginPass(const EncodedBatch &batch, torch::ScalarType type) const;
    /// @param queries [B, Q, H], the tokens whose new states are wanted
    /// @param states [B, T, H], all of them   @return [B, Q, H]
    virtual torch::Tensor runLayer(int index, const torch::Tensor &queries,
                                   const torch::Tensor &states, const Pass &pass) = 0;
    virtual HeadTokens headTokens(const EncodedBatch & /*batch*/) const { return {}; }
    /// What the family does to the last layer's states (float32) before any head reads them.
    /// @return of the same shape
    virtual torch::Tensor finished(const torch::Tensor &states) { return states; }
    /// @param read [B, Q, H] float32, states of the headTokens   @return logits [B, numLabels]
    virtual torch::Tensor head(const torch::Tensor &read, const EncodedBatch &batch) = 0;

    /// The module of one layer as what it is.
    template <typename Layer> const Layer &layerAs(int index) const
    {
        return static_cast<const Layer &>(*m_layers[static_cast<std::size_t>(index)]);
    }

private:
    torch::Tensor asStates(const torch::Tensor &x) const;
    torch::Tensor runLastLayer(const torch::Tensor &hidden, const Pass &pass,
                               const HeadTokens &tokens);
    /// The last layer's states of the tokens, float32. @param from states that layer fromLayer reads
    torch::Tensor lastStates(const torch::Tensor &from, const EncodedBatch &batch, int fromLayer,
                             const HeadTokens &tokens);
    torch::Tensor pairInputs(const torch::Tensor &states, const EncodedBatch &batch);
    torch::Tensor pairFeatures(const EncodedBatch &batch);
    /// What is frozen whole from below, by what its parameters say.
    void countFrozen();

    NetworkSizes m_sizes;
    std::shared_ptr<PairHead> m_pairHead; ///< null: the family's own
    Modules m_bottom, m_layers;
    Modules m_frozen;
    int m_frozenLayers = 0;
    Precision m_precision = Precision::Float32;
    int m_int8Layers = 0;
    bool m_isAdapted = false;
    int m_trainedLayers = -1; ///< what trainTopLayers() was told last
    std::set<std::string> m_frozenNames;
};

} // namespace tunedesk

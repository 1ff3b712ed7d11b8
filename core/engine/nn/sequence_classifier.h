#pragma once

#include "engine/nn/encoded_batch.h"
#include "engine/nn/pair_head.h"
#include "engine/nn/precision.h"
#include "text/pair_encoding.h"

#include <torch/torch.h>

#include <QString>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tunedesk
{

/// A pretrained encoder with a sequence-classification head, as Hugging Face's
/// …ForSequenceClassification. Parameters carry Hugging Face's names
/// ("bert.encoder.layer.0.attention.self.query.weight", "classifier.bias"). One thread at a time;
/// dropout follows train() and eval().
///
/// logits = head(layers(embeddings)) can be cut at any layer, so that frozen layers run once and
/// their output is kept: forward(batch) == suffix(prefix(batch, n), batch, n).
class SequenceClassifier : public torch::nn::Module
{
public:
    /// @return logits [B, numLabels]
    torch::Tensor forward(const EncodedBatch &batch) { return suffix(prefix(batch, 0), batch, 0); }

    /// Embeddings and layers [0, layers). @return hidden states [B, T, H], float32 or bfloat16 as
    /// setPrecision() has it
    virtual torch::Tensor prefix(const EncodedBatch &batch, int layers) = 0;
    /// Layers [fromLayer, layerCount()) and the head. @param hidden [B, T, H], of either type
    /// @return logits [B, numLabels] float32
    virtual torch::Tensor suffix(const torch::Tensor &hidden, const EncodedBatch &batch,
                                 int fromLayer) = 0;

    /// Of a Segments head: the layers of suffix(), and what they give the head to read in place of
    /// the logits. @return [B, 8 H + 2] float32
    virtual torch::Tensor headInputs(const torch::Tensor &hidden, const EncodedBatch &batch,
                                     int fromLayer) = 0;

    /// Takes the family's own head away and puts a PairHead without numbers in its place, as
    /// module "pair_head". Once, before weights are read. Sequence: leaves it.
    /// @param ownHead names of the parameters of the family's head begin so, "bert.pooler."
    virtual void setHead(HeadKind kind, const std::vector<std::string> &ownHead) = 0;
    virtual HeadKind headKind() const = 0;
    /// How encodePair() must read pairs for the head. Apart: prefix() gives what the head compares,
    /// [B, 7 H + 2], whatever the layer, and suffix() takes that.
    PairReading reading() const
    {
        return headKind() == HeadKind::Sequence   ? PairReading::Joined
               : headKind() == HeadKind::Segments ? PairReading::Segments
                                                  : PairReading::Apart;
    }
    /// Mean over the last states of each text's tokens, special ones too. @return [B, H]
    virtual torch::Tensor embedTexts(const EncodedBatch &batch) = 0;

    virtual int layerCount() const = 0;
    virtual int hiddenSize() const = 0;
    virtual int numLabels() const = 0;
    virtual int maxPositions() const = 0;
    virtual int vocabularySize() const = 0;
    /// Type ids are below it; 0: the network reads none, so that any will do.
    virtual int typeCount() const { return 0; }

    /// Where padding goes, and its id where the network looks for it. @param tokenizersId the
    /// tokenizer's
    virtual BatchPadding padding(int tokenizersId) const { return {.id = tokenizersId}; }

    /// What the layers compute in from now on; float32 when it is made.
    virtual void setPrecision(Precision precision) = 0;
    virtual Precision precision() const = 0;
    /// From now on matrix products of the lowest `layers` layers are in 8 bits, as int8Linear()
    /// computes them: layers that don't train, on the processor. What stands between the products
    /// (attention, norms, activations) and all else stays as setPrecision() has it. 0 when it is
    /// made; at most layerCount().
    virtual void setInt8Layers(int layers) = 0;
    virtual int int8Layers() const = 0;
    /// Frees what is kept in another precision than the parameters' own; made again when needed.
    virtual void dropCopies() = 0;

    /// Lets the top `layers` layers, the pooler and the head train and freezes the rest; −1:
    /// everything trains. @param frozen parameters that stay whatever the layers say
    /// Sets requires_grad, and which modules keep eval() when train() is called: what is frozen
    /// whole from below has no dropout.
    virtual void trainTopLayers(int layers, const std::set<std::string> &frozen = {}) = 0;
    /// Puts a LowRank beside each matrix of the layers that trains. From now on these, the pooler
    /// and the head are what trainTopLayers() lets train.
    virtual void adapt(int rank, double alpha, std::uint64_t seed) = 0;
    /// Adds what these learned to their matrices and forgets them.
    virtual void mergeAdapted() = 0;
    /// Parameters as a network without LowRank has them, by Hugging Face's names; without a
    /// gradient. Where nothing is adapted they are the network's own memory.
    virtual std::map<std::string, torch::Tensor> plainParameters() const = 0;
    /// Layers that are frozen below the trained ones: what prefix() may run once. After
    /// trainTopLayers(−1) it is 0 and the embeddings train too, so that prefix(batch, 0) may not be
    /// kept.
    virtual int frozenLayers() const = 0;
    /// Of all states and attention weights; −1: config.json's values. @param ofAttention of the
    /// attention weights alone; −1: they go with the rest
    virtual void setDropout(double probability, double ofAttention = -1) = 0;

    /// Where each parameter stands: 0 embeddings, 1 … layerCount() its layer (the topmost of those
    /// that share it), layerCount() + 1 pooler and head. By Hugging Face's names.
    virtual std::map<std::string, int> parameterDepths() const = 0;
};

} // namespace tunedesk

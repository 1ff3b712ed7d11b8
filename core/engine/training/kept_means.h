#pragma once

#include "engine/training/states_file.h"
#include "text/encoding.h"

#include <torch/torch.h>

#include <array>
#include <cstdint>
#include <map>
#include <vector>

namespace tunedesk
{

/// What an encoder made of texts, kept from run to run: labels come in while most texts stay, so
/// the next run reads only new ones. A file for each encoder, which may be thrown away at any time;
/// whoever opens a damaged one finds nothing. One thread.
class KeptMeans
{
public:
    using Key = std::array<std::uint64_t, 2>;               ///< of a text's tokens
    static constexpr qint64 kMostBytes = qint64{256} << 20; ///< of a file
    static constexpr int kMostFiles = 3;                    ///< of a folder, the newest ones

    /// Reads the file of this place, if there is one. @param place folder empty: nothing is kept
    /// @param width numbers of a text, H
    KeptMeans(StatesPlace place, std::int64_t width);

    static Key keyOf(const Encoding &text);
    /// @return H numbers, good until write(); null: not kept
    const float *find(const Key &key) const;
    /// Replaces the file by these texts and, as far as there is room, those that it had. A disk
    /// that is full or fails leaves it as it was. @param means [keys, H] float32
    void write(const std::vector<Key> &keys, const torch::Tensor &means);

private:
    void read();
    QString path() const;

    StatesPlace m_place;
    std::int64_t m_width;
    std::vector<Key> m_keys; ///< in the order of the file, newest first
    std::vector<float> m_values;
    std::map<Key, std::size_t> m_rows;
};

} // namespace tunedesk

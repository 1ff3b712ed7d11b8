#pragma once

#include "engine/nn/sequence_classifier.h"
#include "engine/training/optimizer.h"
#include "text/encoding.h"

#include <QString>

#include <span>
#include <vector>

namespace tunedesk
{

class Table;

/// Embedding tables train by the rows that the training pairs have: the others get no gradient, so
/// an update leaves them weight decay alone, and that is made up for when somebody reads them. Same
/// weights, to the bit, as with tables that train whole, without gradient and moments of rows that
/// nobody reads: 95 % of MiniLM's table with 480 pairs. One thread.
class TrainedRows
{
public:
    TrainedRows() = default;
    ~TrainedRows();
    TrainedRows(const TrainedRows &) = delete;
    TrainedRows &operator=(const TrainedRows &) = delete;

    /// Puts the rows of each table among `trained` in its place, where they are at most `mostRows`
    /// (0 to 1) of it. Once.   @param encodings all that will train
    void choose(SequenceClassifier &network, const std::vector<Encoding> &encodings, int padId,
                double mostRows, std::vector<NamedParameter> &trained);
    /// The network's tables as after the updates so far. @param rates of the schedule, of each
    /// update since the last call in which the tables trained
    void putBack(std::span<const double> rates, double weightDecay);
    /// The tables train whole again, as putBack() left them.
    void leave();
    qint64 bytes() const { return m_bytes; } ///< that the rows take beside the tables

private:
    struct Chosen {
        Table *table = nullptr; ///< the network's
        double rateFactor = 1;  ///< see NamedParameter
    };
    std::vector<Chosen> m_tables;
    qint64 m_bytes = 0;
};

/// Whether the weights of a checkpoint hold one of these parameters with other sizes: written by a
/// training of whole tables. Not readable: no.
bool hasOtherSizes(const QString &weightsFile, const std::vector<NamedParameter> &parameters);

} // namespace tunedesk

#pragma once

#include <QMap>
#include <QString>
#include <QtGlobal>

namespace tunedesk
{

/// Which check was the best so far, and whether waiting longer is worth it. A value.
class EarlyStopping
{
public:
    /// @param metric what decides, see metric::; a loss is better when lower; "last": every check
    /// is better than those before   @param patience 0:
    /// never stops
    EarlyStopping(QString metric, int patience);

    /// @return true: better than all before. Equal is no gain, so the earlier one stays; nor is
    /// NaN.
    bool check(qint64 step, double epoch, const QMap<QString, double> &metrics);
    bool shouldStop() const { return patience > 0 && checksWithoutGain >= patience; }

    QString metric;
    int patience = 0;
    int checksWithoutGain = 0;
    qint64 bestStep = 0; ///< 0: no check yet
    double bestEpoch = 0;
    QMap<QString, double> best;
};

} // namespace tunedesk

#pragma once

#include <QString>

namespace tunedesk
{

/// A pretrained model that a run can start from.
struct ModelInfo {
    QString name;     ///< short, shown and accepted by the command line
    QString path;     ///< folder with config.json and the weights
    QString family;   ///< config.json's model_type
    QString language; ///< translated
    QString goodFor;  ///< translated, half a sentence
    QString licence;
    int layers = 0;
    int hidden = 0; ///< width
    qint64 parameters = 0;
    qint64 weightBytes = 0;
    bool starter = false; ///< came with packaging/start
    QString problem;      ///< why it can't be used, one sentence; empty: it can
    QString hubName;      ///< on the model hub; empty: not from there
    bool onHub = false;   ///< not on this computer; weightBytes: about what comes; 0: not known
};

} // namespace tunedesk

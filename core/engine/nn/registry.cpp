#include "engine/nn/registry.h"

#include "engine/nn/albert.h"
#include "engine/nn/bert.h"
#include "engine/nn/distilbert.h"
#include "engine/nn/electra.h"
#include "engine/nn/gpt2.h"
#include "engine/nn/roberta.h"
#include "engine/nn/xlnet.h"

#include <QCoreApplication>
#include <QStringList>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(NetworkRegistry)
};

const std::vector<NetworkFamily> &families()
{
    static const std::vector<NetworkFamily> all = {
        bertFamily(),    robertaFamily(), xlmRobertaFamily(), camembertFamily(), distilbertFamily(),
        electraFamily(), albertFamily(),  gpt2Family(),       xlnetFamily(),
    };
    return all;
}
} // namespace

Result<const NetworkFamily *> familyOf(const std::string &modelType)
{
    QStringList known;
    for (const NetworkFamily &family : families()) {
        if (family.modelType == modelType)
            return &family;
        known << QString::fromStdString(family.modelType);
    }
    return Error{ErrorKind::Model,
                 modelType.empty() ? Text::tr("The folder doesn't say what kind of model it holds.")
                                   : Text::tr("Models of the kind “%1” can't be used.")
                                         .arg(QString::fromStdString(modelType)),
                 QStringLiteral("config.json, model_type"),
                 Text::tr("Kinds that work: %1.").arg(known.join(QStringLiteral(", ")))};
}

} // namespace tunedesk

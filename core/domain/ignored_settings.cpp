#include "domain/ignored_settings.h"

namespace tunedesk
{

std::vector<IgnoredSettings> ignoredSettings(const TrainingRecipe &recipe)
{
    std::vector<IgnoredSettings> all;
    if (recipe.objective == QLatin1String("regression")) {
        QStringList keys{QStringLiteral("label_smoothing_factor"), QStringLiteral("class_weights"),
                         QStringLiteral("hard_negatives")};
        if (recipe.bestMetric != QLatin1String("last"))
            keys << QStringLiteral("metric_for_best_model"); // it is the validation loss
        all.push_back({QStringLiteral("objective=regression"), keys});
    }
    if (recipe.head == QLatin1String("features"))
        all.push_back({QStringLiteral("head=features"),
                       {QStringLiteral("label_smoothing_factor"),
                        QStringLiteral("class_weights"),
                        QStringLiteral("hard_negatives"),
                        QStringLiteral("train_layers"),
                        QStringLiteral("freeze"),
                        QStringLiteral("unfreeze_every_epochs"),
                        QStringLiteral("lora_rank"),
                        QStringLiteral("lora_alpha"),
                        QStringLiteral("num_train_epochs"),
                        QStringLiteral("per_device_train_batch_size"),
                        QStringLiteral("gradient_accumulation_steps"),
                        QStringLiteral("optim"),
                        QStringLiteral("learning_rate"),
                        QStringLiteral("head_learning_rate"),
                        QStringLiteral("layerwise_lr_decay"),
                        QStringLiteral("warmup_ratio"),
                        QStringLiteral("lr_scheduler_type"),
                        QStringLiteral("weight_decay"),
                        QStringLiteral("max_grad_norm"),
                        QStringLiteral("dropout"),
                        QStringLiteral("attention_dropout"),
                        QStringLiteral("checks_per_epoch")}});
    return all;
}

} // namespace tunedesk

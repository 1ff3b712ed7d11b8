#pragma once

#include "base/result.h"
#include "engine/checkpoint/model_loader.h"
#include "engine/checkpoint/pair_model_config.h"

#include <QString>
#include <QStringList>

namespace tunedesk
{

/// config.json of the network with its head: what transformers needs to load it as …ForSequenceClassification, with the
/// names of the classes, and without what only held for the base model. @return indented JSON
/// @param labels by class number; one for a regression
/// @param pair how its head reads pairs
Result<QByteArray> classifierConfig(const std::string &configJson, const QStringList &labels,
                                    const PairModelConfig &pair = {});

/// Writes config.json (for a pair's head: of the given length and truncation), model.safetensors and the tokenizer's files into an existing folder, each flushed to the disk.
/// @param tokenizerFolder where `tokenizerFiles` are copied from
/// Errors: Disk, File, Model (config.json can't be read).
Result<void> writeHuggingFaceFolder(const QString &folder, const LoadedModel &model, const QStringList &labels,
                                    const QString &tokenizerFolder, const QStringList &tokenizerFiles,
                                    const PairModelConfig &pair = {});

} // namespace tunedesk

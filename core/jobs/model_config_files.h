#pragma once

#include "base/result.h"
#include "domain/run_summary.h"
#include "engine/checkpoint/model_loader.h"
#include "text/tokenizer.h"

#include <QByteArray>
#include <QString>

#include <map>

namespace tunedesk
{

/// The files that make a folder of weights a Hugging Face folder: the base model's config.json with
/// head and labels as trained, its tokenizer's files, and tunedesk.json. Where transformers would
/// lay pairs out, pad or read them otherwise by itself, the files tell it what the training did.
/// @param tokenizer loaded with PairLayout::Separated
/// @param maxLength tokens that the run really reads   @return content by name
/// Errors: File (one of the model folder's files can't be read), Model (config.json is damaged).
Result<std::map<QString, QByteArray>> modelFiles(const RunSummary &run, const LoadedModel &model,
                                                 const Tokenizer &tokenizer, int maxLength);

} // namespace tunedesk

#pragma once

#include "base/regular_file.h"
#include "base/result.h"
#include "engine/checkpoint/safetensors.h"

#include <torch/torch.h>

#include <QString>

#include <map>
#include <string>
#include <utility>

namespace tunedesk
{

class AtomicFile;

using NamedTensors = std::map<std::string, torch::Tensor>;

/// Tensors of a safetensors file, one by one. Read by pread, never mapped: a file that shrinks meanwhile is an error, no
/// crash. One thread. Errors: see readSafetensorsHeader; Memory.
class TensorFile
{
public:
    static Result<TensorFile> open(const QString &path);
    const SafetensorsHeader &header() const { return m_header; }
    /// CPU, in its own dtype. @param name of the header
    Result<torch::Tensor> read(const std::string &name) const;

private:
    TensorFile(QString path, SafetensorsHeader header, RegularFile file)
        : m_path(std::move(path)), m_header(std::move(header)), m_file(std::move(file))
    {
    }
    QString m_path;
    SafetensorsHeader m_header;
    RegularFile m_file;
};

/// All of them. Errors: as TensorFile.
Result<NamedTensors> readTensorFile(const QString &path);

/// Into an open file, which stays uncommitted. Contiguous CPU copies are made as needed. Errors: Disk, File.
/// @param later stand in the table too; their data is for writeLaterTensors(), which makes the file whole
Result<void> writeTensors(AtomicFile &file, const NamedTensors &tensors,
                          const std::map<std::string, std::string> &metadata = {}, const NamedTensors &later = {});
Result<void> writeLaterTensors(AtomicFile &file, const NamedTensors &later);

/// Written whole or not at all. The rest as writeTensors().
Result<void> writeTensorFile(const QString &path, const NamedTensors &tensors,
                             const std::map<std::string, std::string> &metadata = {});

} // namespace tunedesk

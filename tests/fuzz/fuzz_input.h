#pragma once

#include <QString>

#include <cstddef>
#include <cstdint>

namespace tunedesk
{

/// Bytes as a file that lives in memory, for readers that take a path. Writing it anew costs
/// microseconds, so that a target makes thousands of runs a second.
/// One thread; one object for the whole program will do: `static InputFile file;`.
class InputFile
{
public:
    InputFile();
    ~InputFile();
    InputFile(const InputFile &) = delete;
    InputFile &operator=(const InputFile &) = delete;

    /// Replaces what the file holds.
    void set(const std::uint8_t *data, std::size_t bytes);
    QString path() const; ///< a regular file; the name doesn't change

private:
    int m_descriptor;
};

/// A folder in memory, removed with the object, for readers that take a folder.
class InputFolder
{
public:
    InputFolder();
    ~InputFolder();
    InputFolder(const InputFolder &) = delete;
    InputFolder &operator=(const InputFolder &) = delete;

    /// Writes a file of the folder anew. @param name without a slash
    void set(const char *name, const std::uint8_t *data, std::size_t bytes);
    QString path() const { return m_path; }

private:
    QString m_path;
};

} // namespace tunedesk

/// What a target defines. @return 0: go on
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t bytes);

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>
#include <optional>

struct evp_md_ctx_st;

namespace tunedesk
{

/// SHA-256 of bytes that come in pieces, by OpenSSL, which uses the processor's own instructions
/// for it: several times as fast as Qt's. One thread.
class Sha256
{
public:
    Sha256();

    void add(QByteArrayView bytes);
    void add(const void *data, std::size_t bytes);
    /// 32 bytes; once, at the end.
    QByteArray result();

private:
    struct Free {
        void operator()(evp_md_ctx_st *context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

/// Nothing: the file can't be read.
std::optional<QByteArray> sha256OfFile(const QString &path);

} // namespace tunedesk

#include "base/sha256.h"

#include <QFile>

#include <new>
#include <openssl/evp.h>

namespace tunedesk
{

namespace
{
/// EVP_sha256() is looked up by its name for every sum, which costs more than a short text.
const EVP_MD *algorithm()
{
    static const EVP_MD *const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched ? fetched : EVP_sha256();
}
} // namespace

void Sha256::Free::operator()(evp_md_ctx_st *context) const
{
    EVP_MD_CTX_free(context);
}

Sha256::Sha256() : m_context(EVP_MD_CTX_new())
{
    // OpenSSL refuses SHA-256 in no configuration; what is left is memory.
    if (!m_context || EVP_DigestInit_ex(m_context.get(), algorithm(), nullptr) != 1)
        throw std::bad_alloc();
}

void Sha256::add(QByteArrayView bytes)
{
    add(bytes.data(), static_cast<std::size_t>(bytes.size()));
}

void Sha256::add(const void *data, std::size_t bytes)
{
    EVP_DigestUpdate(m_context.get(), data, bytes);
}

QByteArray Sha256::result()
{
    QByteArray sum(EVP_MD_get_size(algorithm()), Qt::Uninitialized);
    EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char *>(sum.data()), nullptr);
    return sum;
}

std::optional<QByteArray> sha256OfFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    Sha256 hash;
    QByteArray piece(qsizetype{1} << 20, Qt::Uninitialized);
    for (;;) {
        const qint64 read = file.read(piece.data(), piece.size());
        if (read < 0)
            return std::nullopt;
        if (read == 0)
            return hash.result();
        hash.add(piece.constData(), static_cast<std::size_t>(read));
    }
}

} // namespace tunedesk

#pragma once

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>

namespace tunedesk
{

/// A model hub on this computer that keeps the layout of the public one and misbehaves as a test
/// asks it to. Lives in the thread of the job under test, whose event loop serves it.
class HubServer : public QObject
{
    Q_OBJECT
public:
    struct Request {
        QString path;                             ///< with the query
        std::map<QByteArray, QByteArray> headers; ///< names in lower case
        int number = 0;                           ///< of this path, from 1
    };
    struct Answer {
        int status = 200;
        QList<QByteArray> headers;
        QByteArray body;
        qint64 claimed = -1;  ///< Content-Length; −1: that of the body
        qint64 cutAfter = -1; ///< bytes of the body, then the connection is cut
        bool stall = false;   ///< nothing more comes, the connection stays
    };
    using Trick = std::function<void(const Request &, Answer &)>;

    enum class Way { Http, Https };
    explicit HubServer(Way way = Way::Http)
    {
        if (way == Way::Https) {
            auto server = std::make_unique<QSslServer>();
            server->setSslConfiguration(identity());
            m_server = std::move(server);
        } else {
            m_server = std::make_unique<QTcpServer>();
        }
        if (!m_server->listen(QHostAddress::LocalHost))
            qFatal("no port on this computer");
        connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (QTcpSocket *socket = m_server->nextPendingConnection()) {
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            }
        });
    }

    quint16 port() const { return m_server->serverPort(); }
    QString address() const
    {
        return QStringLiteral("%1://127.0.0.1:%2")
            .arg(qobject_cast<QSslServer *>(m_server.get()) ? QStringLiteral("https")
                                                            : QStringLiteral("http"))
            .arg(port());
    }
    /// The certificate that a server over TLS shows, signed by itself.
    static QSslCertificate certificate()
    {
        return QSslCertificate(fixture(QStringLiteral("server.crt")));
    }

    /// Serves a folder as the model `name`; its weights are large files, with a sha256.
    void serve(const QString &name, const QString &folder)
    {
        m_name = name;
        for (const QString &file : QDir(folder).entryList(QDir::Files)) {
            QFile source(QDir(folder).filePath(file));
            if (source.open(QIODevice::ReadOnly))
                files[file] = source.readAll();
        }
    }
    static QByteArray commit() { return QByteArray(40, 'c'); }

    std::map<QString, QByteArray> files;
    Trick trick; ///< changes an answer before it is sent
    QList<Request> requests;

    /// How often a file was asked for.
    int asked(const QString &file) const
    {
        int count = 0;
        for (const Request &request : requests)
            count += request.path.endsWith(QLatin1Char('/') + file);
        return count;
    }

private:
    static QByteArray fixture(const QString &name)
    {
        QFile file(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/fixtures/tls/") + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QSslConfiguration identity()
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(certificate());
        configuration.setPrivateKey(QSslKey(fixture(QStringLiteral("server.key")), QSsl::Ec));
        return configuration;
    }

    void read(QTcpSocket *socket)
    {
        QByteArray &text = m_heads[socket];
        text += socket->readAll();
        if (!text.contains("\r\n\r\n"))
            return;
        const QList<QByteArray> lines = text.left(text.indexOf("\r\n\r\n")).split('\n');
        m_heads.erase(socket);
        Request request;
        request.path = QString::fromUtf8(lines.first().split(' ').value(1));
        for (const QByteArray &line : lines.mid(1))
            if (const auto colon = line.indexOf(':'); colon > 0)
                request.headers[line.left(colon).trimmed().toLower()] =
                    line.mid(colon + 1).trimmed();
        request.number = ++m_counts[request.path];
        requests << request;
        Answer answer = plainAnswer(request);
        if (trick)
            trick(request, answer);
        send(socket, answer);
    }

    Answer plainAnswer(const Request &request) const
    {
        if (request.path.startsWith(QLatin1String("/api/models/") + m_name))
            return {200, {"Content-Type: application/json"}, listing()};
        const QString file = request.path.section(QLatin1Char('/'), -1);
        const auto it = files.find(file);
        const QString start =
            QStringLiteral("/%1/resolve/%2/").arg(m_name, QString::fromLatin1(commit()));
        if (it == files.end() || !request.path.startsWith(start))
            return {404, {}, "not here"};
        Answer answer{200, {"ETag: \"" + sum(it->second) + '"'}, it->second};
        const auto range = request.headers.find("range");
        if (range == request.headers.end())
            return answer;
        const auto condition = request.headers.find("if-range");
        if (condition != request.headers.end() && condition->second != '"' + sum(it->second) + '"')
            return answer;
        const qint64 from = range->second.mid(6).split('-').first().toLongLong();
        if (from >= it->second.size())
            return {416, {}, {}};
        answer.status = 206;
        answer.headers << "Content-Range: bytes " + QByteArray::number(from) + '-' +
                              QByteArray::number(it->second.size() - 1) + '/' +
                              QByteArray::number(it->second.size());
        answer.body = it->second.mid(from);
        return answer;
    }

    QByteArray listing() const
    {
        QJsonArray siblings;
        for (const auto &[name, bytes] : files) {
            QJsonObject sibling{{QStringLiteral("rfilename"), name},
                                {QStringLiteral("size"), bytes.size()}};
            if (name.endsWith(QLatin1String(".safetensors")) ||
                name.endsWith(QLatin1String(".bin")))
                sibling[QStringLiteral("lfs")] =
                    QJsonObject{{QStringLiteral("sha256"), QString::fromLatin1(sum(bytes))},
                                {QStringLiteral("size"), bytes.size()}};
            else
                sibling[QStringLiteral("blobId")] = QString::fromLatin1(
                    QCryptographicHash::hash("blob " + QByteArray::number(bytes.size()) + '\0' +
                                                 bytes,
                                             QCryptographicHash::Sha1)
                        .toHex());
            siblings << sibling;
        }
        return QJsonDocument(QJsonObject{{QStringLiteral("sha"), QString::fromLatin1(commit())},
                                         {QStringLiteral("siblings"), siblings}})
            .toJson();
    }

    static QByteArray sum(const QByteArray &bytes)
    {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    }

    static void send(QTcpSocket *socket, const Answer &answer)
    {
        QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " x\r\n";
        for (const QByteArray &line : answer.headers)
            head += line + "\r\n";
        const qint64 length = answer.claimed >= 0 ? answer.claimed : answer.body.size();
        head += "Content-Length: " + QByteArray::number(length) + "\r\nConnection: close\r\n\r\n";
        socket->write(head);
        socket->write(answer.cutAfter >= 0 ? answer.body.left(answer.cutAfter) : answer.body);
        if (!answer.stall)
            socket->disconnectFromHost(); // once all is written
    }

    QString m_name;
    std::unique_ptr<QTcpServer> m_server;
    std::map<QTcpSocket *, QByteArray> m_heads;
    std::map<QString, int> m_counts;
};

} // namespace tunedesk

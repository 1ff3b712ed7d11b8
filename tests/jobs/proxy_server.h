#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <map>

namespace tunedesk
{

/// A web proxy on this computer that leads every address to one port of this computer: tunnels for
/// https (CONNECT), requests with a whole address for http. Lives in the thread of the job under
/// test, whose event loop serves it.
class ProxyServer : public QObject
{
    Q_OBJECT
public:
    /// @param port where everything is led   @param sign "name:password" to ask for; empty: none
    explicit ProxyServer(quint16 port, QByteArray sign = {})
        : m_port(port), m_sign(sign.isEmpty() ? sign : "Basic " + sign.toBase64())
    {
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("no port on this computer");
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            }
        });
    }

    quint16 port() const { return m_server.serverPort(); }
    QList<QByteArray> firstLines; ///< of the requests that were let through

private:
    void read(QTcpSocket *client)
    {
        QByteArray &text = m_heads[client];
        text += client->readAll();
        const auto end = text.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray head = text.left(end + 4);
        m_heads.erase(client);
        if (!m_sign.isEmpty() && !head.contains(m_sign)) {
            client->write("HTTP/1.1 407 x\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                          "Content-Length: 0\r\nConnection: close\r\n\r\n");
            client->disconnectFromHost();
            return;
        }
        const QByteArray firstLine = head.left(head.indexOf('\r'));
        firstLines << firstLine;
        client->disconnect(this);
        auto *server = new QTcpSocket(client);
        connect(server, &QTcpSocket::readyRead, client,
                [client, server] { client->write(server->readAll()); });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::readyRead, server,
                [client, server] { server->write(client->readAll()); });
        server->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        const QList<QByteArray> words = firstLine.split(' ');
        if (words.first() == "CONNECT") {
            client->write("HTTP/1.1 200 x\r\n\r\n");
        } else {
            const QUrl url = QUrl::fromEncoded(words.value(1));
            server->write(words.first() + ' ' +
                          url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority) + ' ' +
                          words.value(2) + head.mid(firstLine.size()));
        }
    }

    quint16 m_port;
    QByteArray m_sign;
    QTcpServer m_server;
    std::map<QTcpSocket *, QByteArray> m_heads;
};

} // namespace tunedesk

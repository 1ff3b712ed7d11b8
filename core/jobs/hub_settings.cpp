#include "jobs/hub_settings.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QSettings>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
struct Text {
    Q_DECLARE_TR_FUNCTIONS(HubSettings)
};

constexpr char kEndpointKey[] = "hub/endpoint";
constexpr char kProxyKey[] = "hub/proxy";
const QString kNone = QStringLiteral("none");

QString withoutSlash(QString address)
{
    while (address.endsWith(QLatin1Char('/')))
        address.chop(1);
    return address;
}

std::optional<QNetworkProxy> proxyOf(const QString &address)
{
    const QUrl url(address.contains(QLatin1String("://")) ? address
                                                          : QStringLiteral("http://") + address);
    const bool isSocks = url.scheme().startsWith(QLatin1String("socks"));
    const bool isWeb =
        url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!url.isValid() || url.host().isEmpty() || !(isSocks || isWeb))
        return {};
    return QNetworkProxy(isSocks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy,
                         url.host(), static_cast<quint16>(url.port(isSocks ? 1080 : 8080)),
                         url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded));
}

QString variable(const QProcessEnvironment &environment, const QString &name)
{
    const QString lower = environment.value(name.toLower());
    return lower.isEmpty() ? environment.value(name) : lower;
}

bool isThisComputer(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

bool isNamed(const QString &host, const QString &noProxy)
{
    const QStringList names = noProxy.split(QLatin1Char(','), Qt::SkipEmptyParts);
    return std::ranges::any_of(names, [&host](QString name) {
        name = name.trimmed().section(QLatin1Char(':'), 0, 0);
        if (name == QLatin1String("*"))
            return true;
        while (name.startsWith(QLatin1Char('*')) || name.startsWith(QLatin1Char('.')))
            name.remove(0, 1);
        return !name.isEmpty() && (host.compare(name, Qt::CaseInsensitive) == 0 ||
                                   host.endsWith(QLatin1Char('.') + name, Qt::CaseInsensitive));
    });
}
} // namespace

QString HubSettings::defaultEndpoint()
{
    return QStringLiteral("https://huggingface.co");
}

HubSettings HubSettings::kept()
{
    const QSettings settings;
    return {settings.value(QLatin1String(kEndpointKey)).toString(),
            settings.value(QLatin1String(kProxyKey)).toString()};
}

Result<HubSettings> HubSettings::current(const QString &mirror)
{
    HubSettings settings = kept();
    const std::pair<QString, QString> wishes[] = {
        {mirror, {}},
        {qEnvironmentVariable("TUNEDESK_HUB"), Text::tr("environment variable TUNEDESK_HUB")},
        {qEnvironmentVariable("HF_ENDPOINT"), Text::tr("environment variable HF_ENDPOINT")},
        {settings.endpoint, Text::tr("Settings")},
    };
    for (const auto &[wish, origin] : wishes) {
        if (wish.trimmed().isEmpty())
            continue;
        auto endpoint = checkEndpoint(wish);
        if (!endpoint) {
            Error error = endpoint.error();
            if (!origin.isEmpty())
                error.where = QStringLiteral("%1: %2").arg(origin, wish);
            return error;
        }
        settings.endpoint = *endpoint;
        return settings;
    }
    settings.endpoint = defaultEndpoint();
    return settings;
}

Result<QString> checkEndpoint(const QString &typed)
{
    QString address = withoutSlash(typed.trimmed());
    if (address.isEmpty())
        return HubSettings::defaultEndpoint();
    if (!address.contains(QLatin1String("://")))
        address.prepend(QStringLiteral("https://"));
    const QUrl url(address, QUrl::StrictMode);
    const bool isWeb =
        url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !isWeb || url.host().isEmpty() || url.hasQuery() || url.hasFragment())
        return Error{ErrorKind::Input,
                     Text::tr("This is no address of a model hub."),
                     typed,
                     Text::tr("Write it as https://host, without a page behind it."),
                     {}};
    return address;
}

Result<QString> checkProxy(const QString &typed)
{
    const QString address = typed.trimmed();
    if (address.isEmpty() || address == kNone || proxyOf(address))
        return address;
    return Error{ErrorKind::Input,
                 Text::tr("This is no address of a proxy."),
                 typed,
                 Text::tr("Write it as http://host:port or socks5://host:port, or “none”."),
                 {}};
}

Result<void> saveHubSettings(const QString &endpoint, const QString &proxy)
{
    const auto hub = checkEndpoint(endpoint);
    if (!hub)
        return hub.error();
    const auto way = checkProxy(proxy);
    if (!way)
        return way.error();
    QSettings settings;
    settings.setValue(QLatin1String(kEndpointKey),
                      *hub == HubSettings::defaultEndpoint() ? QString() : *hub);
    settings.setValue(QLatin1String(kProxyKey), *way);
    settings.sync();
    if (settings.status() != QSettings::NoError)
        return Error{ErrorKind::File,
                     Text::tr("The settings could not be saved."),
                     settings.fileName(),
                     Text::tr("Check that the file may be written and that its disk has space."),
                     {}};
    return {};
}

QList<QNetworkProxy> proxiesFor(const QUrl &url, const QString &ownProxy,
                                const QProcessEnvironment &environment)
{
    const QList<QNetworkProxy> direct{QNetworkProxy(QNetworkProxy::NoProxy)};
    if (ownProxy == kNone || isThisComputer(url.host()))
        return direct;
    if (const auto own = proxyOf(ownProxy); !ownProxy.isEmpty() && own)
        return {*own};
    if (isNamed(url.host(), variable(environment, QStringLiteral("NO_PROXY"))))
        return direct;
    QStringList names{QStringLiteral("HTTPS_PROXY"), QStringLiteral("HTTP_PROXY"),
                      QStringLiteral("ALL_PROXY")};
    if (url.scheme() == QLatin1String("http"))
        names.removeFirst();
    for (const QString &name : names)
        if (const auto proxy = proxyOf(variable(environment, name));
            proxy && !variable(environment, name).isEmpty())
            return {*proxy};
    return QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
}

} // namespace tunedesk

#pragma once

#include "base/result.h"

#include <QNetworkProxy>
#include <QProcessEnvironment>
#include <QString>
#include <QUrl>

namespace tunedesk
{

/// Where models are fetched from and by which way; kept in QSettings. Any thread.
struct HubSettings {
    QString endpoint; ///< "https://…", no slash at the end
    QString proxy;    ///< "http://host:port", "socks5://…", "none"; empty: as the system says

    /// The public model hub, of which mirrors keep the layout.
    static QString defaultEndpoint();
    /// The mirror wished for this once, else $TUNEDESK_HUB, else $HF_ENDPOINT, else what the person
    /// chose, else the default. The first that is set counts. Errors: Input (it is no address;
    /// `where` says which of them).
    static Result<HubSettings> current(const QString &mirror = {});
    /// What the person chose; an empty endpoint is the default one.
    static HubSettings kept();
};

/// What the person typed, empty for the default; a missing “https://” is added.
/// Errors: Input (no address of a web server).
Result<QString> checkEndpoint(const QString &typed);
/// Empty, "none", or an address with host and port. Errors: Input.
Result<QString> checkProxy(const QString &typed);
/// Keeps both after checking them. Errors: Input.
Result<void> saveHubSettings(const QString &endpoint, const QString &proxy);

/// The person's own proxy, else $HTTPS_PROXY, $HTTP_PROXY, $ALL_PROXY (either case) unless
/// $NO_PROXY names the host, else the system's. This computer itself is always reached directly.
QList<QNetworkProxy> proxiesFor(const QUrl &url, const QString &ownProxy,
                                const QProcessEnvironment &environment);

} // namespace tunedesk

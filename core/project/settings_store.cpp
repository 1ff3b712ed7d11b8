#include "project/settings_store.h"

#include "project/connection.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tunedesk
{

Result<std::optional<QJsonValue>> SettingsStore::value(const QString &key) const
{
    Statement statement(m_connection, QStringLiteral("SELECT value FROM settings WHERE key = ?"));
    if (auto asked = statement.run(key); !asked)
        return asked.error();
    std::optional<QJsonValue> value;
    const auto read = statement.each([&] {
        // A document's root is an array or an object, so a value lies in an array of one.
        const auto document = QJsonDocument::fromJson(statement.text(0).toUtf8());
        if (document.array().size() == 1)
            value = document.array().at(0);
    });
    if (!read)
        return read.error();
    return value;
}

Result<void> SettingsStore::setValue(const QString &key, const QJsonValue &value)
{
    const QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return m_connection.write([&](Connection &writer) -> Result<void> {
        Statement statement(
            writer, QStringLiteral("INSERT INTO settings (key, value) VALUES (?, ?) "
                                   "ON CONFLICT(key) DO UPDATE SET value = excluded.value"));
        return statement.run(key, QString::fromUtf8(json));
    });
}

} // namespace tunedesk

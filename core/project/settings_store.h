#pragma once

#include "base/result.h"

#include <QJsonValue>
#include <QString>

#include <optional>

namespace tunedesk
{

class Connection;

/// What a project remembers about its window: page, columns, filters, drafts.
class SettingsStore
{
public:
    explicit SettingsStore(Connection &connection) : m_connection(connection) {}

    Result<std::optional<QJsonValue>> value(const QString &key) const;
    Result<void> setValue(const QString &key, const QJsonValue &value);

private:
    Connection &m_connection;
};

} // namespace tunedesk

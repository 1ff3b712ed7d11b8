#pragma once

// qcustomplot.h spells Qt's keywords, which QT_NO_KEYWORDS takes away from everybody else.
#include <QObject>
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach

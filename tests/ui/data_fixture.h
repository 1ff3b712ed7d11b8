#pragma once

#include "data/data_page.h"
#include "data/facet_model.h"
#include "data/pair_table_model.h"
#include "project_session_fixture.h"
#include "shell/job_queue.h"
#include "shell/message_bar.h"
#include "shell/theme.h"

#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QTableView>
#include <QTest>

namespace tunedesk
{

/// The Data page alone, with the fixture's project.
struct Window {
    Theme theme;
    JobQueue jobs;
    PageContext context{theme, jobs};
    DataPage page{context};

    explicit Window(SessionFixture &fixture, int textPercent = 100)
    {
        theme.setTextPercent(textPercent);
        page.resize(1364, 832);
        page.setSession(fixture.session.get());
        page.show();
        page.activateWindow();
    }
    ~Window() { page.setSession(nullptr); }
    QTableView *table() { return page.pairsView(); }
    FacetModel *facets() { return page.findChild<FacetModel *>(); }
    /// Whether one label shows both.
    bool says(const QString &first, const QString &second) const
    {
        for (const QLabel *label : page.findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(first) &&
                label->text().contains(second))
                return true;
        return false;
    }
    /// Chooses an entry of the menu of splits, as a person who opens it does.
    void choose(const QString &text, const QString &start)
    {
        for (QMenu *menu : page.findChildren<QMenu *>()) {
            Q_EMIT menu->aboutToShow();
            for (QAction *action : menu->findChildren<QAction *>())
                if (action->text().startsWith(start) && action->text().contains(text) &&
                    !action->menu()) {
                    QVERIFY(action->isEnabled());
                    action->trigger();
                    return;
                }
        }
        QFAIL("no such entry");
    }
};

inline void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

} // namespace tunedesk

// What the Runs page reads in the background and remembers: curves, answers on the test split, the
// view.
#include "runs/runs_page.h"

#include "runs/run_curves.h"
#include "runs/run_table_model.h"
#include "shell/message_bar.h"
#include "shell/project_session.h"
#include "shell/widgets.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace tunedesk
{

namespace
{
const QString kViewKey = QStringLiteral("runs/view");
constexpr int kShownAtFirst = 4;
} // namespace

void RunsPage::readRuns()
{
    if (!m_session)
        return;
    struct Read {
        std::vector<RunSummary> runs;
        QJsonObject view;
    };
    m_session->reader().ask<Read>(
        this, m_runsQuestion.next(),
        [](Project &project) -> Result<Read> {
            auto runs = project.runs().list();
            if (!runs)
                return runs.error();
            const auto kept = project.settings().value(kViewKey);
            return Read{std::move(*runs), kept && *kept ? (*kept)->toObject() : QJsonObject()};
        },
        [this](Result<Read> read) {
            if (!read) {
                messages().show(read.error());
                return;
            }
            const bool isFirst = !std::exchange(m_viewRead, true);
            setRuns(std::move(read->runs), isFirst ? std::optional(read->view) : std::nullopt);
        });
}

void RunsPage::takeView(const QJsonObject &view)
{
    const int rows = std::clamp(m_runs->rowCount(), 4, 9);
    const int top = theme().scaled(30 + 28 * rows) + 2;
    m_split->setSizes({top, std::max(300, m_split->height() - top)});
    QSet<qint64> shown;
    for (const QJsonValue &id : view[u"shown"].toArray())
        if (m_runs->run(id.toInteger()))
            shown.insert(id.toInteger());
    if (shown.isEmpty())
        for (const RunSummary &run : m_runs->runs())
            if (shown.size() < kShownAtFirst && run.bestStep > 0)
                shown.insert(run.id);
    if (const qint64 a = view[u"a"].toInteger(); m_runs->run(a))
        m_runs->setA(a);
    if (const qint64 b = view[u"b"].toInteger(); m_runs->run(b))
        m_runs->setB(b);
    m_runs->setShown(shown);
    if (view.contains(u"metric"))
        m_curves->setMetric(view[u"metric"].toString());
    showRuns();
    m_saveTimer.stop();
}

void RunsPage::fillPair()
{
    for (const RunSummary &run : m_runs->runs()) { // newest first
        if (run.state != RunState::Finished)
            continue;
        if (!m_runs->run(m_runs->a()))
            m_runs->setA(run.id);
        else if (!m_runs->run(m_runs->b()) && run.id != m_runs->a())
            m_runs->setB(run.id);
    }
}

void RunsPage::saveView()
{
    if (!m_session || m_session->isReadOnly())
        return;
    QJsonArray shown;
    for (qint64 id : m_runs->shown())
        shown.append(id);
    const QJsonObject view{{QStringLiteral("shown"), shown},
                           {QStringLiteral("a"), m_runs->a()},
                           {QStringLiteral("b"), m_runs->b()},
                           {QStringLiteral("metric"), m_curves->metric()}};
    m_session->write(
        [view](Project &project) { return project.settings().setValue(kViewKey, view); },
        ProjectSession::Change::Settings);
}

void RunsPage::showRuns()
{
    std::vector<RunSummary> shown;
    for (const RunSummary &run : m_runs->runs())
        if (m_runs->isShown(run.id))
            shown.push_back(run);
    std::stable_sort(shown.begin(), shown.end(), [this](const RunSummary &x, const RunSummary &y) {
        const auto rank = [this](const RunSummary &run) {
            return run.id == m_runs->a() ? 0 : run.id == m_runs->b() ? 1 : 2;
        };
        return rank(x) < rank(y);
    });
    m_curves->setRuns(shown, m_runs->a(), m_runs->b());
    readCurves();
    m_saveTimer.start();
}

void RunsPage::readCurves()
{
    if (!m_session)
        return;
    using Rows = std::vector<MetricRow>;
    const ReadToken question = m_curvesQuestion.next();
    for (const RunSummary &run : m_runs->runs()) {
        if (!m_runs->isShown(run.id))
            continue;
        const QString metricName = m_curves->metric();
        m_session->reader().ask<Rows>(
            this, question,
            [id = run.id, metricName](Project &project) {
                return project.runs().metrics(id, {metricName});
            },
            [this, id = run.id](const Result<Rows> &rows) {
                if (rows)
                    m_curves->setRows(id, *rows);
                else
                    messages().show(rows.error());
            });
    }
}

void RunsPage::readConfusion()
{
    if (!m_session)
        return;
    for (qint64 id : {m_runs->a(), m_runs->b()}) {
        if (id <= 0 || m_answers.contains(id))
            continue;
        m_answers.insert(id, std::nullopt);
        m_session->reader().ask<Answers>(
            this, {},
            [id](Project &project) -> Result<Answers> {
                const auto predictions = project.runs().predictions(id, Split::Test);
                if (!predictions)
                    return predictions.error();
                std::vector<double> probability;
                std::vector<int> truth;
                for (const RunPrediction &prediction : *predictions) {
                    probability.push_back(prediction.probability);
                    truth.push_back(prediction.target >= 0.5 ? 1 : 0);
                }
                return Answers{static_cast<int>(truth.size()), binaryMetrics(probability, truth)};
            },
            [this, id](const Result<Answers> &answers) {
                if (!answers) {
                    m_answers.remove(id); // asked again with the next reading
                    messages().show(answers.error());
                    return;
                }
                m_answers[id] = *answers;
                showPair();
            });
    }
}

} // namespace tunedesk

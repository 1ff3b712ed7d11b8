#include "test_support.h"

#include "metrics/agreement.h"
#include "metrics/classification.h"
#include "metrics/platt_scaling.h"
#include "metrics/regression.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

using namespace tunedesk;

namespace
{

QJsonArray baselines(QLatin1String name)
{
    QFile file(QStringLiteral(TUNEDESK_SOURCE_DIR "/tests/parity/metrics/baselines.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll())[name].toArray();
}

std::vector<double> doubles(const QJsonValue &value)
{
    std::vector<double> numbers;
    for (const QJsonValue &each : value.toArray())
        numbers.push_back(each.toDouble());
    return numbers;
}

std::vector<int> ints(const QJsonValue &value)
{
    std::vector<int> numbers;
    for (const QJsonValue &each : value.toArray())
        numbers.push_back(each.toInt());
    return numbers;
}

/// The reference sums in another order, so the last bits may differ: 1e-12, relative above 1.
bool isSame(double ours, const QJsonValue &reference)
{
    if (reference.isNull())
        return std::isnan(ours);
    const double wanted = reference.toDouble();
    return std::abs(ours - wanted) <= 1e-12 * std::max(1.0, std::abs(wanted));
}

void addRows(QLatin1String name)
{
    QTest::addColumn<QJsonObject>("row");
    const QJsonArray rows = baselines(name);
    QVERIFY(!rows.isEmpty());
    for (const QJsonValue &row : rows)
        QTest::newRow(qPrintable(row[u"name"].toString())) << row.toObject();
}

#define COMPARE_WITH(row, key, value)                                                              \
    QVERIFY2(isSame((value), (row)[QLatin1String(key)]),                                           \
             qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(key)).arg(value, 0, 'g', 17)))

} // namespace

class tst_Metrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void classificationIsScikitLearns_data() { addRows(QLatin1String("classification")); }
    void classificationIsScikitLearns();
    void regressionIsSciPys_data() { addRows(QLatin1String("regression")); }
    void regressionIsSciPys();
    void kappaIsScikitLearns_data() { addRows(QLatin1String("kappa")); }
    void kappaIsScikitLearns();
    void alphaFollowsItsDefinition_data() { addRows(QLatin1String("alpha")); }
    void alphaFollowsItsDefinition();
    void plattScalingIsScikitLearns_data() { addRows(QLatin1String("platt")); }
    void plattScalingIsScikitLearns();
    void nothingGivesNothing();
};

void tst_Metrics::classificationIsScikitLearns()
{
    QFETCH(QJsonObject, row);
    const std::vector<double> probability = doubles(row[u"probability"]);
    const std::vector<int> truth = ints(row[u"truth"]);
    const BinaryMetrics made = binaryMetrics(probability, truth, row[u"threshold"].toDouble());
    QCOMPARE(made.pairs, static_cast<int>(truth.size()));
    for (const int is : {0, 1}) {
        for (const int said : {0, 1})
            QCOMPARE(made.confusion[is][said], row[u"confusion"][is][said].toInt());
    }
    COMPARE_WITH(row, "accuracy", made.accuracy);
    COMPARE_WITH(row, "precision", made.precision);
    COMPARE_WITH(row, "recall", made.recall);
    COMPARE_WITH(row, "f1", made.f1);
    COMPARE_WITH(row, "matthews_corrcoef", made.matthews);
    COMPARE_WITH(row, "majority_accuracy", made.majorityAccuracy);
    COMPARE_WITH(row, "majority_f1", made.majorityF1);
    COMPARE_WITH(row, "auc", rocAuc(probability, truth));
    COMPARE_WITH(row, "log_loss", logLoss(probability, truth));
    COMPARE_WITH(row, "average_precision", averagePrecision(probability, truth));
    COMPARE_WITH(row, "calibration", expectedCalibrationError(probability, truth));
}

void tst_Metrics::regressionIsSciPys()
{
    QFETCH(QJsonObject, row);
    const RegressionMetrics made =
        regressionMetrics(doubles(row[u"predicted"]), doubles(row[u"truth"]));
    COMPARE_WITH(row, "mse", made.mse);
    COMPARE_WITH(row, "mae", made.mae);
    COMPARE_WITH(row, "pearson", made.pearson);
    COMPARE_WITH(row, "spearman", made.spearman);
}

void tst_Metrics::kappaIsScikitLearns()
{
    QFETCH(QJsonObject, row);
    COMPARE_WITH(row, "value", cohenKappa(ints(row[u"first"]), ints(row[u"second"])));
}

void tst_Metrics::alphaFollowsItsDefinition()
{
    QFETCH(QJsonObject, row);
    std::vector<std::vector<int>> units;
    for (const QJsonValue &unit : row[u"units"].toArray())
        units.push_back(ints(unit));
    COMPARE_WITH(row, "value", krippendorffAlpha(units));
}

void tst_Metrics::plattScalingIsScikitLearns()
{
    QFETCH(QJsonObject, row);
    const std::vector<double> differences = doubles(row[u"differences"]);
    const PlattScaling found = fitPlattScaling(differences, ints(row[u"truth"]));
    const double scale = row[u"scale"].toDouble(), shift = row[u"shift"].toDouble();
    // Where z hardly varies many scalings say the same, so what they say is compared.
    for (const double z : differences) {
        const auto p = [z](double a, double b) { return 1 / (1 + std::exp(-(a * z + b))); };
        const double difference = p(found.scale, found.shift) - p(scale, shift);
        QVERIFY2(std::abs(difference) < 2e-5, qPrintable(QString::number(difference)));
    }
}

void tst_Metrics::nothingGivesNothing()
{
    const BinaryMetrics none = binaryMetrics({}, {});
    QCOMPARE(none.pairs, 0);
    QCOMPARE(none.accuracy, 0.0);
    QCOMPARE(none.f1, 0.0);
    QVERIFY(std::isnan(rocAuc({}, {})));
    QVERIFY(std::isnan(logLoss({}, {})));
    QVERIFY(std::isnan(cohenKappa({}, {})));
    QVERIFY(std::isnan(krippendorffAlpha({})));
    QCOMPARE(regressionMetrics({}, {}).pairs, 0);
}

QTEST_GUILESS_MAIN(tst_Metrics)
#include "tst_metrics.moc"

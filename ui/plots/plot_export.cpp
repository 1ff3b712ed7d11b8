#include "plots/plot_panel_p.h"
#include "plots/plot_table_model.h"
#include "shell/file_dialog.h"
#include "shell/theme.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QHeaderView>
#include <QImage>
#include <QMenu>
#include <QPainter>
#include <QSvgGenerator>

#include <cmath>

namespace tunedesk
{

namespace
{
constexpr int kPictureHeader = 40;

QString csvField(QString text)
{
    if (text.contains(QLatin1Char(',')) || text.contains(QLatin1Char('"')) ||
        text.contains(QLatin1Char('\n')))
        return QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) +
               QLatin1Char('"');
    return text;
}

QString number(double value)
{
    return std::isfinite(value) ? QString::number(value, 'g', 12) : QString();
}
} // namespace

void PlotPanel::Private::paintPicture(QPainter &painter, const QSize &size)
{
    const PlotTheme paper = PlotTheme::ofPaper(window);
    applyTheme(paper);
    updateDecor();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(), size), paper.base);
    painter.setFont(titleLabel->font());
    painter.setPen(paper.text);
    painter.drawText(QPointF(16, 25), panel.title());
    double x = 16 + QFontMetrics(titleLabel->font()).horizontalAdvance(panel.title()) + 16;
    painter.setFont(paper.body);
    for (const Line &line : lines) {
        if (!line.visible)
            continue;
        painter.setPen(line.graph->pen());
        painter.drawLine(QPointF(x, 20.5), QPointF(x + 18, 20.5));
        painter.setPen(paper.text2);
        painter.drawText(QPointF(x + 23, 25), line.series.name);
        x += 23 + QFontMetrics(paper.body).horizontalAdvance(line.series.name) + 14;
    }
    painter.translate(0, kPictureHeader);
    const QSize plot(size.width(), size.height() - kPictureHeader);
    QCPPainter inner;
    QPicture picture; // QCustomPlot wants its own painter, which can't draw on a device already
                      // painted on
    inner.begin(&picture);
    inner.setMode(QCPPainter::pmVectorized);
    canvas->toPainter(&inner, plot.width(), plot.height());
    inner.end();
    painter.drawPicture(0, 0, picture);
    applyTheme(theme);
    updateDecor();
    scheduleReplot();
}

QImage PlotPanel::toImage(const QSize &size, qreal scale) const
{
    QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    d->paintPicture(painter, size);
    return image;
}

bool PlotPanel::savePng(const QString &path) const
{
    return toImage(size(), 2).save(path, "PNG");
}

bool PlotPanel::saveSvg(const QString &path) const
{
    QSvgGenerator generator;
    generator.setFileName(path);
    generator.setSize(size());
    generator.setViewBox(QRect(QPoint(), size()));
    generator.setTitle(title());
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    d->paintPicture(painter, size());
    return painter.end();
}

QString PlotPanel::toCsv() const
{
    QString out = QStringLiteral("run,metric,step,epoch,seconds,raw,smoothed\n");
    for (const Private::Line &line : d->lines) {
        if (!line.visible || line.series.look == PlotSeries::Look::Planned)
            continue;
        auto drawn = line.graph->data()->constBegin();
        for (const PlotPoint &point : line.points) {
            out += QStringLiteral("%1,%2,%3,%4,%5,%6,%7\n")
                       .arg(csvField(line.series.run), csvField(line.series.metric),
                            number(point.step), number(point.epoch), number(point.seconds),
                            number(point.value), line.raw ? number(drawn->value) : QString());
            ++drawn;
        }
    }
    return out;
}

void PlotPanel::Private::offerMenu()
{
    QMenu menu(&panel);
    menu.addAction(tr("Copy as a picture"), &panel, [this] {
        QGuiApplication::clipboard()->setImage(panel.toImage(panel.size(), 2));
    });
    menu.addAction(tr("Save as PNG…"), &panel, [this] { saveAs(QStringLiteral("png")); });
    menu.addAction(tr("Save as SVG…"), &panel, [this] { saveAs(QStringLiteral("svg")); });
    menu.addAction(tr("Save the values as CSV…"), &panel,
                   [this] { saveAs(QStringLiteral("csv")); });
    menu.addSeparator();
    QAction *asTable = menu.addAction(tr("Show as table"));
    asTable->setCheckable(true);
    asTable->setChecked(stack->currentWidget() == table && table);
    QObject::connect(asTable, &QAction::toggled, &panel, [this](bool on) { showTable(on); });
    menu.addAction(tr("Show everything"), &panel, &PlotPanel::wholeWished);
    menu.exec(more->mapToGlobal(QPoint(0, more->height())));
}

void PlotPanel::Private::saveAs(const QString &kind)
{
    const QString path = FileDialog::saveFile(
        &panel, tr("Save the plot"), panel.title() + QLatin1Char('.') + kind,
        QStringLiteral("%1 (*.%2)").arg(kind.toUpper(), kind));
    if (path.isEmpty())
        return;
    bool saved = false;
    if (kind == u"png") {
        saved = panel.savePng(path);
    } else if (kind == u"svg") {
        saved = panel.saveSvg(path);
    } else {
        QFile file(path);
        const QByteArray bytes = panel.toCsv().toUtf8();
        saved =
            file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush();
    }
    if (!saved)
        Q_EMIT panel.failedToSave(path);
}

void PlotPanel::Private::showTable(bool shown)
{
    if (shown && !table) {
        table = new QTableView(&panel);
        table->setFrameShape(QFrame::NoFrame);
        table->verticalHeader()->hide();
        table->setSelectionBehavior(QAbstractItemView::SelectRows);
        table->horizontalHeader()->setStretchLastSection(true);
        stack->addWidget(table);
    }
    if (shown) {
        std::vector<PlotTableModel::Row> rows;
        for (const Line &line : lines) {
            if (!line.visible)
                continue;
            auto drawn = line.graph->data()->constBegin();
            for (const PlotPoint &point : line.points)
                rows.push_back({line.series.name, point, (drawn++)->value});
        }
        auto *old = table->model();
        table->setModel(new PlotTableModel(std::move(rows), format, table));
        delete old;
        table->setAccessibleName(panel.title());
    }
    stack->setCurrentWidget(shown ? static_cast<QWidget *>(table) : canvas);
}

} // namespace tunedesk

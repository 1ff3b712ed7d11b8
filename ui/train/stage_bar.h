#pragma once

#include "domain/metric_feed.h"

#include <QWidget>

namespace tunedesk
{

class Theme;

/// The four stages of a run, each with how far it is.
class StageBar : public QWidget
{
    Q_OBJECT
public:
    explicit StageBar(const Theme &theme, QWidget *parent = nullptr);
    /// @param hasFrozenLayers false: the whole model trains, that stage is left out
    void setHasFrozenLayers(bool hasFrozenLayers);
    void setProgress(RunStage stage, double fraction, const QString &trainingText);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    RunStage m_stage = RunStage::Preparing;
    double m_fraction = 0;
    QString m_trainingText;
    bool m_hasFrozenLayers = true;
};

} // namespace tunedesk

#pragma once

#include "dataset/pair_reader.h"

#include <QHeaderView>

class QComboBox;

namespace tunedesk
{

class Theme;

/// Header of the import's preview: over each column of the file a choice of what it brings, moved
/// along with it.
class MappingHeader : public QHeaderView
{
    Q_OBJECT
public:
    explicit MappingHeader(const Theme &theme, QWidget *parent = nullptr);

    void setColumns(const QList<PairColumn> &columns);
    QList<PairColumn> columns() const;
    void retranslate();
    void focusFirst();
    /// To the list `by` places on; to the first one where none has the focus.
    void moveFocus(int by);
    /// The lists come after this one for Tab, though they are made later than what is beside them.
    void setFieldBefore(QWidget *field) { m_fieldBefore = field; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void mappingChanged(); ///< by the person

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();

    const Theme &m_theme;
    QList<QComboBox *> m_boxes;
    QWidget *m_fieldBefore = nullptr;
};

QString pairColumnText(PairColumn column);

} // namespace tunedesk

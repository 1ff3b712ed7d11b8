#pragma once

#include "dataset/pair_format.h"
#include "shell/theme.h"

#include <QFrame>

#include <array>

class QComboBox;
class QHBoxLayout;

namespace tunedesk
{

class Button;
class Field;
class LabelMeaningsPopup;
struct ImportSummary;

/// What the file is and how it is to be read: all of it guessed, all of it can be changed. Window
/// thread.
class ImportSourceRow : public QFrame
{
    Q_OBJECT
public:
    explicit ImportSourceRow(const Theme &theme, QWidget *parent = nullptr);

    Button &fileButton() const { return *m_file; }
    /// Everything as found again.
    void reset();
    /// What was chosen by hand; the rest is left open.
    PairFormat chosen() const;
    /// Chooses this again; what is empty stays as found.
    void setChosen(const PairFormat &format);
    /// What was found, where nothing was chosen.
    void show(const PairFormat &found);
    /// The values of the label column with what they mean.
    void showLabels(const ImportSummary &summary);
    LabelMeaningsPopup &labelMeanings() const { return *m_meanings; }
    void retranslate();

Q_SIGNALS:
    void changed(); ///< something was chosen
    void labelsChanged();
    void readAgainWanted();

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// In one line where all have room, else in two.
    void arrange();
    void chooseDelimiter(const QString &key);
    /// @param refused what was said before and can't be one; empty: nothing
    void askForDelimiter(const QString &refused = {});

    const Theme &m_theme;
    PairFormat m_found;
    Button *m_file, *m_again;
    QComboBox *m_kind, *m_encoding, *m_sheet, *m_delimiter, *m_headerRow;
    Button *m_labelsMean;
    LabelMeaningsPopup *m_meanings;
    bool m_hasLabels = false;
    Field *m_fileField, *m_kindField, *m_encodingField, *m_sheetField, *m_delimiterField,
        *m_headerField, *m_labelsField;
    std::array<QHBoxLayout *, 2> m_lines{};
    int m_inFirst = 0;       ///< fields in the first line
    int m_delimiterItem = 0; ///< chosen last
};

} // namespace tunedesk

#include "data/import_source_row.h"

#include "data/label_meanings_popup.h"
#include "shell/button.h"
#include "shell/widgets.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QInputDialog>

#include <algorithm>
#include <iterator>

namespace tunedesk
{

namespace
{
struct Kind {
    const char *name; ///< as PairFormat::kind
    const char *text;
};
constexpr Kind kinds[] = {
    {"csv", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "Table of text (CSV)")},
    {"xlsx", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "Spreadsheet (XLSX)")},
    {"jsonl", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "JSON Lines")},
    {"json", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "JSON list")},
    {"label-studio", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "Label Studio")},
    {"doccano", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "doccano")},
    {"openai", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "Chats (OpenAI)")},
    {"sharegpt", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "Chats (ShareGPT)")},
    {"alpaca", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "Alpaca")},
    {"prodigy", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "Prodigy")},
    {"dpo", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "Preferences (DPO)")},
};
struct NamedEncoding {
    const char *name;
    const char *languages; ///< null: it has all of them
};
constexpr NamedEncoding encodings[] = {
    {"UTF-8", nullptr},
    {"GB18030", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "Chinese")},
    {"Big5", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "traditional Chinese")},
    {"Big5-HKSCS", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "Cantonese")},
    {"UTF-16LE", nullptr},
    {"UTF-16BE", nullptr},
    {"Shift_JIS", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "Japanese")},
    {"EUC-KR", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "Korean")},
    {"windows-1252", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "English and western Europe")},
    {"windows-1250", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "central Europe")},
    {"windows-1251", QT_TRANSLATE_NOOP("tunedesk::ImportSourceRow", "Russian and other Cyrillic")},
};
constexpr int kBetween = 16;

constexpr QChar kQuote(u'"');

/// The sign between columns, and a quote behind it where quotes are text; empty: none.
QString separatorKey(const PairFormat &format)
{
    QString key;
    if (!format.delimiter.isNull())
        key += format.delimiter;
    if (!key.isEmpty() && !format.hasQuotes.value_or(true))
        key += kQuote;
    return key;
}

QString separatorText(const QString &key)
{
    if (key.endsWith(kQuote))
        return ImportSourceRow::tr("%1, quotes are text").arg(separatorText(key.chopped(1)));
    const QChar sign = key.front();
    switch (sign.unicode()) {
    case u',':
        return ImportSourceRow::tr("Comma");
    case u'\t':
        return ImportSourceRow::tr("Tab", "sign");
    case u';':
        return ImportSourceRow::tr("Semicolon");
    case u'|':
        return ImportSourceRow::tr("Vertical bar");
    default:
        return sign.isPrint() ? QString(sign)
                              : ImportSourceRow::tr("Sign number %1").arg(sign.unicode());
    }
}
} // namespace

ImportSourceRow::ImportSourceRow(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_theme(theme)
{
    setLine(this, Qt::BottomEdge);
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(20, 12, 20, 12);
    lines->setSpacing(10);
    for (QHBoxLayout *&line : m_lines) {
        line = new QHBoxLayout;
        line->setSpacing(kBetween);
        lines->addLayout(line);
    }
    m_file = new Button(m_theme);
    m_file->setIconName(QStringLiteral("file-spreadsheet"));
    m_file->setMinimumWidth(160); // a long name is elided
    m_kind = new QComboBox;
    m_kind->addItem(QString());
    for (const Kind &kind : kinds)
        m_kind->addItem(QString(), QString::fromLatin1(kind.name));
    m_encoding = new QComboBox;
    m_encoding->addItem(QString());
    for (const NamedEncoding &encoding : encodings)
        m_encoding->addItem(QString(), QString::fromLatin1(encoding.name));
    m_sheet = new QComboBox;
    m_delimiter = new QComboBox;
    for (const char *key : {"", ",", "\t", "\t\"", ";", "|"})
        m_delimiter->addItem(QString(), QString::fromLatin1(key));
    m_delimiter->addItem(QString()); // another one
    m_headerRow = new QComboBox;
    for (int i = 0; i < 3; ++i)
        m_headerRow->addItem(QString());
    for (QComboBox *box : {m_kind, m_encoding, m_sheet, m_delimiter, m_headerRow}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        connect(box, &QComboBox::activated, this, [this, box](int item) {
            if (box == m_delimiter && item == box->count() - 1)
                askForDelimiter();
            else
                Q_EMIT changed();
        });
    }
    // The languages are read in the open list.
    m_encoding->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_encoding->setMinimumContentsLength(17);
    connect(m_delimiter, &QComboBox::currentIndexChanged, this, [this](int item) {
        if (item != m_delimiter->count() - 1)
            m_delimiterItem = item;
    });
    m_labelsMean = new Button(m_theme);
    m_labelsMean->setObjectName(QStringLiteral("labelsMean"));
    m_labelsMean->setMinimumWidth(110);
    m_meanings = new LabelMeaningsPopup(m_theme, this);
    connect(m_labelsMean, &QAbstractButton::clicked, this, [this] {
        m_meanings->open(QRect(m_labelsMean->mapToGlobal(QPoint(0, 0)), m_labelsMean->size()));
    });
    connect(m_meanings, &LabelMeaningsPopup::changed, this, &ImportSourceRow::labelsChanged);
    m_fileField = new Field(m_file);
    m_kindField = new Field(m_kind);
    m_encodingField = new Field(m_encoding);
    m_sheetField = new Field(m_sheet);
    m_delimiterField = new Field(m_delimiter);
    m_headerField = new Field(m_headerRow);
    m_labelsField = new Field(m_labelsMean);
    m_again = new Button(m_theme, Button::Kind::Flat);
    m_again->setIconName(QStringLiteral("refresh-cw"));
    m_again->setIconOnly(true);
    connect(m_again, &QAbstractButton::clicked, this, &ImportSourceRow::readAgainWanted);
    retranslate();
    arrange();
}

bool ImportSourceRow::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) // other fields, texts or fonts
        arrange();
    return QFrame::event(event);
}

void ImportSourceRow::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    arrange();
}

void ImportSourceRow::arrange()
{
    const std::array fields{m_fileField,      m_kindField,   m_encodingField, m_sheetField,
                            m_delimiterField, m_headerField, m_labelsField};
    const QMargins around = layout()->contentsMargins();
    int room = width() - around.left() - around.right() - kBetween - m_again->sizeHint().width();
    int inFirst = 0;
    for (const Field *field : fields) {
        if (!field->isHidden())
            room -= field->sizeHint().width() + kBetween;
        if (room + kBetween < 0)
            break;
        ++inFirst;
    }
    inFirst = std::max(inFirst, 1);
    if (inFirst == m_inFirst)
        return;
    m_inFirst = inFirst;
    for (QHBoxLayout *line : m_lines)
        while (line->count() > 0)
            delete line->takeAt(0);
    for (int i = 0; i < std::ssize(fields); ++i)
        m_lines[i < inFirst ? 0 : 1]->addWidget(fields[i]);
    for (QHBoxLayout *line : m_lines)
        line->addStretch(1);
    m_lines[0]->addWidget(m_again, 0, Qt::AlignBottom);
}

void ImportSourceRow::reset()
{
    for (QComboBox *box : {m_kind, m_encoding, m_delimiter, m_headerRow})
        box->setCurrentIndex(0);
    m_sheet->clear();
    m_meanings->setChosen({}, std::nullopt);
    showLabels({});
    show({});
}

void ImportSourceRow::setChosen(const PairFormat &format)
{
    reset();
    const auto choose = [](QComboBox *box, int item) { box->setCurrentIndex(std::max(0, item)); };
    if (!format.kind.isEmpty())
        choose(m_kind, m_kind->findData(format.kind));
    if (!format.encoding.isEmpty())
        choose(m_encoding, m_encoding->findData(format.encoding));
    if (!format.delimiter.isNull())
        chooseDelimiter(separatorKey(format));
    if (format.hasHeader)
        choose(m_headerRow, *format.hasHeader ? 1 : 2);
    if (!format.sheet.isEmpty()) {
        m_sheet->addItem(format.sheet);
        m_sheet->setCurrentIndex(0);
    }
    m_meanings->setChosen(format.labelMeanings, format.unknownLabels);
}

void ImportSourceRow::chooseDelimiter(const QString &key)
{
    int item = m_delimiter->findData(key);
    if (item < 0) {
        item = m_delimiter->count() - 1;
        m_delimiter->insertItem(item, separatorText(key), key);
    }
    m_delimiter->setCurrentIndex(item);
}

void ImportSourceRow::askForDelimiter(const QString &refused)
{
    m_delimiter->setCurrentIndex(m_delimiterItem);
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Separator"));
    QString label = tr("The sign that stands between the columns, for example ~ or #:");
    if (!refused.isEmpty())
        label.prepend(tr("“%1” can't stand between columns: it must be one sign that is no letter, "
                         "digit, quote or blank.")
                          .arg(refused.left(20)) +
                      QLatin1Char('\n'));
    dialog->setLabelText(label);
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &text) {
        if (text.size() != 1 || !canDelimit(text.front())) {
            askForDelimiter(text);
            return;
        }
        chooseDelimiter(text);
        Q_EMIT changed();
    });
    dialog->open();
}

PairFormat ImportSourceRow::chosen() const
{
    PairFormat format;
    format.kind = m_kind->currentData().toString();
    format.encoding = m_encoding->currentData().toString();
    format.sheet = m_sheet->currentText();
    if (const QString key = m_delimiter->currentData().toString(); !key.isEmpty()) {
        format.delimiter = key.front();
        format.hasQuotes = !key.endsWith(kQuote);
    }
    if (m_headerRow->currentIndex() > 0)
        format.hasHeader = m_headerRow->currentIndex() == 1;
    format.labelMeanings = m_meanings->meanings();
    format.unknownLabels = m_meanings->unknown();
    return format;
}

void ImportSourceRow::show(const PairFormat &found)
{
    m_found = found;
    const bool isKnown = !found.kind.isEmpty();
    const bool isTable = found.kind == QLatin1String("csv") || found.kind == QLatin1String("tsv");
    const bool isSpreadsheet = found.kind == QLatin1String("xlsx");
    const auto asFound = [this](QComboBox *box, const QString &text) {
        box->setItemText(0, text.isEmpty() || box->currentIndex() > 0 ? tr("As found")
                                                                      : tr("Found: %1").arg(text));
    };
    QString kind;
    for (int i = 1; i < m_kind->count(); ++i)
        if (m_kind->itemData(i).toString() == (isTable ? QStringLiteral("csv") : found.kind))
            kind = m_kind->itemText(i);
    asFound(m_kind, kind);
    asFound(m_encoding, found.encoding);
    const QString separator = separatorKey(found);
    asFound(m_delimiter, separator.isEmpty() ? QString() : separatorText(separator));
    m_sheet->clear();
    m_sheet->addItems(found.sheets);
    m_sheet->setCurrentIndex(int(found.sheets.indexOf(found.sheet)));
    m_encodingField->setVisible(!isSpreadsheet);
    m_sheetField->setVisible(found.sheets.size() > 1);
    m_delimiterField->setVisible(isTable || !isKnown);
    m_headerField->setVisible(isTable || isSpreadsheet || !isKnown);
}

void ImportSourceRow::showLabels(const ImportSummary &summary)
{
    m_hasLabels = !summary.labelValues.empty();
    m_meanings->setValues(summary);
    const QString text = m_meanings->summary();
    m_labelsMean->setText(m_hasLabels ? text : tr("No labels"));
    m_labelsMean->setToolTip(m_hasLabels ? tr("Say what the values of the label column mean")
                                         : QString());
    m_labelsMean->setEnabled(m_hasLabels);
}

void ImportSourceRow::retranslate()
{
    m_fileField->setTexts(tr("File", "field"));
    m_kindField->setTexts(tr("Kind of file"));
    m_encodingField->setTexts(tr("Encoding"));
    m_sheetField->setTexts(tr("Sheet"));
    m_delimiterField->setTexts(tr("Separator", "of columns"));
    m_headerField->setTexts(tr("Header row"));
    m_labelsField->setTexts(tr("Labels mean"));
    m_meanings->retranslate();
    if (!m_hasLabels)
        m_labelsMean->setText(tr("No labels"));
    for (int i = 0; i < int(std::size(encodings)); ++i) {
        const NamedEncoding &encoding = encodings[i];
        const QString name = QString::fromLatin1(encoding.name);
        m_encoding->setItemText(
            i + 1, encoding.languages
                       ? tr("%1 (%2)", "encoding, its languages").arg(name, tr(encoding.languages))
                       : name);
    }
    m_encoding->view()->setMinimumWidth(m_encoding->view()->sizeHintForColumn(0) + kBetween);
    for (int i = 1; i < m_kind->count(); ++i)
        m_kind->setItemText(i, tr(kinds[i - 1].text));
    const int another = m_delimiter->count() - 1;
    for (int i = 1; i < another; ++i)
        m_delimiter->setItemText(i, separatorText(m_delimiter->itemData(i).toString()));
    m_delimiter->setItemText(another, tr("Another one…", "sign between columns"));
    const QStringList rows{tr("As found"), tr("Row 1 holds names"), tr("No header row")};
    for (int i = 0; i < m_headerRow->count(); ++i)
        m_headerRow->setItemText(i, rows.value(i));
    m_again->setToolTip(tr("Read the file again"));
    m_again->setAccessibleName(tr("Read the file again"));
    show(m_found);
}

} // namespace tunedesk

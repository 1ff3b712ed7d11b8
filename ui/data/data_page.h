#pragma once

#include "data/search_marks.h"
#include "project/saved_view.h"
#include "shell/page.h"
#include "shell/project_reader.h"

#include <QSet>

#include <array>
#include <functional>
#include <memory>
#include <optional>

class QLineEdit;
class QStackedWidget;
class QTableView;
class QTimer;

namespace tunedesk
{

class Button;
class EmptyState;
class FacetModel;
class FacetView;
class ImportView;
class IndexTask;
class IssuePane;
class NothingFound;
class PairDelegate;
class PairInspector;
class PairTableModel;
class SearchLine;
class Splitter;
class StatisticsRow;
class TableView;
class ViewBar;
struct DataChange;
struct PairCheckReport;

/// Find, understand, repair: statistics, filters, search, the table of pairs and the inspector; the
/// import page is a state of it. open(): "import" or "import:/path" shows the import; a list of one
/// pair number shows that pair.
class DataPage : public Page
{
    Q_OBJECT
public:
    explicit DataPage(const PageContext &context, QWidget *parent = nullptr);
    ~DataPage() override;

    Id id() const override { return Id::Data; }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("database"); }
    void setSession(ProjectSession *session) override;
    void focusStart() override;
    QList<QAction *> pageActions() const override { return m_actions + m_viewActions; }
    QWidget *leftPane() const override;
    QWidget *rightPane() const override;
    void retranslate() override;
    void open(const QVariant &what) override;

    ImportView *importView() const { return m_import; }
    PairTableModel *pairs() const { return m_model; }
    QTableView *pairsView() const;
    IssuePane *issues() const { return m_issues; }
    QAction *checkAction() const { return m_checkAction; }

private:
    void buildHeader();
    void buildContent();
    void buildActions();
    QAction *addAction(const QKeySequence &key, QWidget *where, std::function<void()> act);

    void applyFilters();
    void readNumbers();
    void refresh();
    void showState();
    void showCount();
    void showCurrentPair();
    void showChips();
    void readDropped();
    void stepRow(int rows);
    /// The rows have other pairs now: a person chose none of these, so one row at most stays
    /// chosen.
    void chooseOneRow();
    /// Calls `act` with the numbers of the selected pairs, reading those that are not in a window
    /// yet.
    void withSelected(std::function<void(const QList<qint64> &)> act);
    /// All rows are chosen, those too that are still being counted.
    bool choosesAll() const;
    void chooseCounted();
    void labelSelected(std::optional<int> label); ///< none: skipped
    void editNote();
    void labelShown();
    bool isInBin() const; ///< the table shows the removed pairs
    void removeSelected();
    void tellRemoval(const DataChange &removed, const QList<qint64> &ids);
    void restoreSelected();
    void moveSelected(Split split);
    void growTestSet(int percent);
    void fillSplitMenu();
    void showBin();
    void addSample();
    void exportShown();
    void exportTo(const QString &file, const QString &kind);
    void importFinished(qint64 importId);
    /// An import that was undone is no filter any more, and nobody says that it came in.
    void forgetImportsBut(const QSet<qint64> &shown);
    void buildIssues();
    void checkData();
    void showIssues(PairCheckReport report);
    void closeIssues();
    void showPairs(const QList<qint64> &pairs);
    QWidget *buildFilters(); ///< the tree of filters with the views under it
    void readViews();
    void showViews();
    void setViews(std::vector<SavedView> views);
    void saveView(const QString &name);
    void showView(int number);
    void removeView(int number);
    void suggestView();
    void buildColumns(); ///< which are shown at first, their widths and order
    void fitPairColumn();
    void fillColumnMenu();
    void readShownColumns();
    /// To a layout of a version that had the first `known` columns alone.
    void addColumns(int known, int percent);
    void restoreLayout();
    void saveLayout();
    /// Columns for another text size.
    void rescaleLayout(int fromPercent, int toPercent);
    void foldColumns(int fromPercent, int toPercent);
    void fitPanes(int fromPercent, int toPercent);
    void keepPaneWidth(int pane);        ///< 0: left, 2: right; as the person has just made it
    void showPanes(int left, int right); ///< widths as paneWidths() has them
    QList<int> paneWidths() const;       ///< left and right at a text size of 100 %; 0: folded away

    ProjectSession *m_session = nullptr;
    std::unique_ptr<ProjectReader> m_rows,
        m_numbers; ///< two, so that counting never holds up scrolling
    ReadToken m_numbersToken, m_historyToken, m_droppedToken, m_idsToken, m_removalToken,
        m_importsToken;

    QStackedWidget *m_stack = nullptr;
    QWidget *m_content = nullptr;
    EmptyState *m_empty = nullptr;
    ImportView *m_import = nullptr;
    IndexTask *m_indexTask;
    StatisticsRow *m_statistics = nullptr;
    Splitter *m_splitter = nullptr;
    FacetModel *m_facets = nullptr;
    QStackedWidget *m_leftPane = nullptr; ///< the filters, or the problems that a check found
    FacetView *m_facetView = nullptr;
    QWidget *m_filters = nullptr;
    ViewBar *m_viewBar = nullptr;
    std::vector<SavedView> m_views;
    IssuePane *m_issues = nullptr;
    SearchLine *m_line = nullptr;
    QLineEdit *m_search = nullptr; ///< of m_line, like the next four
    Button *m_orderButton = nullptr, *m_columnsButton = nullptr, *m_splitButton = nullptr;
    Button *m_checkButton = nullptr;
    Button *m_binButton = nullptr; ///< beside an empty table, while the bin is not
    QStackedWidget *m_tableStack = nullptr;
    TableView *m_table = nullptr;
    NothingFound *m_nothing = nullptr;
    PairTableModel *m_model = nullptr;
    PairDelegate *m_delegate = nullptr;
    PairInspector *m_inspector = nullptr;
    Button *m_labelButton = nullptr, *m_exportButton = nullptr, *m_importButton = nullptr;
    Button *m_restoreButton = nullptr;
    QTimer *m_searchTimer = nullptr, *m_layoutTimer = nullptr, *m_slowTimer = nullptr;
    QList<QAction *> m_actions, m_viewActions; ///< the latter of the saved views
    QAction *m_labelShownAction = nullptr;
    QAction *m_importAction = nullptr, *m_exportAction = nullptr, *m_restoreAction = nullptr;
    QAction *m_checkAction = nullptr;
    QList<QAction *> m_shownOnly;              ///< acts on pairs that are not in the bin
    std::optional<QList<qint64>> m_issuePairs; ///< of the problem that was chosen
    bool m_isCheckingData = false;
    bool m_choosesAll = false; ///< rows that are still to be counted are meant, too
    int m_allPairs = -1;       ///< −1: not known yet
    int m_binPairs = 0;
    int m_shownImports = 0;
    qint64 m_announcedImport = 0, m_announcedRemoval = 0; ///< that m_announcement tells of
    QString m_announcement;
    QString m_binNotice; ///< what was said of the bin, and holds while it is shown
    bool m_isSampling = false;
    QSet<int> m_folded;        ///< columns hidden by us for a large text, not by the person
    int m_layoutPercent = 100; ///< text size that the columns are made for
    /// Left and right, as the person wants them at a text size of 100 %, which a larger text may
    /// widen; 0: as they are.
    std::array<int, 2> m_paneWidths{};
};

} // namespace tunedesk

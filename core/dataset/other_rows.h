#pragma once

#include "dataset/pair_format.h"

#include <QStringList>

namespace tunedesk
{

/// Knows the rows of a table that are none of its pairs, in their order. One thread.
class OtherRows
{
public:
    /// Before the first row: finds the column that numbers the rows one by one, if there is one.
    void look(const QList<QStringList> &firstRows);
    /// Whether a row was prepared with its number and never filled, is a sum below the rows or
    /// stands under one. None of them could be a pair.
    bool isEmptyOrTotal(const QStringList &cells, const PairFormat &format);
    /// Why a header among the rows is no pair, and no row below one that has another order.
    /// @param cells as many as there are columns   @return translated; empty: it may be one
    QString headerProblem(const QStringList &cells, qint64 row, const PairFormat &format);

private:
    qint64 m_otherTable = 0;   ///< row of a header with its columns in another order
    qsizetype m_counting = -1; ///< column that counts the rows
    double m_counted = 0;      ///< its last number
    bool m_isBelowTotals = false;
};

} // namespace tunedesk

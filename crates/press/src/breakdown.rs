//! Costs by one column, added up from the cells of all columns asked for.

use std::collections::BTreeMap;

use costing::{Costing, OfferCost, Side};
use money::Cents;

/// For each value of a column, in order: totals by fiscal year.
pub(crate) fn by_column(
    costing: &Costing,
    side: &Side,
    column: usize,
) -> BTreeMap<String, Vec<Cents>> {
    let mut values: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for (cell, years) in costing.cells.iter().zip(&side.cells) {
        let sums = values
            .entry(cell.values[column].clone())
            .or_insert_with(|| vec![0; costing.years.len()]);
        for (sum, components) in sums.iter_mut().zip(years) {
            // The parts of a total that fits.
            *sum = components.iter().fold(*sum, |sum, cents| sum.saturating_add(cents.cents()));
        }
    }
    let cents = |sums: Vec<i64>| sums.into_iter().map(Cents::new).collect();
    values.into_iter().map(|(value, sums)| (value, cents(sums))).collect()
}

/// For each value of a column that an offer or the status quo has, in order: the change by fiscal year.
pub(crate) fn change_by_column(
    costing: &Costing,
    cost: &OfferCost,
    column: usize,
) -> BTreeMap<String, Vec<Cents>> {
    let before = by_column(costing, &costing.baseline, column);
    let change = |(value, totals): (String, Vec<Cents>)| {
        let none = vec![Cents::ZERO; totals.len()];
        let before = before.get(&value).unwrap_or(&none);
        let change = totals.iter().zip(before).map(|(a, b)| difference(*a, *b)).collect();
        (value, change)
    };
    by_column(costing, &cost.side, column).into_iter().map(change).collect()
}

/// One amount less another.
pub(crate) fn difference(a: Cents, b: Cents) -> Cents {
    Cents::new(a.cents().saturating_sub(b.cents()))
}

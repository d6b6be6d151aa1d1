//! What classes the data set of a peer has, with what it says they are paid: what a form of matches offers to choose from.

use std::collections::BTreeMap;

use evidence::{Measure, PayTable, Point, WageTable};
use money::Fraction;

use super::rule::{Peer, PeerRule};
use crate::data::Holds;

/// How many classes of one peer are offered to choose from.
const MOST: usize = 400;

/// A class as a data set has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TheirClass {
    /// What a match calls it: a class's name, an occupation's code.
    pub name: String,
    /// Its title, where the name is a code.
    pub title: Option<String>,
    /// What it is paid at points of the rule, in the data set's own unit; what is not stated is left out.
    pub pay: Vec<(Point, Fraction)>,
}

/// The classes of each peer that has a data set, by the employer's name; none where the data set is not there, has none of that employer,
/// or more than anybody chooses from.
pub fn their_classes<'h>(
    rule: &PeerRule,
    holds: impl Fn(&str) -> Option<&'h Holds>,
) -> BTreeMap<String, Vec<TheirClass>> {
    let of = |peer: &Peer| match holds(peer.data.as_deref()?)? {
        Holds::Pay(table) => Some(in_table(table, peer, &rule.points)),
        Holds::Wages(table) => Some(in_survey(table, peer)),
        Holds::Prices(_) | Holds::Series(_) => None,
    };
    let all = rule.peers.iter().filter_map(|peer| Some((peer.employer.clone(), of(peer)?)));
    all.filter(|(_, classes)| !classes.is_empty() && classes.len() <= MOST).collect()
}

fn in_table(table: &PayTable, peer: &Peer, points: &[Point]) -> Vec<TheirClass> {
    let mut rows: BTreeMap<&String, Vec<usize>> = BTreeMap::new();
    for row in 0..table.rows {
        let employer = table.employer.as_ref().is_none_or(|all| *all.value(row) == peer.called);
        let edition = table.effective.as_ref();
        let edition =
            peer.edition.is_empty() || edition.is_none_or(|all| *all.value(row) == peer.edition);
        if employer && edition {
            rows.entry(table.classification.value(row)).or_default().push(row);
        }
    }
    let class = |(name, rows): (&String, Vec<usize>)| TheirClass {
        name: name.clone(),
        title: None,
        pay: points
            .iter()
            .filter_map(|point| Some((*point, table.amount_of(&rows, *point)?)))
            .collect(),
    };
    rows.into_iter().filter(|(name, _)| !name.is_empty()).map(class).collect()
}

fn in_survey(table: &WageTable, peer: &Peer) -> Vec<TheirClass> {
    let of = |cell: &&evidence::WageCell| {
        cell.area_code == peer.area && cell.owner.industry == peer.industry
    };
    let class = |cell: &evidence::WageCell| TheirClass {
        name: cell.occupation_code.clone(),
        title: Some(cell.occupation.clone()),
        pay: match cell.measure(peer.reading) {
            Measure::Of(amount) => vec![(Point::Pay, amount.clone())],
            _ => Vec::new(),
        },
    };
    table.cells.iter().filter(of).map(class).collect()
}

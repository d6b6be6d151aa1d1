use std::collections::BTreeMap;

use money::Date;

use crate::Month;

/// When the index of a month came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Release {
    /// On a day that a source names.
    On(Date),
    /// Never: it was not collected.
    Never,
}

/// The days on which months of the index came out, as far as sources name them.
///
/// BLS publishes a month in the middle of the next one. Where the day itself is not known, the
/// month counts as published from the last day of the next month, so that a figure never uses what
/// was not out yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Releases(pub BTreeMap<Month, Release>);

impl Releases {
    /// The day from which a month's index is surely out; `None` where it never was.
    pub fn of_month(&self, month: Month) -> Option<Date> {
        match self.0.get(&month) {
            Some(Release::On(day)) => Some(*day),
            Some(Release::Never) => None,
            None => Some(month.plus(1).last_day()),
        }
    }

    /// Whether a source names the day itself.
    pub fn is_known(&self, month: Month) -> bool {
        matches!(self.0.get(&month), Some(Release::On(_)))
    }
}

//! Sets of rows.

use super::Crowd;

/// A set of a crowd's rows, a bit for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rows(Vec<u64>);

impl Rows {
    /// The rows for which something holds.
    pub(super) fn those(count: usize, holds: impl Fn(usize) -> bool) -> Rows {
        let mut words = vec![0; count.div_ceil(64)];
        for row in (0..count).filter(|row| holds(*row)) {
            words[row / 64] |= 1 << (row % 64);
        }
        Rows(words)
    }

    pub(super) fn all(crowd: &Crowd) -> Rows {
        Rows::those(crowd.rows.len(), |row| crowd.rows[row].1 > 0)
    }

    pub(super) fn and(&self, other: &Rows) -> Rows {
        Rows(self.0.iter().zip(&other.0).map(|(own, other)| own & other).collect())
    }

    pub(super) fn is_within(&self, other: &Rows) -> bool {
        self.0.iter().zip(&other.0).all(|(own, other)| own & !other == 0)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(at * 64 + bit)
            })
        })
    }

    /// How many people the rows are.
    pub(super) fn people(&self, crowd: &Crowd) -> u32 {
        self.iter().fold(0, |people: u32, row| people.saturating_add(crowd.rows[row].1))
    }
}

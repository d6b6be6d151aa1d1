//! Rows of a roster by what several columns say of them together.

use rayon::prelude::*;

use crate::Coded;

/// A key for each row, built column by column; squeezed to ranks where it would not fit.
pub(crate) struct Keys {
    pub keys: Vec<u64>,
    /// Every key is below it.
    pub radix: u64,
}

impl Keys {
    pub fn new(rows: usize) -> Keys {
        Keys { keys: vec![0; rows], radix: 1 }
    }

    pub fn push<T>(&mut self, column: &Coded<T>) {
        let Some(codes) = column.codes() else { return };
        let width = column.values().len() as u64;
        if width <= 1 {
            return;
        }
        self.push_codes(codes, width);
    }

    pub fn push_codes<C: Copy + Into<u64> + Sync>(&mut self, codes: &[C], width: u64) {
        let radix = self.radix.checked_mul(width).unwrap_or_else(|| {
            self.squeeze();
            self.radix.saturating_mul(width)
        });
        let chunks = self.keys.par_chunks_mut(CHUNK).zip(codes.par_chunks(CHUNK));
        chunks.for_each(|(keys, codes)| {
            for (key, code) in keys.iter_mut().zip(codes) {
                *key = *key * width + (*code).into();
            }
        });
        self.radix = radix;
    }

    /// Replaces keys by their ranks, of which there are at most as many as rows.
    pub fn squeeze(&mut self) {
        let mut distinct = self.keys.clone();
        distinct.par_sort_unstable();
        distinct.dedup();
        for key in &mut self.keys {
            *key = distinct.partition_point(|known| known < key) as u64;
        }
        self.radix = distinct.len().max(1) as u64;
    }
}

/// Rows worked on at a time by one core.
const CHUNK: usize = 1 << 15;

/// Calls `visit` with each key and its rows, in order of key. Where key and row fit in one word,
/// sorting is on that word's half, by counting.
pub(crate) fn by_key(
    keys: Keys,
    mut visit: impl FnMut(u64, &mut dyn ExactSizeIterator<Item = usize>),
) {
    if keys.radix <= 1 << 32 {
        let mut rows = keys.keys;
        rows.iter_mut().zip(0_u64..).for_each(|(key, row)| *key = *key << 32 | row);
        radsort::sort_by_key(&mut rows, |row| (row >> 32) as u32);
        for same in rows.chunk_by(|a, b| a >> 32 == b >> 32) {
            visit(same[0] >> 32, &mut same.iter().map(|row| (row & 0xffff_ffff) as usize));
        }
        return;
    }
    let mut rows: Vec<(u64, u32)> = keys.keys.into_iter().zip(0..).collect();
    rows.par_sort_unstable();
    for same in rows.chunk_by(|a, b| a.0 == b.0) {
        visit(same[0].0, &mut same.iter().map(|(_, row)| *row as usize));
    }
}

//! What the columns of a file mean: guessed from headers and content, with reasons, never in
//! silence where money hangs on it.

pub(crate) mod date;
pub(crate) mod lexicon;
pub(crate) mod number;
pub(crate) mod pay_words;
pub(crate) mod privacy;
pub(crate) mod proposal;
pub(crate) mod saved;

//! What the printed pieces hold, read back with a second library.

mod cards;
mod more_pieces;
mod notice;
mod pieces;
mod reading;
mod report;

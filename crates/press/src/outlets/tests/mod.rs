//! What the outlets promise, tried with pieces of every kind.

mod calendars;
mod feeds;
mod mail;
mod readings;
mod sample;
mod short;
mod texts;

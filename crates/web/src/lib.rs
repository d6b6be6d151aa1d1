//! The campaign in a browser on the same machine: one person, no accounts yet. It reads and writes the folder that the command does, and
//! calls the same functions.

mod answer;
mod app;
mod forms;
mod frame;
mod guard;
mod guide;
mod held;
mod keyring;
mod pages;
mod server;
mod uploads;
mod words;
mod work;

pub use guide::Guide;
pub use server::{Options, ServeError, Server};
pub use work::{AtStep, Pace};

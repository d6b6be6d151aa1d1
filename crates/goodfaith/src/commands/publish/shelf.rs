//! The releases of a campaign, for a command: one that cannot be read is said.

use std::process::ExitCode;

use press::answers::Answer;
use record::audience::Audience;
use record::{Slug, State};

pub use ::desk::publish::{OnShelf, shelf};

use super::desk::{Desk, refused};

/// The answers that somebody may know of, with where each stands; a release that cannot be read is said, and holds none.
///
/// # Errors
///
/// What was printed: a piece or the case cannot be read.
pub fn answers(
    desk: &Desk,
    state: &State,
    shelf: &[OnShelf],
    who: &Audience,
) -> Result<Vec<Answer>, ExitCode> {
    for one in shelf {
        if let Err(error) = &one.manifest {
            unread(&one.id, error);
        }
    }
    desk::publish::answers(desk, state, shelf, who).map_err(|findings| refused(&findings))
}

/// Says that a release cannot be read.
pub fn unread(id: &Slug, error: &str) {
    eprintln!("warning: {id}: {error}; what it holds is not known here");
}

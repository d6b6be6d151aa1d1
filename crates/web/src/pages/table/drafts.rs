//! Drafts of passes: in the vault while it is open, and nowhere else.

use desk::adding::{author, now};
use record::Slug;
use serde::{Deserialize, Serialize};
use store::{NoteKind, StoreError};

use crate::app::Asked;
use crate::forms::Form;
use crate::guard::WORD;

const SCHEMA: &str = "goodfaith-draft 1";

/// Fields of the form that are no part of a draft.
const ASIDE: [&str; 2] = [WORD, "do"];

/// A draft as the vault keeps it.
#[derive(Serialize, Deserialize)]
struct Kept {
    schema: String,
    fields: Vec<(String, String)>,
}

/// A draft in the vault.
pub(crate) struct Drafted {
    /// The number of its note.
    pub number: u64,
    /// When it was kept, and by whom.
    pub when: String,
    /// What was typed.
    pub form: Form,
}

/// Keeps what was typed in the vault, durably; none where the vault is locked.
pub(crate) fn keep(
    asked: &Asked,
    form: &Form,
    item: Option<&Slug>,
) -> Option<Result<u64, StoreError>> {
    let fields = form.fields().iter().filter(|(name, _)| !ASIDE.contains(&name.as_str()));
    let kept = Kept { schema: SCHEMA.to_owned(), fields: fields.cloned().collect() };
    let text = serde_json::to_string_pretty(&kept).unwrap_or_default();
    asked
        .keys
        .with(|open| open.vault().add(&author(None), now(), NoteKind::Draft, item.cloned(), &text))
}

/// The drafts in the vault, the last first; none where it is locked.
pub(crate) fn all(asked: &Asked) -> Option<Result<Vec<Drafted>, StoreError>> {
    let notes = asked.keys.with(|open| open.notes())?;
    Some(notes.map(|(notes, _)| {
        let drafts = notes.into_iter().rev().filter(|note| note.kind == NoteKind::Draft);
        drafts
            .filter_map(|note| {
                let kept: Kept = serde_json::from_str(&note.text).ok()?;
                let own = kept.schema == SCHEMA;
                own.then(|| Drafted {
                    number: note.number,
                    when: format!("{}, {}", note.author, note.written),
                    form: Form::with(kept.fields),
                })
            })
            .collect()
    }))
}

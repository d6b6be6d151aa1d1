//! A release without some of its pieces: what a person takes back is taken out, and the rest stays byte for byte.

use std::collections::BTreeMap;

use record::{Digest, Slug};

use super::{Built, Manifest, listed, receipt_file};
use crate::writing::Document;

/// What is taken out of a release.
#[derive(Debug, Clone, Copy)]
pub struct Without<'a> {
    /// The new release's id.
    pub id: &'a Slug,
    /// The pieces that are taken out.
    pub gone: &'a [Slug],
    /// What the new release says otherwise, for the people who read it.
    pub changes: &'a str,
}

/// A new release with the files of the pieces that stay, and the receipts of their figures; none where no piece stays. The entries
/// that the old one rested on are named by the new one as well.
///
/// # Errors
///
/// A sentence, when a file that stays is not there as it was released.
pub fn without(
    old: &Manifest,
    files: &BTreeMap<String, Vec<u8>>,
    ask: &Without<'_>,
) -> Result<Option<Built>, String> {
    let pieces: Vec<_> =
        old.pieces.iter().filter(|piece| !ask.gone.contains(&piece.slug)).cloned().collect();
    let Some(first) = pieces.first() else { return Ok(None) };
    let mut kept: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut keep = |path: &str| -> Result<Vec<u8>, String> {
        let known = old.files.iter().find(|file| file.path == path);
        let bytes = files
            .get(path)
            .filter(|bytes| known.is_some_and(|known| Digest::of(bytes) == known.sha256));
        let bytes = bytes.ok_or_else(|| format!("{path} is not as it was released"))?;
        kept.insert(path.to_owned(), bytes.clone());
        Ok(bytes.clone())
    };
    let mut labels: Vec<String> = Vec::new();
    for piece in &pieces {
        let own = |path: &&str| {
            path.strip_prefix(piece.slug.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        for path in old.files.iter().map(|file| file.path.as_str()).filter(own) {
            let bytes = keep(path)?;
            if path == format!("{}.json", piece.slug) {
                let document = Document::read(&bytes)
                    .map_err(|error| format!("{path} cannot be read: {error}"))?;
                labels.extend(document.notes.into_iter().map(|note| note.label));
            }
        }
    }
    let mut rests_on = old.rests_on.clone();
    rests_on
        .figures
        .retain(|figure| labels.iter().any(|label| label.contains(&format!("({}, ", figure.name))));
    for figure in &rests_on.figures {
        keep(&receipt_file(&figure.name))?;
    }
    let was_theirs =
        old.pieces.iter().any(|piece| ask.gone.contains(&piece.slug) && piece.title == old.title);
    let manifest = Manifest {
        id: ask.id.clone(),
        title: if was_theirs { first.title.clone() } else { old.title.clone() },
        pieces: pieces.clone(),
        rests_on,
        corrects: Some(old.id.clone()),
        changes: Some(ask.changes.to_owned()),
        files: Vec::new(),
        ..old.clone()
    };
    Ok(Some(listed(manifest, kept)))
}

//! The article text that passes have of an item, as it crossed the table.

use record::{Slug, State};
use store::{Campaign, StoreError};

/// The text that a pass has of an item; none where it has none.
///
/// # Errors
///
/// The file is not there, or holds other bytes.
pub fn text_of(
    campaign: &Campaign,
    state: &State,
    pass: &Slug,
    item: &Slug,
) -> Result<Option<String>, StoreError> {
    let digest = state.passes.get(pass).and_then(|pass| pass.item(item)?.text);
    let Some(digest) = digest else { return Ok(None) };
    let bytes = campaign.files().get(digest)?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Every text of an item in the order in which they were passed, each by its pass.
///
/// # Errors
///
/// A file is not there, or holds other bytes.
pub fn texts_of(
    campaign: &Campaign,
    state: &State,
    item: &Slug,
) -> Result<Vec<(Slug, String)>, StoreError> {
    let passes = state.items.get(item).map(|item| item.passes.as_slice()).unwrap_or_default();
    let mut all = Vec::new();
    for pass in passes {
        if let Some(text) = text_of(campaign, state, pass, item)? {
            all.push((pass.clone(), text));
        }
    }
    Ok(all)
}

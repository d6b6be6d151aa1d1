//! The shipped CASE 2022 as it was before it released anything, to be released from anew.

#[path = "../../examples/campaign_records/build.rs"]
mod build;

use std::path::Path;

/// Takes what was released out of a copy of the campaign.
pub fn without_releases(campaign: &Path) {
    for name in ["releases", "vault", "people"] {
        let _ = std::fs::remove_dir_all(campaign.join(name));
    }
    for name in ["record.sqlite", "record.seal"] {
        std::fs::remove_file(campaign.join(name)).unwrap();
    }
    let source = std::fs::read_to_string(campaign.join("record.json")).unwrap();
    build::write(campaign, &build::without_releases(&source));
}

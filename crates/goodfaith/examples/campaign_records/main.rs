//! Writes the records of the shipped campaigns anew: `record.sqlite` from the `record.json` beside it.

mod build;

use std::path::Path;

fn main() {
    let campaigns = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns");
    for name in ["case-2022", "fix-la-2014", "fix-la-2014/synthetic"] {
        let folder = campaigns.join(name);
        let source =
            std::fs::read_to_string(folder.join("record.json")).expect("the source of the record");
        for old in ["record.sqlite", "record.seal"] {
            let _ = std::fs::remove_file(folder.join(old));
        }
        let campaign = build::write(&folder, &source);
        eprintln!("{name}: {} entries. Head: {}", campaign.entries().len(), campaign.head());
    }
}

//! Writes `campaigns/case-2022/record.sqlite` anew from `record.json` beside it.

mod build;

use std::path::Path;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns/case-2022");
    let source =
        std::fs::read_to_string(folder.join("record.json")).expect("the source of the record");
    for name in ["record.sqlite", "record.seal"] {
        let _ = std::fs::remove_file(folder.join(name));
    }
    let campaign = build::write(&folder, &source);
    eprintln!("{} entries. Head: {}", campaign.entries().len(), campaign.head());
}

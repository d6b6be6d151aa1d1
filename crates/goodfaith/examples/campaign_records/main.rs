//! Writes the records of the shipped campaigns anew: `record.sqlite` from the `record.json` beside it. With `--freeze PROGRAM`, what CASE 2022
//! released is first released anew by that program, `target/debug/goodfaith`.

mod build;
mod freeze;

use std::path::Path;

fn main() {
    let campaigns = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [asked, program] = arguments.as_slice() {
        assert_eq!(asked, "--freeze");
        let program = std::fs::canonicalize(program).expect("the command, built");
        let folder = campaigns.join("case-2022");
        let source = freeze::freeze(&folder, &program);
        std::fs::write(folder.join("record.json"), source).expect("record.json");
    }
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

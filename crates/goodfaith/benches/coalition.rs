//! Restoring 5,000 positions over three years in a synthetic city of 33,000: what it costs, and when the promise would be kept at
//! the pace of a file of hires and leavers.
//!
//! What is asked of it: costed and projected in under a second, each as a whole process. There is no peer to compare with: a
//! spreadsheet does the one, a web page the other.
//!
//! `cargo bench -p goodfaith --bench coalition`

#![allow(clippy::print_stdout)]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

const CLASSES: [&str; 5] =
    ["Gardener", "Librarian", "Custodian", "Maintenance Laborer", "Street Services Worker"];

fn write(folder: &Path) {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).unwrap();
    let mut roster = String::from("employee,classification,step,fte,department\n");
    for at in 0..33_000 {
        writeln!(roster, "S{at},{},{},1,D{}", CLASSES[at % 5], 1 + at % 5, at % 40).unwrap();
    }
    std::fs::write(folder.join("roster.csv"), roster).unwrap();
    let mut schedule = String::from("classification,step,rate,pay_basis\n");
    for (at, class) in CLASSES.iter().enumerate() {
        for step in 1..=5 {
            writeln!(schedule, "{class},{step},{},monthly", 3_600 + 250 * at + 150 * step).unwrap();
        }
    }
    std::fs::write(folder.join("schedule.csv"), schedule).unwrap();
    std::fs::write(
        folder.join("assumptions.toml"),
        "window = { from = 2020-07-01, to = 2023-06-30 }\nroster_as_of = 2020-06-30\nfiscal_year_start = \"07-01\"\npay_calendar = \"monthly\"\nhours_per_year = 2080\ndays_per_year = 260\nproration = \"days\"\nroster = \"frozen\"\n\n[rounding]\nschedule = \"cent\"\ncarry = \"rounded\"\nmode = \"half-up\"\npay = \"cent\"\n\n[movement]\nrule = \"none\"\n\n[[roll_up]]\nname = \"Pension\"\nrate = \"20\"\napplies_to = \"base\"\n",
    )
    .unwrap();
    let mut offer = String::from("title = \"SYNTHETIC: 5,000 positions\"\nparty = \"union\"\n");
    for class in CLASSES {
        write!(
            offer,
            "\n[[terms]]\nkind = \"positions\"\neffective = 2021-01-01\nclass = \"{class}\"\nstep = \"1\"\nramp = [{{ from = 2021-01-01, fte = \"333\" }}, {{ from = 2022-01-01, fte = \"666\" }}, {{ from = 2023-01-01, fte = \"1000\" }}]\n"
        )
        .unwrap();
    }
    std::fs::write(folder.join("offer.toml"), offer).unwrap();
}

fn timed(what: &str, folder: &Path, arguments: &[&str]) {
    let mut times = Vec::new();
    for _ in 0..6 {
        let begun = Instant::now();
        let output = Command::new(env!("CARGO_BIN_EXE_goodfaith"))
            .current_dir(folder)
            .args(arguments)
            .output()
            .unwrap();
        times.push(begun.elapsed());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    times.remove(0);
    times.sort_unstable();
    println!("{what}: {:.0} ms", times[times.len() / 2].as_secs_f64() * 1000.0);
}

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-coalition");
    write(&folder);
    timed(
        "5,000 positions in a city of 33,000, costed over three years",
        &folder,
        &[
            "cost",
            "--roster",
            "roster.csv",
            "--schedule",
            "schedule.csv",
            "--assumptions",
            "assumptions.toml",
            "--offer",
            "offer.toml",
        ],
    );
    let campaign = folder.join("campaign");
    let synthetic =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns/fix-la-2014/synthetic");
    std::fs::create_dir_all(&campaign).unwrap();
    for name in ["record.sqlite", "record.seal"] {
        std::fs::copy(synthetic.join(name), campaign.join(name)).unwrap();
    }
    let hires = synthetic.join("hires.csv");
    let begun = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_goodfaith"))
        .args([
            "import",
            "hires",
            hires.to_str().unwrap(),
            "--campaign",
            campaign.to_str().unwrap(),
        ])
        .args([
            "--commitment",
            "positions",
            "--by",
            "SYNTHETIC city",
            "--as-of",
            "2021-03-31",
            "--on",
            "2021-04-10",
        ])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    println!("2,520 hires and leavers imported: {:.0} ms", begun.elapsed().as_secs_f64() * 1000.0);
    timed(
        "the promise projected",
        &folder,
        &[
            "status",
            "--campaign",
            "campaign",
            "--commitments",
            "--as-of",
            "2021-04-10",
            "--time-to-hire",
            "7.5",
        ],
    );
    let _ = std::fs::remove_dir_all(&folder);
}

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use intake::{CostFiles, Source};

use super::cost::cost;
use crate::output::Outputs;

pub const EXAMPLES: &str = "\
Example:
  goodfaith demo
  goodfaith demo --json -

The roster, the schedule and the union's offer of the example are SYNTHETIC; the
State's offer and the agreement follow the public record. See
campaigns/case-2022/README.md.";

#[derive(Args)]
pub struct DemoArguments {
    /// Write the costing as JSON for programs; - is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write every level of cost as CSV, in cents; - is standard output
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

/// A file of the example, held inside the program.
macro_rules! shipped {
    ($folder:literal, $name:literal) => {
        Source::Shipped {
            name: $name,
            bytes: include_bytes!(concat!("../../../../campaigns/case-2022/", $folder, "/", $name)),
        }
    };
}

pub fn run(arguments: &DemoArguments) -> ExitCode {
    let outputs = Outputs { json: arguments.json.as_deref(), csv: arguments.csv.as_deref() };
    let aside = outputs.takes_standard_output();
    let say = |line: &str| {
        if aside { eprintln!("{line}") } else { crate::output::print(line) }
    };
    say("CASE 2022: California's state attorneys and administrative law judges (Unit 2).");
    say("The roster, the schedule and the union's offer are SYNTHETIC; the State's offer");
    say("and the agreement follow the public record, with its holes named in the files.");
    say("The agreement also raised top steps by class; those percents were not found, so");
    say("what it costs here is less than what it cost.");
    cost(&case_2022(), &outputs)
}

/// The shipped CASE 2022 example.
fn case_2022() -> CostFiles {
    CostFiles {
        roster: shipped!("rosters", "unit-2.csv"),
        schedule: Some(shipped!("schedules", "unit-2-2021-22.csv")),
        assumptions: shipped!("assumptions", "base.toml"),
        offers: vec![
            vec![shipped!("offers", "state-2022-06-11.toml")],
            vec![shipped!("offers", "agreement-2022-08-22.toml")],
            vec![shipped!("offers", "union-2022-06-synthetic.toml")],
        ],
        by: vec!["department".to_owned()],
        ..CostFiles::default()
    }
}

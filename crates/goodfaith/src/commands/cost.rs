use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use intake::{CostFiles, Finding, Findings, Place, Severity, Source};

use crate::output::{Output, Outputs};
use crate::waiting::Waiting;

pub const EXAMPLES: &str = "\
Example:
  goodfaith cost \\
      --roster campaigns/case-2022/rosters/unit-2.csv \\
      --schedule campaigns/case-2022/schedules/unit-2-2021-22.csv \\
      --assumptions campaigns/case-2022/assumptions/base.toml \\
      --offer campaigns/case-2022/offers/state-2022-06-11.toml \\
      --offer campaigns/case-2022/offers/agreement-2022-08-22.toml \\
      --by department

A roster with other headers and everyone on a rate of their own needs no
schedule:
  goodfaith cost --roster payroll.csv.gz \\
      --map classification=\"Job Title\" --map rate=\"Hourly Rate\" \\
      --assumptions assumptions.toml --offer ours.toml

The shapes of the files, every term and every figure: docs/costing.md.
Every message about a broken file, with its mend: docs/errors.md.";

#[derive(Args)]
pub struct CostArguments {
    /// Roster: any table with canonical headers (see import), one row a person or a
    /// group of identical people
    #[arg(long, value_name = "FILE")]
    roster: PathBuf,
    /// Pay schedule: any table; not needed where every row has its own rate
    #[arg(long, value_name = "FILE")]
    schedule: Option<PathBuf>,
    /// Assumptions: window, calendar, rounding, movement, what rides on pay
    #[arg(long, value_name = "FILE")]
    assumptions: PathBuf,
    /// An offer; give it again for each, or join files into one offer as A.toml+B.toml
    #[arg(long, value_name = "FILE")]
    offer: Vec<String>,
    /// Columns of the roster to report by, with commas between
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    by: Vec<String>,
    /// The header that holds a canonical column of the roster: classification="Job Title"
    #[arg(long, value_name = "COLUMN=HEADER")]
    map: Vec<String>,
    /// The same for the schedule
    #[arg(long, value_name = "COLUMN=HEADER")]
    map_schedule: Vec<String>,
    /// Leave out rows of the roster: "unpaid" are those with neither a step nor a rate
    #[arg(long, value_name = "ROWS")]
    leave_out: Option<LeaveOut>,
    /// Write the costing as JSON for programs; - is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write every level of cost as CSV, in cents; - is standard output
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    #[arg(long, value_name = "FILE", hide = true)]
    xlsx: Option<PathBuf>,
    #[arg(long, value_name = "FILE", hide = true)]
    html: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum LeaveOut {
    Unpaid,
}

pub fn run(arguments: &CostArguments) -> ExitCode {
    let not_built = [("--xlsx", &arguments.xlsx), ("--html", &arguments.html)];
    let mut findings = Findings::default();
    for (flag, _) in not_built.iter().filter(|(_, path)| path.is_some()) {
        findings.push(
            Finding::error(Place::Argument((*flag).to_owned()), format!("{flag} is not built yet"))
                .mend("use --csv or --json"),
        );
    }
    if findings.has_errors() {
        return refuse(&findings);
    }
    let files = CostFiles {
        roster: Source::Path(arguments.roster.clone()),
        schedule: arguments.schedule.clone().map(Source::Path),
        assumptions: Source::Path(arguments.assumptions.clone()),
        offers: arguments.offer.iter().map(|offer| parts(offer)).collect(),
        by: arguments.by.iter().map(|column| column.trim().to_owned()).collect(),
        map: arguments.map.clone(),
        map_schedule: arguments.map_schedule.clone(),
        leave_out_unpaid: arguments.leave_out.is_some(),
    };
    let outputs = Outputs { json: arguments.json.as_deref(), csv: arguments.csv.as_deref() };
    let offers = files.offers.iter().flatten();
    let inputs = [&files.roster, &files.assumptions].into_iter().chain(&files.schedule);
    let paths = inputs.chain(offers).filter_map(|source| match source {
        Source::Path(path) => Some(path.clone()),
        Source::Shipped { .. } | Source::Given { .. } => None,
    });
    if let Some(clash) = outputs.clash(&paths.collect::<Vec<_>>()) {
        return refuse(&Findings(vec![clash]));
    }
    cost(&files, &outputs)
}

/// The files of one offer: the argument itself where there is such a file, else its parts.
fn parts(offer: &str) -> Vec<Source> {
    if Path::new(offer).is_file() {
        return vec![Source::Path(offer.into())];
    }
    offer.split('+').map(|part| Source::Path(part.into())).collect()
}

/// Loads, costs and prints.
pub fn cost(files: &CostFiles, outputs: &Outputs<'_>) -> ExitCode {
    let waiting = Waiting::new(&format!("reading and costing {}", files.roster.name()));
    let costed = match desk::Costed::of(files) {
        Ok(costed) => costed,
        Err(findings) => {
            drop(waiting);
            return refuse(&findings);
        }
    };
    waiting.now("writing");
    let report = costed.report();
    let mut output = Output::default();
    outputs.render(&report, &mut output);
    drop(waiting);
    for warning in &costed.warnings.0 {
        eprintln!("{warning}");
    }
    match output.write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(finding) => refuse(&Findings(vec![finding])),
    }
}

/// How many findings are printed: more would hide the first.
const SHOWN: usize = 60;

/// Prints the findings to standard error.
pub fn print_findings(findings: &Findings) {
    for finding in findings.0.iter().take(SHOWN) {
        eprintln!("{finding}");
    }
    if findings.0.len() > SHOWN {
        eprintln!("... and {} more findings\n", findings.0.len() - SHOWN);
    }
}

/// Prints the findings; nothing was written.
pub fn refuse(findings: &Findings) -> ExitCode {
    print_findings(findings);
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    let plural = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    };
    eprintln!(
        "{} and {}. Nothing was costed and nothing was written.",
        plural(errors, "error"),
        plural(warnings, "warning")
    );
    ExitCode::FAILURE
}

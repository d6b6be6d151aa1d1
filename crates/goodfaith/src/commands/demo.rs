//! The examples: what CASE 2022's offers cost, on the terminal; and either campaign in a browser, in a copy that is taken away at the end.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use include_dir::{Dir, include_dir};
use intake::{CostFiles, Source};
use money::Date;
use web::{Guide, Options, Server};

use super::cost::cost;
use crate::output::{Outputs, print};

pub const EXAMPLES: &str = "\
Example:
  goodfaith demo
  goodfaith demo fix-la
  goodfaith demo --serve
  goodfaith demo --json -

It prints, and at a terminal also opens the campaign in a browser on this
machine: a copy, with a way of five minutes through it, that is taken away when
you close it. Where its output is read by a program it prints and ends, unless
--serve asks for the browser.

The roster, the schedule and the union's offer of CASE 2022 are SYNTHETIC; the
State's offer and the agreement follow the public record. See
campaigns/case-2022/README.md.";

#[derive(Args)]
pub struct DemoArguments {
    /// Which campaign
    #[arg(value_enum, value_name = "EXAMPLE", default_value = "case-2022")]
    example: Example,
    /// Open it in a browser, whoever reads the output
    #[arg(long, conflicts_with = "print")]
    serve: bool,
    /// Print, and end
    #[arg(long)]
    print: bool,
    /// The port to listen on; 0 is one that is free
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,
    /// Write the costing as JSON for programs; - is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write every level of cost as CSV, in cents; - is standard output
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Example {
    /// California's state attorneys and administrative law judges, as of July 12, 2022
    #[value(name = "case-2022")]
    Case2022,
    /// Fix LA, as of April 18, 2017
    FixLa,
}

static CASE_2022: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../campaigns/case-2022");
static FIX_LA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../campaigns/fix-la-2014");

impl Example {
    fn files(self) -> &'static Dir<'static> {
        match self {
            Example::Case2022 => &CASE_2022,
            Example::FixLa => &FIX_LA,
        }
    }

    /// The day on which it is looked at.
    fn day(self) -> Date {
        match self {
            Example::Case2022 => Date::constant(2022, 7, 12),
            Example::FixLa => Date::constant(2017, 4, 18),
        }
    }

    fn guide(self) -> Guide {
        match self {
            Example::Case2022 => Guide::Case2022,
            Example::FixLa => Guide::FixLa,
        }
    }
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
    let printed = match arguments.example {
        Example::Case2022 => case(&outputs, aside),
        Example::FixLa if outputs.json.is_some() || outputs.csv.is_some() => {
            return super::record::fail(
                "Fix LA costs no offers",
                "goodfaith demo --json -, or goodfaith status --commitments --json",
            );
        }
        Example::FixLa => fix_la(),
    };
    let asked = arguments.serve || (!arguments.print && !aside && std::io::stdout().is_terminal());
    match printed == ExitCode::SUCCESS && asked {
        true => serve(arguments),
        false => printed,
    }
}

fn case(outputs: &Outputs<'_>, aside: bool) -> ExitCode {
    let say = |line: &str| {
        if aside { eprintln!("{line}") } else { print(line) }
    };
    say("CASE 2022: California's state attorneys and administrative law judges (Unit 2).");
    say("The roster, the schedule and the union's offer are SYNTHETIC; the State's offer");
    say("and the agreement follow the public record, with its holes named in the files.");
    say("The agreement also raised top steps by class; those percents were not found, so");
    say("what it costs here is less than what it cost.");
    cost(&case_2022(), outputs)
}

/// Fix LA's promises on the day, out of its record.
fn fix_la() -> ExitCode {
    let folder = match copied(Example::FixLa) {
        Ok(folder) => folder,
        Err(error) => return not_copied(&error),
    };
    print("Fix LA: unions, community organisations and clergy around one agreement, out of");
    print("the public record.");
    let campaign = match super::record::open_to_read(folder.path()) {
        Ok(campaign) => campaign,
        Err(error) => return super::record::failed(&error),
    };
    let state = record::fold(campaign.entries(), Example::FixLa.day(), &intake::law().procedures);
    let seen = press::Seen::by(&state, campaign.entries(), &record::audience::Audience::Team);
    let by = record::ForecastBy { last_months: 12, time_to_hire_months: money::Fraction::ZERO };
    print(&press::commitments_text(&seen, &by));
    ExitCode::SUCCESS
}

/// A copy of an example that is taken away once it is let go.
fn copied(example: Example) -> std::io::Result<tempfile::TempDir> {
    let folder = tempfile::Builder::new().prefix("goodfaith-demo-").tempdir()?;
    example.files().extract(folder.path())?;
    Ok(folder)
}

fn not_copied(error: &std::io::Error) -> ExitCode {
    super::record::fail(
        &format!("the example cannot be unpacked: {error}"),
        "make room in the folder for temporary files, or name another one: TMPDIR",
    )
}

/// Opens a copy of the example in a browser.
fn serve(arguments: &DemoArguments) -> ExitCode {
    let example = arguments.example;
    let folder = match copied(example) {
        Ok(folder) => folder,
        Err(error) => return not_copied(&error),
    };
    let options = Options {
        folder: Path::to_owned(folder.path()),
        port: arguments.port,
        as_of: Some(example.day()),
        guide: Some(example.guide()),
        ahead: true,
        ..Options::default()
    };
    let opened = Server::bind(&options).and_then(|server| {
        print(&format!(
            "\nOpen this address in a browser on this machine, for a way of five minutes:\n\n  {}\n\nIt is a copy: change what you like. Close with Control-C, or with the button on\nthe page.",
            server.address()
        ));
        server.run()
    });
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
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

//! How far a release went, as somebody counted it: entered by hand or from a platform's export. Nothing of ours tracks readers.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use money::{Date, date_from_iso};
use record::body::Reach;
use record::said::{Said, Table};
use record::{Body, Draft, Slug, When};
use store::Campaign;

use crate::commands::record::{author, checked_all, fail, failed, now, say};
use crate::commands::status::{day, today};

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish reach 2026-09-01-fresno --channel newsletter \\
      --on 2026-09-08 seen=1200 shared=30 --from \"typed in by the web steward\"
  goodfaith publish reach --csv reach.csv --from \"the platform's export\"

The table has the columns release, channel and date; every other column is a
count of that name, and an empty cell is none. All of its rows are entered, or
none.";

#[derive(Args)]
pub struct ReachArguments {
    /// The release
    #[arg(value_name = "RELEASE", required_unless_present = "csv", conflicts_with = "csv")]
    release: Option<String>,
    /// What was counted: name=number
    #[arg(value_name = "COUNT")]
    counts: Vec<String>,
    /// The channel: site, newsletter, the name of a platform
    #[arg(long, value_name = "CHANNEL", required_unless_present = "csv")]
    channel: Option<String>,
    /// The day to which it was counted, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// Who reports it
    #[arg(long, value_name = "TEXT")]
    from: Option<String>,
    /// A table of many
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
}

pub fn run(arguments: &ReachArguments) -> ExitCode {
    reach(arguments).unwrap_or_else(|code| code)
}

fn reach(arguments: &ReachArguments) -> Result<ExitCode, ExitCode> {
    let mut campaign = Campaign::open(&arguments.campaign).map_err(|error| failed(&error))?;
    let all = match &arguments.csv {
        Some(file) => of_table(file, arguments)?,
        None => vec![typed(arguments)?],
    };
    let state = record::fold(campaign.entries(), Date::MAX, &intake::law().procedures);
    let mut unknown: Vec<&Slug> = all
        .iter()
        .map(|one| &one.release)
        .filter(|id| !state.publications.contains_key(*id))
        .collect();
    unknown.dedup();
    for release in unknown {
        eprintln!(
            "note: this record holds no release {release}; what it reached is entered all the same"
        );
    }
    let draft = |one: &Reach| {
        // It was told no earlier than it was counted.
        let told = When::on(one.on.max(arguments.on.unwrap_or(one.on)));
        Draft::new(&author(None), now(), Some(told), Body::from(one.clone()))
    };
    let sealed = checked_all(&campaign, all.iter().map(draft).collect())?;
    let count = sealed.len();
    let head = campaign.append(sealed).map_err(|error| failed(&error))?;
    Ok(say(&format!(
        "{count} {} added\nHead: {head}",
        if count == 1 { "entry" } else { "entries" }
    )))
}

fn typed(arguments: &ReachArguments) -> Result<Reach, ExitCode> {
    let mut counts = Table::default();
    for one in &arguments.counts {
        let (name, number) = one
            .split_once('=')
            .ok_or_else(|| fail(&format!("\"{one}\" is no count"), "write it so: seen=1200"))?;
        counts.insert(name.trim().to_owned(), whole(number, one)?);
    }
    Ok(Reach {
        release: release_id(arguments.release.as_deref().unwrap_or_default())?,
        channel: arguments.channel.clone().unwrap_or_default(),
        on: arguments.on.unwrap_or_else(today),
        counts,
        from: arguments.from.clone().unwrap_or_else(|| format!("typed in by {}", author(None))),
    })
}

fn release_id(text: &str) -> Result<Slug, ExitCode> {
    Slug::parse(text.trim())
        .map_err(|error| fail(&error.to_string(), "goodfaith publish list shows the releases"))
}

fn whole(text: &str, place: &str) -> Result<Said, ExitCode> {
    let number = text.trim().replace(',', "").parse::<u32>();
    number.map(|number| Said::Whole(i64::from(number))).map_err(|_| {
        fail(&format!("{place}: \"{}\" is no whole number", text.trim()), "write digits alone")
    })
}

fn of_table(file: &Path, arguments: &ReachArguments) -> Result<Vec<Reach>, ExitCode> {
    let bytes = std::fs::read(file).map_err(|error| {
        fail(&format!("{}: cannot be read: {error}", file.display()), "check the name")
    })?;
    let rows = intake::plain_table(&file.display().to_string(), &bytes).map_err(|findings| {
        crate::commands::cost::print_findings(&findings);
        ExitCode::FAILURE
    })?;
    let name = file.display();
    let column = |wanted: &str| {
        rows.headers
            .iter()
            .position(|header| header.trim().eq_ignore_ascii_case(wanted))
            .ok_or_else(|| {
                fail(
                    &format!("{name}: there is no column \"{wanted}\""),
                    "it has release, channel, date, and a column for each count",
                )
            })
    };
    let (release, channel, date) = (column("release")?, column("channel")?, column("date")?);
    let mut all = Vec::new();
    for (row, cells) in &rows.rows {
        let at = format!("{name}, row {row}");
        let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
        let mut counts = Table::default();
        for (place, header) in rows.headers.iter().enumerate() {
            if ![release, channel, date].contains(&place) && !cell(place).is_empty() {
                let where_to = format!("{at}, column {header}");
                counts.insert(header.trim().to_owned(), whole(cell(place), &where_to)?);
            }
        }
        let on = date_from_iso(cell(date)).map_err(|_| {
            fail(&format!("{at}: \"{}\" is no date", cell(date)), "write it so: 2026-09-08")
        })?;
        all.push(Reach {
            release: release_id(cell(release))?,
            channel: cell(channel).to_owned(),
            on,
            counts,
            from: arguments.from.clone().unwrap_or_else(|| format!("typed in by {}", author(None))),
        });
    }
    match all.is_empty() {
        true => Err(fail(&format!("{name}: there is no row in it"), "a row for each count")),
        false => Ok(all),
    }
}

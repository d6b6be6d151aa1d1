//! Who could be recognised by what a story tells: counted in the roster, which is read without names.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use intake::Source;
use intake::uniqueness::{
    Crowd, Recognisable, SMALL_CELL, Traits, crowd_of, found_in, recognisable, roster_of_case,
};
use serde_json::json;

use super::{Of, kept_text, known, slug, state_of, teller};
use crate::commands::cost::print_findings;
use crate::commands::record::{fail, failed, open_to_read, open_vault, say, write_json};

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish story check fresno --member rosa
  goodfaith publish story check fresno --member rosa \\
      --about \"classification=Administrative Law Judge III\" \\
      --about \"department=Justice\"
  goodfaith publish story check fresno --member rosa --roster roster.csv --json

The roster is that of [costing] in case.toml. Of it only what describes people
is read: class, department, site, year of hire; no name. --about adds what the
story tells in other words. It fails where fewer than 10 people share what is
told, or an e-mail address, a telephone number or a case number stands in the
text. More who share it is no promise: a reader may know more than the roster
does.";

#[derive(Args)]
pub struct CheckArguments {
    /// The story
    #[arg(value_name = "ID")]
    id: String,
    /// What it tells beside, as column=value; can be repeated
    #[arg(long, value_name = "COLUMN=VALUE")]
    about: Vec<String>,
    /// A roster, instead of that of case.toml
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// The member who opens the vault
    #[arg(long, visible_alias = "as", value_name = "MEMBER")]
    member: String,
    /// Write it as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
    #[command(flatten)]
    of: Of,
}

/// The most ways to read a text that names several values of one column.
const MOST_WAYS: usize = 64;

pub fn check(arguments: &CheckArguments) -> Result<ExitCode, ExitCode> {
    let (folder, on) = (&arguments.of.campaign, arguments.of.day());
    let campaign = open_to_read(folder).map_err(|error| failed(&error))?;
    let state = state_of(&campaign, on);
    let id = slug(&arguments.id)?;
    let story = known(&state, &id)?;
    let about = about(&arguments.about)?;
    let crowd = crowd(arguments)?;
    let Some(sha256) = story.text(on) else {
        return Err(fail(&format!("{id} has no text"), "keep one: goodfaith publish story edit"));
    };
    let vault = open_vault(folder, &arguments.member)?;
    let text = kept_text(&vault, folder, &state, &teller(story)?, sha256)?;
    let pen_name = story.pen_name(on).unwrap_or_default();
    // Title and pen name are published with it.
    let whole = format!("{}\n{pen_name}\n{text}", story.title(on));
    let found = found_in(&whole, &crowd);
    let (least, told) = least_shared(&crowd, &found, &about)?;
    let own: Vec<&(String, String, usize)> =
        found.iter().filter(|(what, ..)| NAMES_SOMEBODY.contains(&what.as_str())).collect();
    let small = least.people < least.threshold || !own.is_empty();
    if let Some(file) = &arguments.json {
        let found: Vec<_> =
            found.iter().map(|(what, value, _)| json!({"what": what, "value": value})).collect();
        let suggestions: Vec<_> = least
            .suggestions
            .iter()
            .map(|one| json!({"words": one.words, "people": one.people}))
            .collect();
        let value = json!({
            "schema": "goodfaith-story-check 1",
            "story": id,
            "people": least.people,
            "threshold": least.threshold,
            "said": least.said,
            "told": told.iter().map(|(column, value)| json!({"column": column, "value": value})).collect::<Vec<_>>(),
            "found": found,
            "suggestions": suggestions,
            "passes": !small,
        });
        let code = write_json(file, &format!("{value:#}\n"));
        return Ok(if small { ExitCode::FAILURE } else { code });
    }
    let mut out = press::line_of(&format!("{}.", least.said));
    for one in &least.suggestions {
        out.push_str(&press::line_of(&format!("  instead: {}", one.words)));
    }
    for (what, value, _) in own {
        out.push_str(&press::line_of(&format!(
            "It holds a {what}, which names somebody: {value}; take it out"
        )));
    }
    let open: Vec<String> = found
        .iter()
        .filter(|(what, ..)| ["number of years", "year of hire"].contains(&what.as_str()))
        .map(|(_, value, _)| value.clone())
        .collect();
    if !open.is_empty() {
        out.push_str(&press::line_of(&format!(
            "It tells of years that nobody in the roster has so: {}",
            open.join("; ")
        )));
    }
    out.push_str(match small {
        true => "Change the text and keep it anew: goodfaith publish story edit\n",
        false => "A reader may know more than the roster does.\n",
    });
    say(&out);
    Ok(if small { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// What names somebody by itself.
const NAMES_SOMEBODY: [&str; 3] = ["e-mail address", "telephone number", "case number"];

fn crowd(arguments: &CheckArguments) -> Result<Crowd, ExitCode> {
    let printed = |findings: intake::Findings| {
        print_findings(&findings);
        ExitCode::FAILURE
    };
    let (path, map) = match &arguments.roster {
        Some(path) => (path.clone(), Vec::new()),
        None => match roster_of_case(&arguments.of.campaign).map_err(printed)? {
            Some(roster) => roster,
            None => {
                return Err(fail(
                    "there is no roster to count in",
                    "name one: --roster FILE, or roster in [costing] of case.toml",
                ));
            }
        },
    };
    crowd_of(&Source::Path(path), &map, arguments.of.day()).map_err(printed)
}

fn about(all: &[String]) -> Result<Vec<(String, String)>, ExitCode> {
    all.iter()
        .map(|one| {
            let (column, value) = one.split_once('=').ok_or_else(|| {
                fail(
                    &format!("\"{one}\" is no column=value"),
                    "write it so: --about \"classification=Attorney III\"",
                )
            })?;
            Ok((column.trim().to_owned(), value.trim().to_owned()))
        })
        .collect()
}

type Pairs = Vec<(String, String)>;

/// The reading of a text that the fewest share, but somebody does: a text may name several values of one column, and only one of
/// them is the teller's. What `about` says of a column stands.
fn least_shared(
    crowd: &Crowd,
    found: &[(String, String, usize)],
    about: &[(String, String)],
) -> Result<(Recognisable, Pairs), ExitCode> {
    let same = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
    let mut ways: Vec<Pairs> = vec![about.to_vec()];
    for column in &crowd.columns {
        if about.iter().any(|(known, _)| same(known, column)) {
            continue;
        }
        let mut values: Vec<&str> = Vec::new();
        for (what, value, _) in found {
            if what == column && !values.contains(&value.as_str()) {
                values.push(value);
            }
        }
        if ways.len() * values.len() > MOST_WAYS {
            values.truncate(1);
        }
        if values.is_empty() {
            continue;
        }
        let with = |way: &Pairs, value: &str| {
            let mut way = way.clone();
            way.push((column.clone(), value.to_owned()));
            way
        };
        ways = ways
            .iter()
            .flat_map(|way| values.iter().map(|value| with(way, value)).collect::<Vec<_>>())
            .collect();
    }
    let mut least: Option<(Recognisable, Pairs)> = None;
    for way in ways {
        let counted = recognisable(crowd, &Traits(way.clone()), SMALL_CELL)
            .map_err(|error| fail(&error.to_string(), "say it as the roster does: --about"))?;
        let key = |one: &Recognisable| if one.people == 0 { u32::MAX } else { one.people };
        if least.as_ref().is_none_or(|(known, _)| key(&counted) < key(known)) {
            least = Some((counted, way));
        }
    }
    least.ok_or(ExitCode::FAILURE)
}

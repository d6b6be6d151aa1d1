//! Where a figure, a claim or an entry is used, and everything that uses one that is no longer to be used.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use intake::case::Book;
use money::Date;
use press::answers::{PieceUse, ReleaseOut, Used, pulled, uses_in};
use record::{Slug, State};

use super::desk::{Desk, open_desk, pieces_in, refused};
use super::shelf::{OnShelf, shelf, unread};
use crate::commands::record::{as_json, fail, say};
use crate::commands::status::{day, today};

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish uses vacancy/unit-2-union
  goodfaith publish uses no-money
  goodfaith publish uses 41
  goodfaith publish uses --retired

A name is that of a figure or a claim, a number that of an entry. --retired
lists what uses a claim that is retired, a figure that the case no longer makes
or that case.toml retires, an entry that was corrected, taken back or kept from
its readers:

  [[retired]]
  figure  = \"vacancy/unit-2-union\"
  since   = 2022-08-01
  why     = \"it was counted before the July hires\"
  instead = \"vacancy/unit-2-controller\"

It fails where a piece, or a release that is out, uses one. A piece that went
out as it is written, and whose releases were corrected or withdrawn, is told
and done with. A corrected entry stands in a piece that is dated before its
correction: read it again and date the piece anew.";

#[derive(Args)]
pub struct UsesArguments {
    /// The figure by its name, the claim by its id, the entry by its number
    #[arg(value_name = "NAME", required_unless_present = "retired", conflicts_with = "retired")]
    name: Option<String>,
    /// Everything that uses what is no longer to be used
    #[arg(long)]
    retired: bool,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// As of this day, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Write it as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

pub fn run(arguments: &UsesArguments) -> ExitCode {
    told(arguments).unwrap_or_else(|code| code)
}

fn told(arguments: &UsesArguments) -> Result<ExitCode, ExitCode> {
    let desk = open_desk(&arguments.campaign)?;
    let (state, _) = desk.state(arguments.as_of.unwrap_or_else(today));
    let shelf = shelf(&desk, &state);
    let mut pieces = Vec::new();
    for piece in pieces_in(&desk)? {
        let uses = desk.on_ground(&piece, &piece.audience, |ground, _| uses_in(&piece, ground));
        pieces.extend(uses.map_err(|findings| refused(&findings))?);
    }
    let mut whole = true;
    for one in &shelf {
        if let Err(error) = &one.manifest {
            unread(&one.id, error);
            whole = false;
        }
    }
    let releases: Vec<ReleaseOut<'_>> = shelf.iter().map(OnShelf::out).collect();
    let code = match &arguments.name {
        Some(name) => named(&desk, &state, arguments, name, (&pieces, &releases))?,
        None => retired(&desk, &state, arguments, (&pieces, &releases))?,
    };
    // Where a release cannot be read, nobody knows whether it uses it.
    Ok(if whole { code } else { ExitCode::FAILURE })
}

type All<'a> = (&'a [PieceUse], &'a [ReleaseOut<'a>]);

fn named(
    desk: &Desk,
    state: &State,
    arguments: &UsesArguments,
    name: &str,
    (pieces, releases): All<'_>,
) -> Result<ExitCode, ExitCode> {
    let of = meant(desk, state, name, (pieces, releases))?;
    let ground = (state, desk.entries());
    Ok(match &arguments.json {
        Some(file) => {
            let text = press::answers::uses_json(&of, pieces, releases, ground);
            as_json(file, &text, &desk.campaign)
        }
        None => say(&press::answers::uses_text(&of, pieces, releases, ground)),
    })
}

/// What a name is the name of: mostly of one thing.
fn meant(
    desk: &Desk,
    state: &State,
    name: &str,
    (pieces, releases): All<'_>,
) -> Result<Vec<Used>, ExitCode> {
    if let Ok(number) = name.parse::<u64>() {
        let last = desk.entries().len();
        return match desk.entries().iter().any(|entry| entry.number == number) {
            true => Ok(vec![Used::Entry(number)]),
            false => Err(fail(
                &format!("the record has no entry {number}"),
                &format!("name one from 1 to {last}"),
            )),
        };
    }
    let mut of = Vec::new();
    let figure = Used::Figure(name.to_owned());
    let ground = (state, desk.entries());
    let known = |used: &Used| {
        pieces.iter().any(|one| used.in_piece(one, ground.0, ground.1))
            || releases
                .iter()
                .filter_map(|one| one.manifest)
                .any(|manifest| used.in_release(manifest, ground.0, ground.1))
    };
    // The case is read only where nothing else knows the name.
    let claim = Slug::parse(name).ok().map(Used::Claim);
    let is_claim = Slug::parse(name).is_ok_and(|id| state.claims.contains_key(&id));
    let claimed = claim.filter(|claim| is_claim || known(claim));
    if known(&figure) || (claimed.is_none() && makes(book(desk)?, name)) {
        of.push(figure);
    }
    of.extend(claimed);
    if of.is_empty() {
        let claims: Vec<&str> = state.claims.keys().map(Slug::as_str).collect();
        let claims = if claims.is_empty() { "none".to_owned() } else { claims.join(", ") };
        return Err(fail(
            &format!("there is no figure and no claim {name}, and nothing uses one"),
            &format!("goodfaith case receipt lists the figures; the claims: {claims}"),
        ));
    }
    Ok(of)
}

fn makes(book: Option<&Book>, name: &str) -> bool {
    book.is_some_and(|book| book.makes(name) || book.holes.iter().any(|hole| hole.name == name))
}

fn book(desk: &Desk) -> Result<Option<&Book>, ExitCode> {
    desk.book().map_err(refused)
}

fn retired(
    desk: &Desk,
    state: &State,
    arguments: &UsesArguments,
    (pieces, releases): All<'_>,
) -> Result<ExitCode, ExitCode> {
    let in_releases = releases.iter().filter_map(|one| one.manifest);
    let takes = pieces.iter().any(|one| !one.figures.is_empty())
        || in_releases.into_iter().any(|one| !one.rests_on.figures.is_empty());
    let book = if takes { book(desk)? } else { None };
    let all = pulled(pieces, releases, state, desk.entries(), book);
    let code = match &arguments.json {
        Some(file) => as_json(file, &press::answers::pulled_json(&all), &desk.campaign),
        None => say(&press::answers::pulled_text(&all)),
    };
    Ok(if all.iter().any(|one| one.stands) { ExitCode::FAILURE } else { code })
}

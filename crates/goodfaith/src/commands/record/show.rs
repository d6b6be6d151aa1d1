use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use desk::texts::{text_of, texts_of};
use money::Date;
use record::audience::Audience;
use record::words::{attribute, compare};
use record::{Entry, Slug, State, fold, impasse_request, seen_by, signing_schedule};
use store::Campaign;

use super::{as_json, fail, failed, open_to_read, say};
use crate::commands::status::{day, today};

pub const EXAMPLES: &str = "\
Example:
  goodfaith record show --campaign campaigns/case-2022
  goodfaith record show 24 --campaign campaigns/case-2022
  goodfaith record show telework         an item: its passes, its text by word
  goodfaith record show u1 e2 telework   two passes' text of an item, compared
  goodfaith record show signing          what is signed; what is not, and why
  goodfaith record show impasse-request  the numbers that PERB's form asks for
  goodfaith record show offer e1         a pass as an offer file, to be costed;
                                         a demand or a concession likewise
  goodfaith record show --audience other-side

Struck words stand in [- -], new ones in {+ +}, so that a page prints in grey.";

#[derive(Args)]
pub struct ShowArguments {
    /// An entry's number, an item, two passes and an item, signing, impasse-request, or offer and a
    /// pass; without one, every entry
    #[arg(value_name = "WHAT", num_args = 0..=3)]
    what: Vec<String>,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// As of this day, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Only what this audience may see
    #[arg(long, value_name = "WHO", value_parser = Audience::parse)]
    audience: Option<Audience>,
    /// Write the entries shown as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

pub fn run(arguments: &ShowArguments) -> ExitCode {
    let campaign = match open_to_read(&arguments.campaign) {
        Ok(campaign) => campaign,
        Err(error) => return failed(&error),
    };
    let as_of = arguments.as_of.unwrap_or_else(today);
    let state = fold(campaign.entries(), as_of, &intake::law().procedures);
    let what: Vec<&str> = arguments.what.iter().map(String::as_str).collect();
    let for_team = matches!(arguments.audience, None | Some(Audience::Team));
    let one_entry = matches!(what.as_slice(), [] | [_])
        && what.first().is_none_or(|one| one.parse::<u64>().is_ok());
    if !for_team && !one_entry {
        return fail(
            "only entries are shown by audience: this page is made of everything that the team sees",
            "leave the item out, or leave --audience out",
        );
    }
    match what.as_slice() {
        [] => entries(arguments, &campaign, &state),
        ["signing"] => {
            say(&press::signing_text(&signing_schedule(&state), &state, campaign.head()))
        }
        ["impasse-request"] => request(&state),
        ["offer", pass] => offer(&state, pass),
        [one] => match one.parse::<u64>() {
            Ok(number) => entry(arguments, &campaign, &state, number),
            Err(_) => item(&campaign, &state, one),
        },
        [older, newer, item] => texts(&campaign, &state, older, newer, item),
        _ => fail("two words name nothing", "name an item, or two passes and an item"),
    }
}

fn entries(arguments: &ShowArguments, campaign: &Campaign, state: &State) -> ExitCode {
    let shown: Vec<&Entry> = match &arguments.audience {
        None => campaign.entries().iter().collect(),
        Some(audience) => seen_by(state, campaign.entries(), audience),
    };
    if let Some(json) = &arguments.json {
        let all: Vec<serde_json::Value> =
            shown.iter().filter_map(|entry| bytes_of(entry)).collect();
        let value = serde_json::json!({"schema": "goodfaith-entries 1", "head": campaign.head().to_string(), "entries": all});
        return as_json(
            json,
            &format!("{}\n", serde_json::to_string_pretty(&value).unwrap_or_default()),
            campaign,
        );
    }
    let count = format!("{} of {} entries", shown.len(), campaign.entries().len());
    say(&format!("{}\n{count}. Head: {}", press::entries_text(&shown), campaign.head()))
}

/// An entry as JSON, as its canonical bytes have it.
fn bytes_of(entry: &Entry) -> Option<serde_json::Value> {
    let (_, bytes) = entry.draft.clone().seal(entry.number, entry.prev).ok()?;
    serde_json::from_str(&bytes).ok()
}

fn entry(arguments: &ShowArguments, campaign: &Campaign, state: &State, number: u64) -> ExitCode {
    let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    let Some(entry) = at.and_then(|at| campaign.entries().get(at)) else {
        return fail(
            &format!("there is no entry {number}"),
            &format!("name one from 1 to {}", campaign.entries().len()),
        );
    };
    let may = arguments.audience.as_ref().is_none_or(|audience| {
        seen_by(state, campaign.entries(), audience).iter().any(|seen| seen.number == number)
    });
    if !may {
        return fail(
            &format!("entry {number} is not for that audience"),
            "goodfaith record show --audience WHO lists what is",
        );
    }
    if let Some(json) = &arguments.json {
        let value = bytes_of(entry).unwrap_or_default();
        return as_json(
            json,
            &format!("{}\n", serde_json::to_string_pretty(&value).unwrap_or_default()),
            campaign,
        );
    }
    let seen = state.audiences.get(&number).unwrap_or(&entry.draft.audience);
    // What became of it stands first: nobody reads a replaced text as valid.
    let mut out = String::new();
    for other in campaign.entries().iter().filter(|_| arguments.audience.is_none()) {
        let by = other.number;
        match &other.draft.body {
            record::Body::Retraction(body) if body.entry == number => {
                out.push_str(&format!("TAKEN BACK by entry {by}\n"))
            }
            record::Body::Redaction(body) if body.entry == number => {
                out.push_str(&format!("kept from somebody by entry {by}\n"))
            }
            record::Body::Release(body) if body.entry == number => {
                out.push_str(&format!("released by entry {by}\n"))
            }
            _ if other.draft.corrects == Some(number) => {
                out.push_str(&format!("CORRECTED by entry {by}\n"))
            }
            _ if other.draft.rival_of == Some(number) => {
                out.push_str(&format!("told otherwise by entry {by}\n"))
            }
            _ => {}
        }
    }
    out.push_str(&press::entry_text(entry, seen));
    say(&out)
}

fn known_item<'a>(state: &'a State, named: &str) -> Result<&'a Slug, ExitCode> {
    let found = Slug::parse(named).ok().and_then(|id| state.items.get_key_value(&id));
    found.map(|(id, _)| id).ok_or_else(|| {
        let known: Vec<&str> = state.items.keys().map(Slug::as_str).collect();
        fail(
            &format!("the record has no item {named}"),
            &format!("name one of: {}", known.join(", ")),
        )
    })
}

fn item(campaign: &Campaign, state: &State, named: &str) -> ExitCode {
    let id = match known_item(state, named) {
        Ok(id) => id,
        Err(code) => return code,
    };
    let item = &state.items[id];
    let mut out = format!("{} ({id})\n\n", item.item.title);
    let (mut names, mut versions) = (Vec::new(), Vec::new());
    for pass in item.passes.iter().filter_map(|pass| state.passes.get(pass)) {
        let number = pass
            .numbers
            .get(id)
            .map(|number| format!("{}{number} ", pass.side.letter()))
            .unwrap_or_default();
        let status = pass.status(id).map_or("", record::PassStatus::name);
        let says = pass.item(id).and_then(|one| one.in_a_line()).unwrap_or_default();
        out.push_str(&format!(
            "  {}  {number}{}, {}: {status}\n",
            pass.since.when,
            pass.pass.id,
            pass.pass.kind.name()
        ));
        if !says.is_empty() {
            out.push_str(&format!("      {says}\n"));
        }
    }
    let texts = match texts_of(campaign, state, id) {
        Ok(texts) => texts,
        Err(error) => return failed(&error),
    };
    for (pass, text) in texts {
        names.push(pass.to_string());
        versions.push(text);
    }
    if versions.len() > 1 {
        let texts: Vec<&str> = versions.iter().map(String::as_str).collect();
        out.push_str(&format!(
            "\nThe text through {}: who brought each word, and who struck it\n\n",
            names.join(", ")
        ));
        out.push_str(&press::attributed_text(&attribute(&texts), &names));
    } else if let Some(text) = versions.first() {
        out.push_str(&format!("\nThe text of {}\n\n{text}", names[0]));
    }
    say(&out)
}

fn texts(campaign: &Campaign, state: &State, older: &str, newer: &str, named: &str) -> ExitCode {
    let id = match known_item(state, named) {
        Ok(id) => id,
        Err(code) => return code,
    };
    let mut texts = Vec::new();
    for pass in [older, newer] {
        let slug = Slug::from_words(pass);
        match text_of(campaign, state, &slug, id) {
            Ok(Some(text)) => texts.push(text),
            Ok(None) => {
                return fail(
                    &format!("{pass} has no text of {id} in the record"),
                    "see `goodfaith record show` with the item alone",
                );
            }
            Err(error) => return failed(&error),
        }
    }
    say(&format!(
        "{named}: {older} against {newer}\n\n{}",
        press::compared_text(&compare(&texts[0], &texts[1]))
    ))
}

fn request(state: &State) -> ExitCode {
    let form = impasse_request(state);
    let mut out =
        format!("Request to determine impasse (PERB regulation 32792), as of {}\n\n", state.as_of);
    out.push_str(&format!("  parties: {}\n", form.parties.join("; ")));
    for (unit, size) in &form.units {
        let size = size
            .map_or_else(|| "size not in the record".to_owned(), |size| format!("{size} people"));
        out.push_str(&format!("  unit: {unit}, {size}\n"));
    }
    for line in form.lines() {
        out.push_str(&format!("  {line}\n"));
    }
    for (what, names) in [("agreed", &form.agreed.1), ("open", &form.open.1)] {
        if !names.is_empty() {
            out.push_str(&format!("  {what}, as the record names them: {}\n", names.join(", ")));
        }
    }
    say(&out)
}

/// A pass, a demand or a concession as an offer file; `union` and `employer` are all that a side holds.
fn offer(state: &State, named: &str) -> ExitCode {
    let costed = match named {
        "union" => Some(record::terms_held_by(state, record::Side::Union)),
        "employer" => Some(record::terms_held_by(state, record::Side::Employer)),
        named => record::terms_of(state, &Slug::from_words(named))
            .or_else(|| record::terms_of_item(state, &Slug::from_words(named))),
    };
    let Some(costed) = costed else {
        let known: Vec<&str> = state.passes.keys().map(Slug::as_str).collect();
        return fail(
            &format!(
                "the record has no pass {named}, and no demand or concession of that name with terms"
            ),
            &format!("name one of: {}", known.join(", ")),
        );
    };
    if !costed.without_terms.is_empty() {
        let items: Vec<&str> = costed.without_terms.iter().map(Slug::as_str).collect();
        eprintln!("note: no terms that can be costed on {}", items.join(", "));
    }
    say(&record::offer_file(&costed))
}

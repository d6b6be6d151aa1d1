use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use desk::adding::{NotAdded, audience_in, default_audience};
use money::Date;
use record::audience::Audience;
use record::body::{Body, ClaimAbout};
use record::{Audiences, Draft, Entry, KINDS, Precision, Source, When};
use store::Campaign;

use super::fields::{ToKeep, body_of, readings};
use super::{author, fail, failed, now, say};
use crate::commands::status::{day, today};

pub const EXAMPLES: &str = "\
Example:
  goodfaith record add party id=union side=union name=\"Local 12\"
  goodfaith record add item id=salary title=Salary article=5.1
  goodfaith record add session state=held start=10:00 end=12:30 --on 2026-03-02
  goodfaith record add pass id=u1 from=union kind=initial \\
      items.salary.terms=@offers/u1.toml documents=@handed-over.pdf \\
      --on 2026-03-02
  goodfaith record add pass id=e1 from=employer kind=counter \\
      items.salary.says.percent=2.5 items.leave.text=@leave-e1.txt \\
      --on 2026-03-09
  goodfaith record add tentative-agreement id=ta-leave items=leave pass=e1 \\
      initials='[{\"party\": \"union\"}, {\"party\": \"employer\"}]'
  goodfaith record add demand item=housing step=raised owners=saje \\
      places=citywide --on 2026-03-02
  goodfaith record add partner-answer partner=saje demand=housing to=converted \\
      answer=yes
  goodfaith record add concession item=furlough step=rebutted rebuttal=\"...\" \\
      evidence_against.shows=\"...\" evidence_against.title=\"Adopted budget\" \\
      evidence_against.page=\"page 12\"
  goodfaith record add pass --corrects 41 id=u1 from=union kind=initial \\
      items.salary.says.percent=7

@FILE keeps a file's exact bytes with the record; terms=@FILE takes the terms
of an offer. An entry that the rules do not let in is refused with the rule and
its source; `goodfaith record add` alone lists the kinds.";

#[derive(Args)]
pub struct AddArguments {
    /// The kind of entry; without one, the kinds are listed
    #[arg(value_name = "KIND")]
    kind: Option<String>,
    /// What it says: name=value
    #[arg(value_name = "FIELD")]
    fields: Vec<String>,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// The day on which it happened, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// How exactly the day is known
    #[arg(long, value_name = "PRECISION", value_parser = ["day", "week", "month", "year", "approximate", "reported", "unknown"], default_value = "day")]
    precision: String,
    /// Who writes
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// What it rests on: a title, then | and an address where there is one; can be repeated
    #[arg(long, value_name = "SOURCE")]
    source: Vec<String>,
    /// Who may see it, with commas: team, union, partner:ID, members, other-side, neutral, public
    #[arg(long, value_name = "WHO")]
    audience: Option<String>,
    /// More on it, in your words
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Write it in the place of this entry, which stays
    #[arg(long, value_name = "ENTRY")]
    corrects: Option<u64>,
    /// Write it beside this entry, as another account of the same fact
    #[arg(long, value_name = "ENTRY", conflicts_with = "corrects")]
    rival_of: Option<u64>,
    /// Say what would be added, and add nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(arguments: &AddArguments) -> ExitCode {
    let Some(kind) = &arguments.kind else {
        let kinds: Vec<String> =
            KINDS.iter().map(|(name, what)| format!("{name:<20} {what}")).collect();
        return say(&kinds.join("\n"));
    };
    if !KINDS.iter().any(|(name, _)| name == kind) {
        return fail(
            &format!("no entry is called {kind}"),
            &format!("name one of: {}", record::body::kind_names()),
        );
    }
    let mut campaign = match Campaign::open(&arguments.campaign) {
        Ok(campaign) => campaign,
        Err(error) => return failed(&error),
    };
    let mut keep = ToKeep::default();
    let value = match body_of(kind, &arguments.fields, &mut keep) {
        Ok(value) => value,
        Err(wrong) => return fail(&wrong.what, &wrong.mend),
    };
    if ["keeping", "erasure"].contains(&kind.as_str()) {
        return fail(
            &format!("{kind} is written by the vault, which keeps the content or destroys it"),
            "goodfaith record vault keep PERSON WHAT FILE, or goodfaith record vault erase PERSON",
        );
    }
    if ["story", "consent"].contains(&kind.as_str()) && !keep.0.is_empty() {
        return fail(
            "what a teller gave would lie in files/, where nothing takes it out again",
            "goodfaith record vault keep PERSON story FILE, then name the hash of its entry",
        );
    }
    if kind == "publication" {
        return fail(
            "a release is built, and its entry with it",
            "goodfaith publish release PIECE, or goodfaith publish approve ID",
        );
    }
    let mut readings = readings(&value).into_iter().map(|value| Body::of(kind, value));
    let first = readings.next().unwrap_or_else(|| Body::of(kind, value.clone()));
    let body = match first {
        Ok(body) => Ok(body),
        Err(error) => readings.find_map(Result::ok).ok_or(error),
    };
    let body = match body {
        Ok(body) => body,
        Err(error) => {
            return fail(&error.to_string(), "the fields of each kind stand in docs/record.md");
        }
    };
    let mut draft = match draft(arguments, body) {
        Ok(draft) => draft,
        Err(code) => return code,
    };
    // What takes the place of an entry is seen by nobody who could not see that one, unless somebody says so.
    let of = draft.corrects.or(draft.rival_of).filter(|_| arguments.audience.is_none());
    if let Some(before) = campaign.entries().iter().find(|entry| Some(entry.number) == of) {
        draft.audience.clone_from(&before.draft.audience);
    }
    if let (Body::Demand(_), None, None) = (&draft.body, &arguments.audience, of) {
        draft.audience = audience_in(campaign.entries(), &draft.body);
    }
    let books = match &draft.body {
        Body::Claim(claim) if claim.about == Some(ClaimAbout::InabilityToPay) => {
            format!("\nIt opens the books: goodfaith record draft {}", claim.id)
        }
        _ => String::new(),
    };
    if arguments.note.is_some() && draft.audience.len() > 1 {
        eprintln!("note: whoever may see the entry sees its note as well");
    }
    if arguments.dry_run {
        return match checked(&campaign, draft) {
            Ok((entry, bytes)) => {
                say(&format!("{bytes}\nwould be entry {}; nothing was added", entry.number))
            }
            Err(code) => code,
        };
    }
    if let Err(error) = keep.keep(&campaign.files()) {
        return failed(&error);
    }
    match append(&mut campaign, draft) {
        Ok(number) => say(&format!("entry {number} added\nHead: {}{books}", campaign.head())),
        Err(code) => code,
    }
}

fn draft(arguments: &AddArguments, body: Body) -> Result<Draft, ExitCode> {
    let precision = match arguments.precision.as_str() {
        "week" => Precision::Week,
        "month" => Precision::Month,
        "year" => Precision::Year,
        "approximate" => Precision::Approximate,
        "reported" => Precision::Reported,
        "unknown" => Precision::Unknown,
        _ => Precision::Day,
    };
    let timeless = matches!(
        body,
        Body::Record(_)
            | Body::Party(_)
            | Body::Unit(_)
            | Body::BargainingTable(_)
            | Body::Agreement(_)
            | Body::Round(_)
            | Body::Item(_)
            | Body::Partner(_)
    );
    let about = match arguments.on {
        Some(day) => Some(When { day, precision }),
        None if timeless => None,
        None if matches!(body, Body::Gap(_) | Body::Account(_)) => None,
        // A correction keeps the day of what it corrects, unless it names its own.
        None if arguments.corrects.is_some() => None,
        None => Some(When::on(today())),
    };
    let audience = match &arguments.audience {
        None => default_audience(&body),
        Some(named) => {
            let all: Result<Audiences, String> =
                named.split(',').map(|one| Audience::parse(one.trim())).collect();
            let mut all = all.map_err(|error| fail(&error, "name who may see it"))?;
            all.insert(Audience::Team);
            all
        }
    };
    let source = arguments
        .source
        .iter()
        .map(|text| match text.split_once('|') {
            Some((title, address)) => Source {
                title: title.trim().to_owned(),
                address: Some(address.trim().to_owned()),
                file: None,
                place: None,
            },
            None => {
                Source { title: text.trim().to_owned(), address: None, file: None, place: None }
            }
        })
        .collect();
    Ok(Draft {
        source,
        audience,
        note: arguments.note.clone(),
        corrects: arguments.corrects,
        rival_of: arguments.rival_of,
        ..Draft::new(&author(arguments.author.as_deref()), now(), about, body)
    })
}

/// An entry that the rules let in, sealed; or the refusal, printed.
pub fn checked(campaign: &Campaign, draft: Draft) -> Result<(Entry, String), ExitCode> {
    checked_all(campaign, vec![draft])?.pop().ok_or(ExitCode::FAILURE)
}

/// Entries that the rules let in, each after those before it, sealed; or the first refusal, printed.
pub fn checked_all(
    campaign: &Campaign,
    drafts: Vec<Draft>,
) -> Result<Vec<(Entry, String)>, ExitCode> {
    desk::adding::checked(campaign, drafts).map_err(|error| not_added(&error))
}

/// Prints why an entry was not added.
pub fn not_added(error: &NotAdded) -> ExitCode {
    for reason in error.reasons() {
        eprintln!("error: {reason}");
    }
    eprintln!("hint: {}\nNothing was added.", error.mend());
    ExitCode::FAILURE
}

/// Adds an entry that the rules let in, and returns its number. A clash with another writer is shown, and nothing is added.
pub fn append(campaign: &mut Campaign, draft: Draft) -> Result<u64, ExitCode> {
    let sealed = checked(campaign, draft)?;
    let number = sealed.0.number;
    campaign.append(vec![sealed]).map_err(|error| failed(&error))?;
    Ok(number)
}

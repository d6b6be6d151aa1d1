//! Stories: told, consented to, approved, released; and taken back, with all that we hold of them.

mod approve;
mod check;
mod collect;
mod list;
mod plan;
mod pull;
mod quote;
mod release;
mod sites;
mod steps;
mod take_back;
mod traces;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use money::Date;
use record::audience::Audience;
use record::body::{Keeping, Story, StoryStep, StoryUse};
use record::{Audiences, Body, Digest, Draft, Slug, State, StoryState, When, fold};
use store::{Campaign, OpenVault};

use crate::commands::record::{author, fail, failed, now};
use crate::commands::status::{day, today};

pub use approve::approve_release;

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish story collect fresno --person p-7 --title \"A hearing day\" \\
      --text fresno.txt --photo fresno.jpg --pen-name Maria --member rosa
  goodfaith publish story check fresno --member rosa
  goodfaith publish story consent fresno --use site,card \\
      --audience members,public --until 2027-06-30 --photo --how \"form signed\"
  goodfaith publish story approve fresno --photo \\
      --how \"read to her on the telephone\"
  goodfaith publish story release fresno --by Ana --to members,public \\
      --member rosa
  goodfaith publish story list
  goodfaith publish story take-back fresno --person p-7 --site site

Words and photo lie under the teller's own key, and nowhere else until they are
released. What the teller consents to is a use, an audience and a last day; it
can be thought over for two days, and be taken back at any time.";

#[derive(Args)]
pub struct StoryArguments {
    #[command(subcommand)]
    what: StoryCommand,
}

#[derive(Subcommand)]
enum StoryCommand {
    /// Keep a story that was told, with its photo, under the teller's own key
    #[command(after_long_help = collect::EXAMPLES)]
    Collect(Box<collect::CollectArguments>),
    /// Write down what its teller consents to
    #[command(after_long_help = steps::CONSENT_EXAMPLES)]
    Consent(Box<steps::ConsentArguments>),
    /// Keep another text, title, pen name or photo; its teller approves it anew
    #[command(after_long_help = collect::EDIT_EXAMPLES)]
    Edit(Box<collect::EditArguments>),
    /// Its teller approves the text as it is now
    #[command(after_long_help = steps::APPROVE_EXAMPLES)]
    Approve(steps::ApproveArguments),
    /// Use it no longer
    #[command(after_long_help = steps::RETIRE_EXAMPLES)]
    Retire(steps::RetireArguments),
    /// How many people could have told it, and what to say instead
    #[command(after_long_help = check::EXAMPLES)]
    Check(Box<check::CheckArguments>),
    /// Every story, where it stands and what is missing
    #[command(after_long_help = list::EXAMPLES)]
    List(list::ListArguments),
    /// Release it, for the uses and the audience that its teller consented to
    #[command(after_long_help = release::EXAMPLES)]
    Release(Box<release::ReleaseArguments>),
    /// Its teller takes it back: destroy it, and take it out of all that is ours
    #[command(name = "take-back", after_long_help = take_back::EXAMPLES)]
    TakeBack(take_back::TakeBackArguments),
}

/// Which campaign, and of which day an entry is.
#[derive(Args)]
struct Of {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// The day on which it happened, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
}

impl Of {
    fn day(&self) -> Date {
        self.on.unwrap_or_else(today)
    }

    fn open(&self) -> Result<Campaign, ExitCode> {
        Campaign::open(&self.campaign).map_err(|error| failed(&error))
    }
}

pub fn run(arguments: &StoryArguments) -> ExitCode {
    let done = match &arguments.what {
        StoryCommand::Collect(arguments) => collect::collect(arguments),
        StoryCommand::Consent(arguments) => steps::consent(arguments),
        StoryCommand::Edit(arguments) => collect::edit(arguments),
        StoryCommand::Approve(arguments) => steps::approve(arguments),
        StoryCommand::Retire(arguments) => steps::retire(arguments),
        StoryCommand::Check(arguments) => check::check(arguments),
        StoryCommand::List(arguments) => list::list(arguments),
        StoryCommand::Release(arguments) => release::release(arguments),
        StoryCommand::TakeBack(arguments) => take_back::take_back(arguments),
    };
    done.unwrap_or_else(|code| code)
}

/// The record's state on a day.
fn state_of(campaign: &Campaign, on: Date) -> State {
    fold(campaign.entries(), on, &intake::law().procedures)
}

fn slug(text: &str) -> Result<Slug, ExitCode> {
    Slug::parse(text).map_err(|error| fail(&error.to_string(), "name it so"))
}

/// A story by its id, or the refusal with those that there are.
fn known<'a>(state: &'a State, id: &Slug) -> Result<&'a StoryState, ExitCode> {
    state.stories.get(id).ok_or_else(|| {
        let all: Vec<&str> = state.stories.keys().map(Slug::as_str).collect();
        let mend = match all.is_empty() {
            true => "keep one: goodfaith publish story collect".to_owned(),
            false => format!("name one of: {}", all.join(", ")),
        };
        fail(&format!("there is no story {id} on {}", state.as_of), &mend)
    })
}

/// Who tells a story: the command is the team's.
fn teller(story: &StoryState) -> Result<Slug, ExitCode> {
    story.person(&Audience::Team).cloned().ok_or(ExitCode::FAILURE)
}

/// A step of a story, as it stands.
fn step_of(id: &Slug, story: &StoryState, step: StoryStep, on: Date) -> Result<Story, ExitCode> {
    Ok(Story {
        title: story.title(on).to_owned(),
        text: story.text(on),
        pen_name: story.pen_name(on).map(str::to_owned),
        ..bare(id, &teller(story)?, step)
    })
}

fn bare(id: &Slug, person: &Slug, step: StoryStep) -> Story {
    Story {
        id: id.clone(),
        person: person.clone(),
        series: None,
        title: String::new(),
        step,
        text: None,
        photo: None,
        pen_name: None,
        figures: Vec::new(),
        items: Vec::new(),
        release: None,
        uses: Vec::new(),
        audience: Audiences::default(),
        reason: None,
    }
}

/// An entry of the team's own, of a day.
fn draft_of(body: Body, on: Date, note: Option<&str>) -> Draft {
    let note = note.map(str::to_owned);
    Draft { note, ..Draft::new(&author(None), now(), Some(When::on(on)), body) }
}

/// What is kept of a person under a hash, opened.
fn kept(
    vault: &OpenVault,
    folder: &Path,
    state: &State,
    person: &Slug,
    sha256: Digest,
) -> Result<Vec<u8>, ExitCode> {
    let all = state.people.get(person).map(|person| person.kept.as_slice()).unwrap_or_default();
    let keeping: Option<&Keeping> =
        all.iter().map(|(_, keeping)| keeping).find(|keeping| keeping.sha256 == sha256);
    let Some(keeping) = keeping else {
        return Err(fail(
            &format!("nothing is kept under {}", sha256.short()),
            "goodfaith check record says what is wrong",
        ));
    };
    vault.kept(folder, keeping).map_err(|error| failed(&error))
}

/// A text that was kept.
fn kept_text(
    vault: &OpenVault,
    folder: &Path,
    state: &State,
    person: &Slug,
    sha256: Digest,
) -> Result<String, ExitCode> {
    let bytes = kept(vault, folder, state, person, sha256)?;
    String::from_utf8(bytes)
        .map_err(|_| fail("the text that is kept is no UTF-8", "keep it anew: story edit"))
}

/// Uses, as they are written with commas.
fn uses(text: &str) -> Result<Vec<StoryUse>, ExitCode> {
    let mut all: Vec<StoryUse> = Vec::new();
    for name in text.split(',').map(str::trim) {
        let Some(one) = StoryUse::ALL.into_iter().find(|one| one.name() == name) else {
            let mend = format!("name some of: {}", StoryUse::names());
            return Err(fail(&format!("\"{name}\" is no use of a story"), &mend));
        };
        if !all.contains(&one) {
            all.push(one);
        }
    }
    Ok(all)
}

fn use_names(all: &[StoryUse]) -> String {
    all.iter().map(|one| one.name()).collect::<Vec<_>>().join(", ")
}

/// Audiences, as they are written with commas.
fn audiences(text: &str) -> Result<Audiences, ExitCode> {
    let all: Result<Audiences, String> =
        text.split(',').map(|who| Audience::parse(who.trim())).collect();
    all.map_err(|error| fail(&error, "name who may be shown it"))
}

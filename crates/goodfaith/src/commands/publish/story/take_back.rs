//! A teller takes a story back: it is destroyed, and taken out of all that is ours. Run again after it was stopped, it goes on.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use money::Date;
use record::body::{Consent, ConsentStep, Erasure, StoryUse};
use record::{Audiences, Body, Draft, Slug, State};
use store::Campaign;

use super::pull::{Held, Pull, held};
use super::sites::{are_ours, taken_out, with_own};
use super::traces::{Traces, files_below};
use super::{Of, draft_of, known, slug, state_of, teller};
use crate::commands::record::{author, checked_all, fail, failed, open_vault, say};

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish story take-back fresno --person p-7
  goodfaith publish story take-back fresno --person p-7 --site site \\
      --member rosa

The record first: consent is withdrawn, and the erasure stands in it. Then the
teller's key and all that lay under it are destroyed; every release that holds
the story is built again without it, or withdrawn where nothing else was in it,
and its files are written over and removed; pages of --site that hold it go. No
second person is waited for. Last, every byte of the folders is looked through.
It needs no passphrase; with --member the vault is opened first, so that words
that were never released are looked for as well. Copies that others have are
listed: those are not ours to take back, and neither are backups that were made
before.";

#[derive(Args)]
pub struct TakeBackArguments {
    /// The story
    #[arg(value_name = "ID")]
    id: String,
    /// Who tells it, by the id of their keepings
    #[arg(long, value_name = "PERSON")]
    person: String,
    /// They tell other stories as well, and take all of them back
    #[arg(long)]
    all: bool,
    /// A site of ours, beside those in the campaign's folder site; can be repeated
    #[arg(long = "site", value_name = "FOLDER")]
    sites: Vec<PathBuf>,
    /// Who does it
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// How they said it
    #[arg(long, value_name = "TEXT", default_value = "at their word")]
    how: String,
    /// The member who opens the vault, to know the words that are looked for
    #[arg(long, visible_alias = "as", value_name = "MEMBER")]
    member: Option<String>,
    #[command(flatten)]
    of: Of,
}

pub fn take_back(arguments: &TakeBackArguments) -> Result<ExitCode, ExitCode> {
    let (id, person) = (slug(&arguments.id)?, slug(&arguments.person)?);
    are_ours(&arguments.sites)?;
    let mut campaign = arguments.of.open()?;
    let folder = campaign.folder().to_owned();
    let state = state_of(&campaign, Date::MAX);
    let stories = theirs(&state, &id, &person, arguments.all)?;
    let mut traces = Traces::default();
    let held = held(&folder, &stories, &mut traces)?;
    for story in stories.iter().filter_map(|id| state.stories.get(id)) {
        traces.title(story.title(Date::MAX));
    }
    let erased = state.people.get(&person).is_some_and(|known| known.erased.is_some());
    if let Some(member) = arguments.member.as_deref() {
        look_in_vault(&campaign, member, &state, &person, &mut traces)?;
    }
    if !erased {
        let sealed = checked_all(&campaign, entries(arguments, &state, &stories, &person))?;
        campaign.append(sealed).map_err(|error| failed(&error))?;
    }
    store::destroy(&folder, &person).map_err(|error| failed(&error))?;
    let by = author(arguments.by.as_deref());
    let on = arguments.of.day();
    let pull = Pull { person: &person, stories: &stories, by: &by, on };
    let done = pull.all(&mut campaign, &held)?;
    let mut out = format!(
        "What was kept of {person} is destroyed, and the record says so.\n{}",
        match stories.len() {
            1 => String::new(),
            count => format!("With it go all {count} stories that they told.\n"),
        }
    );
    done.iter().for_each(|line| out.push_str(&press::line_of(line)));
    for site in &with_own(&folder, &arguments.sites) {
        let gone = taken_out(site, &stories, &held, &traces)?;
        out.push_str(&press::line_of(&format!(
            "{}: {} files removed; make the site anew: goodfaith publish site",
            site.display(),
            gone.len()
        )));
    }
    out.push_str(&not_ours(&state, &stories, &held));
    let (said, left) = looked_through(&folder, &arguments.sites, &traces)?;
    out.push_str(&said);
    say(&out);
    Ok(if left { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The stories that go: the one that is named, and all others that lie under the same key.
fn theirs(state: &State, id: &Slug, person: &Slug, all: bool) -> Result<Vec<Slug>, ExitCode> {
    if teller(known(state, id)?)? != *person {
        return Err(fail(
            &format!("{id} is not told by {person}: nothing was destroyed"),
            "goodfaith publish story list says who tells it",
        ));
    }
    let mut stories = Vec::new();
    for (other, story) in &state.stories {
        if teller(story)? == *person {
            stories.push(other.clone());
        }
    }
    let erased = state.people.get(person).is_some_and(|known| known.erased.is_some());
    if stories.len() > 1 && !all && !erased {
        let names: Vec<&str> = stories.iter().map(Slug::as_str).collect();
        return Err(fail(
            &format!(
                "{person} tells {}, all under one key: nothing was destroyed",
                names.join(", ")
            ),
            "where they take all of it back: --all; where not, retire the one: goodfaith publish story retire",
        ));
    }
    Ok(stories)
}

/// What is kept, opened once more: words and photos that are to be nowhere afterwards.
fn look_in_vault(
    campaign: &Campaign,
    member: &str,
    state: &State,
    person: &Slug,
    traces: &mut Traces,
) -> Result<(), ExitCode> {
    let vault = open_vault(campaign.folder(), member)?;
    for (_, keeping) in state.people.get(person).into_iter().flat_map(|person| &person.kept) {
        // What cannot be opened any more cannot be looked for, and is destroyed all the same.
        let Ok(bytes) = vault.kept(campaign.folder(), keeping) else { continue };
        match keeping.what.as_str() {
            "photo" => traces.photo(&bytes),
            _ => traces.text(&String::from_utf8_lossy(&bytes)),
        }
    }
    Ok(())
}

fn entries(
    arguments: &TakeBackArguments,
    state: &State,
    stories: &[Slug],
    person: &Slug,
) -> Vec<Draft> {
    let on = arguments.of.day();
    let withdrawn = |id: &Slug| {
        state.stories.get(id).is_some_and(|story| {
            story.consents(Date::MAX).any(|(_, one)| one.step == ConsentStep::Withdrawn)
        })
    };
    let consents = stories.iter().filter(|id| !withdrawn(id)).map(|id| {
        let consent = Consent {
            story: id.clone(),
            step: ConsentStep::Withdrawn,
            uses: Vec::new(),
            audience: Audiences::default(),
            photo: false,
            from: None,
            until: None,
            cooling_off_days: None,
            how: arguments.how.clone(),
            document: None,
        };
        draft_of(Body::from(consent), on, None)
    });
    let erasure = draft_of(Body::from(Erasure { person: person.clone() }), on, None);
    consents.chain(std::iter::once(erasure)).collect()
}

/// Copies that only whoever has them can take down.
fn not_ours(state: &State, stories: &[Slug], held: &Held) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut releases = held.releases.clone();
    for story in stories.iter().filter_map(|id| state.stories.get(id)) {
        for one in story.went_out(Date::MAX) {
            lines.extend(
                one.uses
                    .iter()
                    .filter_map(|used| Some(format!("{}: {}", one.release, elsewhere(*used)?))),
            );
            releases.push(one.release);
        }
    }
    releases.sort();
    releases.dedup();
    for release in &releases {
        let Some(reach) = state.reach.get(release) else { continue };
        for ((channel, from), last) in reach.latest() {
            lines.push(format!(
                "{release}: {channel}, {} to {} ({from})",
                record::said::printed(&last.counts),
                last.on
            ));
        }
    }
    if lines.is_empty() {
        return String::new();
    }
    let lines: String = lines.iter().map(|line| press::line_of(&format!("  {line}"))).collect();
    format!("Copies that are not ours to take back; ask those who have them:\n{lines}")
}

/// Where a use has left copies that are not in our folders.
fn elsewhere(used: StoryUse) -> Option<&'static str> {
    Some(match used {
        StoryUse::Site | StoryUse::Chronicle => return None,
        StoryUse::Card => "cards that were handed out, and posted by those who have them",
        StoryUse::Social => "posts under the union's own accounts: delete them there",
        StoryUse::Message => "e-mails and text messages that were sent",
        StoryUse::Print => "leaflets and newsletters on paper",
        StoryUse::Press => "what was given to reporters",
        StoryUse::Report => "bargaining reports that were sent out",
        StoryUse::Testimony => "testimony that others have on file",
        StoryUse::Event => "recordings of events",
    })
}

/// Every byte of the folders, looked through.
fn looked_through(
    folder: &std::path::Path,
    sites: &[PathBuf],
    traces: &Traces,
) -> Result<(String, bool), ExitCode> {
    let unread = |error: String| fail(&error, "mend it, and run the command again");
    let mut out = String::new();
    let mut count = 0;
    let mut is_left = false;
    for place in std::iter::once(folder).chain(sites.iter().map(PathBuf::as_path)) {
        count += files_below(place).map_err(unread)?.len();
        for left in traces.left_in(place).map_err(unread)? {
            is_left = true;
            out.push_str(&press::line_of(&format!(
                "LEFT: {} holds {}; remove it by hand, and run the command again",
                left.path.display(),
                left.what
            )));
        }
    }
    if !is_left {
        out.push_str(&match traces.is_empty() {
            true => format!(
                "{count} files were looked through for its title, which is nowhere but in the record; its words are not known any more.\n"
            ),
            false => format!("{count} files were looked through: nothing of it is left.\n"),
        });
    }
    out.push_str("Its title and pen name stand in the record's entries, which are never changed.\nBackups made before still hold it: make new ones and destroy those.\n");
    Ok((out, is_left))
}

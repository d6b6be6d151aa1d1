//! Keeping a story: text and photo under the teller's own key, and the entries that say so; all of it or nothing.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use intake::photo::{Photo, clean};
use record::body::{Keeping, Story, StoryStep};
use record::{Body, Digest, Draft};
use store::Campaign;

use super::{Of, bare, draft_of, known, slug, state_of, step_of};
use crate::commands::record::{checked_all, fail, failed, open_vault, say};

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish story collect fresno --person p-7 --title \"A hearing day\" \\
      --text fresno.txt --photo fresno.jpg --pen-name Maria --member rosa
  goodfaith publish story collect vacant-desk --person p-9 \\
      --title \"The empty desk\" --text desk.txt --series what-we-lose \\
      --figure vacancy/unit-2/rate --member rosa

PERSON is an id that says nothing of who it is. Title and pen name are for
publication: neither may hold the teller's real name. The photo is decoded and
encoded again, and nothing but its picture is kept; what was taken out is
printed. The files that you give stay where they are: remove them yourself.";

pub const EDIT_EXAMPLES: &str = "\
Example:
  goodfaith publish story edit fresno --text fresno-2.txt --member rosa
  goodfaith publish story edit fresno --pen-name \"A judge\"

Whatever is edited, its teller approves it before it goes out: story approve.";

#[derive(Args)]
pub struct CollectArguments {
    /// Its id, in small letters and hyphens
    #[arg(value_name = "ID")]
    id: String,
    /// The teller, by an id that says nothing of who it is
    #[arg(long, value_name = "PERSON")]
    person: String,
    /// Its title, for publication
    #[arg(long, value_name = "TEXT")]
    title: String,
    /// The file of its text
    #[arg(long, value_name = "FILE")]
    text: PathBuf,
    /// The file of its photo: JPEG, PNG or WebP
    #[arg(long, value_name = "FILE")]
    photo: Option<PathBuf>,
    /// The name under which it is told
    #[arg(long, value_name = "NAME")]
    pen_name: Option<String>,
    /// The series that it belongs to
    #[arg(long, value_name = "ID")]
    series: Option<String>,
    /// A figure of the case that it is tied to; can be repeated
    #[arg(long = "figure", value_name = "NAME")]
    figures: Vec<String>,
    /// The member who opens the vault
    #[arg(long, visible_alias = "as", value_name = "MEMBER")]
    member: String,
    #[command(flatten)]
    of: Of,
}

#[derive(Args)]
pub struct EditArguments {
    /// The story
    #[arg(value_name = "ID")]
    id: String,
    /// The file of the text, edited
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    /// Another title
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Another pen name
    #[arg(long, value_name = "NAME")]
    pen_name: Option<String>,
    /// Another photo
    #[arg(long, value_name = "FILE")]
    photo: Option<PathBuf>,
    /// The member who opens the vault; needed with --text and --photo
    #[arg(long, visible_alias = "as", value_name = "MEMBER")]
    member: Option<String>,
    #[command(flatten)]
    of: Of,
}

/// What is to be kept: what it is, and its bytes.
struct ToKeep {
    what: &'static str,
    bytes: Vec<u8>,
}

pub fn collect(arguments: &CollectArguments) -> Result<ExitCode, ExitCode> {
    let mut campaign = arguments.of.open()?;
    let (id, person) = (slug(&arguments.id)?, slug(&arguments.person)?);
    let on = arguments.of.day();
    if arguments.title.trim().is_empty() {
        return Err(fail("the story has no title", "give it one, for publication: --title"));
    }
    let text = text_of(&arguments.text)?;
    let photo = arguments.photo.as_deref().map(photo_of).transpose()?;
    let story = Story {
        title: arguments.title.trim().to_owned(),
        pen_name: arguments.pen_name.clone(),
        series: arguments.series.as_deref().map(slug).transpose()?,
        figures: arguments.figures.clone(),
        ..bare(&id, &person, StoryStep::Collected)
    };
    let files: Vec<&Path> =
        std::iter::once(arguments.text.as_path()).chain(arguments.photo.as_deref()).collect();
    let entries = keep(&mut campaign, &arguments.member, story, text, photo.as_ref(), on)?;
    Ok(say(&format!(
        "{id} is collected: entries {entries}\n{}{}Next: goodfaith publish story check {id} --member {}",
        taken_out(photo.as_ref()),
        left_where(&files),
        arguments.member
    )))
}

pub fn edit(arguments: &EditArguments) -> Result<ExitCode, ExitCode> {
    let mut campaign = arguments.of.open()?;
    let (id, on) = (slug(&arguments.id)?, arguments.of.day());
    let state = state_of(&campaign, on);
    let known = known(&state, &id)?;
    let nothing = arguments.text.is_none()
        && arguments.title.is_none()
        && arguments.pen_name.is_none()
        && arguments.photo.is_none();
    if nothing {
        return Err(fail("nothing is edited", "name --text, --title, --pen-name or --photo"));
    }
    let mut story = step_of(&id, known, StoryStep::Edited, on)?;
    if let Some(title) = &arguments.title {
        title.trim().clone_into(&mut story.title);
    }
    story.pen_name = arguments.pen_name.clone().or(story.pen_name);
    if story.title.is_empty() {
        return Err(fail("the story has no title", "give it one, for publication: --title"));
    }
    let text = arguments.text.as_deref().map(text_of).transpose()?;
    let photo = arguments.photo.as_deref().map(photo_of).transpose()?;
    let entries = match (&arguments.member, text.is_some() || photo.is_some()) {
        (Some(member), true) => {
            keep(&mut campaign, member, story, text.unwrap_or_default(), photo.as_ref(), on)?
        }
        (None, true) => {
            return Err(fail(
                "text and photo are kept in the vault, which nobody opens",
                "name who opens it: --member",
            ));
        }
        (_, false) => {
            let sealed = checked_all(&campaign, vec![draft_of(Body::from(story), on, None)])?;
            campaign.append(sealed).map_err(|error| failed(&error))?.number.to_string()
        }
    };
    let files: Vec<&Path> =
        arguments.text.as_deref().into_iter().chain(arguments.photo.as_deref()).collect();
    Ok(say(&format!(
        "{id} is edited: entries {entries}\n{}{}Its teller approves it before it goes out: goodfaith publish story approve {id} --how \"...\"",
        taken_out(photo.as_ref()),
        left_where(&files)
    )))
}

/// Keeps a text, where there is one, and a photo, and adds the entries; the rules are asked before anything is kept, and what was
/// kept is taken out again where an entry cannot be added.
fn keep(
    campaign: &mut Campaign,
    member: &str,
    story: Story,
    text: String,
    photo: Option<&Photo>,
    on: money::Date,
) -> Result<String, ExitCode> {
    let mut all = Vec::new();
    if !text.is_empty() {
        all.push(ToKeep { what: "story", bytes: text.into_bytes() });
    }
    all.extend(photo.map(|photo| ToKeep { what: "photo", bytes: photo.bytes.clone() }));
    let person = story.person.clone();
    let as_if = all.iter().enumerate().map(|(at, one)| Keeping {
        person: person.clone(),
        what: one.what.to_owned(),
        sha256: Digest::of(&[u8::try_from(at).unwrap_or(0)]),
    });
    let as_if: Vec<Keeping> = as_if.collect();
    checked_all(campaign, drafts(&story, &as_if, on))?;
    let vault = open_vault(campaign.folder(), member)?;
    let folder = campaign.folder().to_owned();
    let mut keepings: Vec<Keeping> = Vec::new();
    let undone = |keepings: &[Keeping]| {
        if let Err(error) = store::unkeep(&folder, &person, keepings) {
            failed(&error);
        }
    };
    for one in &all {
        match vault.keep(&folder, &person, one.what, &one.bytes) {
            Ok(keeping) => keepings.push(keeping),
            Err(error) => {
                undone(&keepings);
                return Err(failed(&error));
            }
        }
    }
    let added = checked_all(campaign, drafts(&story, &keepings, on)).and_then(|sealed| {
        let numbers: Vec<String> =
            sealed.iter().map(|(entry, _)| entry.number.to_string()).collect();
        campaign.append(sealed).map_err(|error| failed(&error))?;
        Ok(numbers.join(", "))
    });
    if added.is_err() {
        undone(&keepings);
    }
    added
}

/// The entries: what is kept, then the step of the story that names it.
fn drafts(story: &Story, keepings: &[Keeping], on: money::Date) -> Vec<Draft> {
    let hash = |what: &str| keepings.iter().find(|one| one.what == what).map(|one| one.sha256);
    let story = Story { text: hash("story").or(story.text), photo: hash("photo"), ..story.clone() };
    let kept = keepings.iter().map(|one| draft_of(Body::from(one.clone()), on, None));
    kept.chain(std::iter::once(draft_of(Body::from(story), on, None))).collect()
}

fn text_of(file: &Path) -> Result<String, ExitCode> {
    let bytes = read(file)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        fail(&format!("{}: it is no UTF-8 text", file.display()), "save it as UTF-8 text")
    })?;
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    match text.trim() {
        "" => Err(fail(&format!("{}: there is no word in it", file.display()), "check the name")),
        words => Ok(format!("{words}\n")),
    }
}

fn photo_of(file: &Path) -> Result<Photo, ExitCode> {
    clean(&read(file)?).map_err(|error| {
        fail(&format!("{}: {error}", file.display()), "nothing was kept; mend the photo first")
    })
}

fn read(file: &Path) -> Result<Vec<u8>, ExitCode> {
    std::fs::read(file).map_err(|error| {
        fail(&format!("{}: cannot be read: {error}", file.display()), "check the name")
    })
}

fn taken_out(photo: Option<&Photo>) -> String {
    match photo {
        None => String::new(),
        Some(photo) if photo.removed.is_empty() => {
            "Nothing was found in the photo beside its picture; it was encoded anew all the same.\n"
                .to_owned()
        }
        Some(photo) => format!("Taken out of the photo: {}\n", photo.removed.join("; ")),
    }
}

fn left_where(files: &[&Path]) -> String {
    let lines = files
        .iter()
        .map(|file| format!("{} is still where it was: remove it yourself.\n", file.display()));
    lines.collect()
}

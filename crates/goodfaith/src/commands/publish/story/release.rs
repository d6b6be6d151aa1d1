//! Releasing stories: what their tellers consented to and approved is built, and frozen.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use intake::photo::thumbnail;
use intake::piece::{PieceFile, PieceKind};
use press::Language;
use press::release::{Built, StoryPhoto, StoryToRelease, ToRelease, build_stories};
use press::writing::{Filled, Told, told};
use record::body::{PublicationStep, StoryUse};
use record::{Body, Digest, Slug, State, StoryState};
use store::{Campaign, OpenVault};

use super::plan::{Plan, readers};
use super::quote::{beside, quoted};
use super::{Of, audiences, draft_of, kept, kept_text, known, pull, slug, teller, uses};
use crate::commands::case::language;
use crate::commands::publish::desk::{Desk, desk_with, refused};
use crate::commands::publish::freeze::{
    entry_of, proposed, releases, told as told_of, write_whole,
};
use crate::commands::record::{author, checked_all, fail, failed, open_vault, say};

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish story release fresno --by Ana --to members,public \\
      --member rosa
  goodfaith publish story release fresno --by Ana --use site --to members \\
      --on 2026-09-01
  goodfaith publish story release fresno --by Ana --quote \"I leave in May.\" \\
      --beside \"In Unit 2 {{figure vacancy/unit-2/rate}} of posts are empty.\"
  goodfaith publish story release fresno desk --by Ana --dry-run --member rosa

It is refused where its teller did not consent to a use before an audience, may
still think it over, or has not approved the very text. Figures that it is tied
to stand beside it with their receipts; one that its readers are not shown
stops it. The photo goes out where its teller consented to that as well. Where
the union's team has two people, one proposes and another approves: goodfaith
publish approve ID --by NAME.";

/// The longest side of a photo on a page, in pixels.
const LONGEST_SIDE: u32 = 1200;

#[derive(Args)]
pub struct ReleaseArguments {
    /// The stories, which go out together
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    /// Who proposes it, or releases it where there is no second person
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// What it is used for, with commas
    #[arg(long = "use", value_name = "USES", default_value = "site,card")]
    uses: String,
    /// Whom it is for, with commas
    #[arg(long, value_name = "WHO", default_value = "members")]
    to: String,
    /// The release's id, instead of the day and the first story's
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Its language
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "en")]
    lang: Language,
    /// Words of the text for its cards, instead of its beginning
    #[arg(long, value_name = "TEXT")]
    quote: Option<String>,
    /// A sentence beside the story that embeds its figures
    #[arg(long, value_name = "TEXT")]
    beside: Option<String>,
    /// What the photo shows, for those who do not see it
    #[arg(long, value_name = "TEXT")]
    photo_alt: Option<String>,
    /// Leave the photo out
    #[arg(long)]
    no_photo: bool,
    /// It is invented, and every form says so
    #[arg(long)]
    synthetic: bool,
    /// Say what would go out, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The member who opens the vault
    #[arg(long, visible_alias = "as", value_name = "MEMBER")]
    member: String,
    #[command(flatten)]
    of: Of,
}

/// A story made ready.
struct Ready {
    slug: Slug,
    text: Digest,
    filled: Filled,
    pen_name: Option<String>,
    series: Option<Slug>,
    quote: String,
    more: Vec<String>,
    synthetic: bool,
    photo: Option<StoryPhoto>,
}

pub fn release(arguments: &ReleaseArguments) -> Result<ExitCode, ExitCode> {
    let folder = &arguments.of.campaign;
    let campaign = Campaign::open(folder).map_err(|error| failed(&error))?;
    let mut desk = desk_with(folder, campaign)?;
    let on = arguments.of.day();
    let (state, _) = desk.state(on);
    let ids: Vec<Slug> = arguments.ids.iter().map(|id| slug(id)).collect::<Result<_, _>>()?;
    let one_only = arguments.quote.is_some() || arguments.beside.is_some();
    if ids.len() > 1 && (one_only || arguments.photo_alt.is_some()) {
        return Err(fail(
            "--quote, --beside and --photo-alt are of one story",
            "release the stories apart",
        ));
    }
    let (uses, to) = (uses(&arguments.uses)?, readers(audiences(&arguments.to)?)?);
    let plan = Plan { uses: &uses, to: &to, on };
    for id in &ids {
        plan.allows(id, known(&state, id)?)?;
    }
    let release = match &arguments.id {
        Some(id) => slug(id)?,
        None => Slug::from_words(&format!("{on} {}", ids[0])),
    };
    let vault = open_vault(folder, &arguments.member)?;
    let mut ready = Vec::new();
    let mut notes = String::new();
    for id in &ids {
        let story = known(&state, id)?;
        let (one, said) = ready_to_go(&desk, &state, &vault, arguments, &plan, (id, story))?;
        ready.push(one);
        notes.push_str(&said);
    }
    let built = built(&desk, &release, arguments.lang, &ready, &plan)?;
    if arguments.dry_run {
        return Ok(say(&format!("{}{notes}Nothing was written.", told_of(&built))));
    }
    let alone = state.releasers().len() < 2;
    let by = author(arguments.by.as_deref());
    let step = if alone { PublicationStep::Released } else { PublicationStep::Proposed };
    let mut drafts = vec![entry_of(&built, step, &by, &None, on)];
    let place = match alone {
        true => releases(&desk.folder).join(release.as_str()),
        false => proposed(&desk.folder, &release),
    };
    if alone {
        for one in &ready {
            let story = known(&state, &one.slug)?;
            let step = plan.published(&one.slug, story, one.photo.is_some(), &release)?;
            drafts.push(draft_of(Body::from(step), on, None));
        }
    }
    if alone && place.exists() {
        return Err(fail(
            &format!("{} is there already", place.display()),
            "give it another id: --id",
        ));
    }
    let sealed = checked_all(&desk.campaign, drafts)?;
    // What was proposed before under this id is replaced, and its words are not left on the disk.
    pull::wiped(&place)?;
    written(&built, &place)?;
    if let Err(error) = desk.campaign.append(sealed) {
        pull::wiped(&place)?;
        return Err(failed(&error));
    }
    let mut text = told_of(&built);
    text.push_str(&notes);
    text.push_str(&match alone {
        true => format!("Released: {}\n", place.display()),
        false => format!(
            "Proposed: {}\nLook at its files; then somebody else: goodfaith publish approve {release} --by NAME ({})\n",
            place.display(),
            state.releasers().join(", ")
        ),
    });
    Ok(say(&text))
}

/// Writes a release whole. Words of a story are not left lying where it could not be written.
pub fn written(built: &Built, place: &Path) -> Result<(), ExitCode> {
    write_whole(built, place).inspect_err(|_| {
        let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let _ = pull::wiped(&place.with_file_name(format!(".{name}.part")));
    })
}

fn built(
    desk: &Desk,
    id: &Slug,
    language: Language,
    ready: &[Ready],
    plan: &Plan<'_>,
) -> Result<Built, ExitCode> {
    let takes = ready.iter().any(|one| !one.filled.figures.is_empty());
    let stories: Vec<StoryToRelease<'_>> = ready
        .iter()
        .map(|one| StoryToRelease {
            slug: &one.slug,
            text: one.text,
            filled: &one.filled,
            pen_name: one.pen_name.as_deref(),
            series: one.series.as_ref(),
            quote: &one.quote,
            more: &one.more,
            synthetic: one.synthetic,
            uses: plan.uses,
            photo: one.photo.as_ref(),
        })
        .collect();
    let title = ready.first().map(|one| one.filled.document.title.clone()).unwrap_or_default();
    let ask = ToRelease {
        id: id.clone(),
        title,
        day: plan.on,
        to: plan.to.clone(),
        pieces: &[],
        publishing: &desk.publishing,
        words: desk.words(language),
        entries: desk.entries(),
        book: if takes { desk.book().ok().flatten() } else { None },
        pdf: false,
        corrects: None,
    };
    build_stories(&ask, &stories).map_err(|error| fail(&error, "nothing was released"))
}

/// Opens a story and makes its document; what is worth saying comes with it.
fn ready_to_go(
    desk: &Desk,
    state: &State,
    vault: &OpenVault,
    arguments: &ReleaseArguments,
    plan: &Plan<'_>,
    (id, story): (&Slug, &StoryState),
) -> Result<(Ready, String), ExitCode> {
    let person = teller(story)?;
    let Some(sha256) = story.text(plan.on) else {
        return Err(fail(&format!("{id} has no text"), "keep one: goodfaith publish story edit"));
    };
    let text = kept_text(vault, &desk.folder, state, &person, sha256)?;
    let title = story.title(plan.on).to_owned();
    let says_so = |text: &str| text.to_uppercase().starts_with("SYNTHETIC");
    let synthetic =
        arguments.synthetic || says_so(&text) || title.to_uppercase().contains("SYNTHETIC");
    let figures = story.figures(plan.on);
    let piece = PieceFile {
        slug: id.clone(),
        file: format!("story {id}"),
        sha256,
        kind: PieceKind::Page,
        title,
        day: plan.on,
        since: None,
        audience: plan.to.clone(),
        language: arguments.lang.code().to_owned(),
        translates: None,
        summary: None,
        synthetic,
        questions: Vec::new(),
        listener: None,
        value: None,
        figure: None,
        text: arguments.beside.clone().unwrap_or_else(|| beside(&figures, arguments.lang)),
        text_line: 1,
    };
    let (filled, ()) = desk.filled(&piece, plan.to, |_, _, _| ()).map_err(|findings| {
        let code = refused(&findings);
        eprintln!("Nothing was released.");
        code
    })?;
    let pen_name = story.pen_name(plan.on).map(str::to_owned);
    let series = story.series(plan.on).cloned();
    let filled = told(filled, &Told { text: &text, pen_name: pen_name.as_deref(), synthetic });
    let (quote, more) = quoted(&text, arguments.quote.as_deref())?;
    let mut said = String::new();
    let stops: Vec<&str> =
        filled.typed.iter().filter(|one| one.stops).map(|one| one.text.as_str()).collect();
    if !stops.is_empty() {
        said.push_str(&format!(
            "{id}: the teller's own words hold numbers without a receipt, which stand as theirs: {}\n",
            stops.join(", ")
        ));
    }
    let photo = match photo_of(desk, state, vault, arguments, plan, story)? {
        Ok(photo) => photo,
        Err(why) => {
            said.push_str(&format!("{id}: its photo stays behind: {why}\n"));
            None
        }
    };
    let ready = Ready {
        slug: id.clone(),
        text: sha256,
        filled,
        pen_name,
        series,
        quote,
        more,
        synthetic,
        photo,
    };
    Ok((ready, said))
}

type MayHavePhoto = Result<Option<StoryPhoto>, String>;

/// The photo, where it has one and its teller consented; else why it stays behind.
fn photo_of(
    desk: &Desk,
    state: &State,
    vault: &OpenVault,
    arguments: &ReleaseArguments,
    plan: &Plan<'_>,
    story: &StoryState,
) -> Result<MayHavePhoto, ExitCode> {
    let Some(sha256) = story.photo(plan.on).filter(|_| !arguments.no_photo) else {
        return Ok(Ok(None));
    };
    let seen = [StoryUse::Site, StoryUse::Card].iter().any(|used| plan.uses.contains(used));
    if !seen {
        return Ok(Ok(None));
    }
    if let Err(why) = plan.photo(story) {
        return Ok(Err(why.to_string()));
    }
    let bytes = kept(vault, &desk.folder, state, &teller(story)?, sha256)?;
    let photo = thumbnail(&bytes, LONGEST_SIDE)
        .map_err(|error| fail(&error.to_string(), "leave it out: --no-photo"))?;
    let spanish = arguments.lang == Language::Spanish;
    let alt = arguments.photo_alt.clone().unwrap_or_else(|| match spanish {
        true => "Una fotografía que acompaña la historia.".to_owned(),
        false => "A photograph that goes with the story.".to_owned(),
    });
    Ok(Ok(Some(StoryPhoto {
        bytes: photo.bytes,
        format: photo.format,
        width: photo.width,
        height: photo.height,
        alt,
        kept: sha256,
    })))
}

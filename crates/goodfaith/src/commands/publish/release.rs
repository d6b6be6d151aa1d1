//! Releasing: a piece is built, looked at by a second person where there is one, and frozen.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use intake::Findings;
use intake::piece::PieceFile;
use money::Date;
use press::release::{Built, Manifest, ToRelease, build};
use press::writing::Filled;
use record::audience::Audience;
use record::body::{Publication, PublicationStep};
use record::{Audiences, Body, Digest, Draft, PublicationStatus, Slug, When};
use store::Campaign;

use super::desk::{Desk, refused};
use super::preview::piece_named;
use crate::commands::record::{append, author, fail, failed, now, say};
use crate::commands::status::today;
use crate::output::Output;

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish release report-2022-07-12 --by Ana
  goodfaith publish approve 2022-07-12-report-2022-07-12 --by Ben
  goodfaith publish release report-2022-07-12 --by Ana --dry-run
  goodfaith publish release report-fixed --by Ana --corrects 2022-07-12-report \\
      --changes \"The vacancy rate is 16.8 percent, as the State counts it.\"

It is built from what names its readers and from nothing else: a number without a
receipt, a stale figure or an entry that is not for them stops it, with its line.
Once the union's team in the record has two people, one proposes and another
approves the very same bytes. What is released lies in releases/ID and is never
altered; a correction is a release of its own.";

pub const APPROVE_EXAMPLES: &str = "\
Example:
  goodfaith publish approve 2022-07-12-report-2022-07-12 --by Ben

Look at the files in releases/proposed/ID first: they are what goes out. They are
built again, and if anything they rest on has changed since, nothing goes out.";

pub const WITHDRAW_EXAMPLES: &str = "\
Example:
  goodfaith publish withdraw 2022-07-12-report-2022-07-12 --by Ana --reason \"sent to the wrong list\"

The files stay in releases/ID, and are in no site of ours any more. Copies that
others have are not ours to take back.";

#[derive(Args)]
pub struct ReleaseArguments {
    /// The pieces, which go out together: files of pieces/, without .md
    #[arg(value_name = "PIECE", required = true)]
    pieces: Vec<String>,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// Who proposes it, or releases it where there is no second person
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Its id, instead of the day and the first piece's name
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Its title, instead of the first piece's
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// The release that it takes the place of
    #[arg(long, value_name = "ID", requires = "changes")]
    corrects: Option<String>,
    /// What it says otherwise than that one, for the people who read it
    #[arg(long, value_name = "TEXT", requires = "corrects")]
    changes: Option<String>,
    /// The day on which it goes out, instead of today
    #[arg(long, value_name = "DATE", value_parser = crate::commands::status::day)]
    on: Option<Date>,
    /// With every report as a PDF and a half page for the board; a program built with the feature pdf makes them
    #[arg(long)]
    pdf: bool,
    /// Say what would go out, and write nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Args)]
pub struct ApproveArguments {
    /// The release that was proposed
    #[arg(value_name = "ID")]
    id: String,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// Who approves it: not who proposed it
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day on which it goes out, instead of today
    #[arg(long, value_name = "DATE", value_parser = crate::commands::status::day)]
    on: Option<Date>,
}

#[derive(Args)]
pub struct WithdrawArguments {
    /// The release
    #[arg(value_name = "ID")]
    id: String,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// Who withdraws it
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The day, instead of today
    #[arg(long, value_name = "DATE", value_parser = crate::commands::status::day)]
    on: Option<Date>,
}

/// The folder of releases.
pub fn releases(folder: &Path) -> PathBuf {
    folder.join("releases")
}

/// Where a release that is not out yet lies, to be looked at.
pub fn proposed(folder: &Path, id: &Slug) -> PathBuf {
    releases(folder).join("proposed").join(id.as_str())
}

/// Reads the list of a release's files.
pub fn manifest_of(folder: &Path) -> Result<Manifest, String> {
    let path = folder.join("release.json");
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Manifest::read(&bytes).map_err(|error| format!("{}: {error}", path.display()))
}

/// Pieces filled in for those whom they go out to.
pub fn filled(
    desk: &Desk,
    pieces: &[PieceFile],
    to: &Audiences,
) -> Result<Vec<(PieceFile, Filled)>, Findings> {
    let mut all = Vec::new();
    let mut findings = Findings::default();
    for piece in pieces {
        match desk.filled(piece, to, |_, _, _| ()) {
            Ok((filled, ())) => all.push((piece.clone(), filled)),
            Err(more) => findings.0.extend(more.0),
        }
    }
    if findings.has_errors() { Err(findings) } else { Ok(all) }
}

struct Asked {
    id: Slug,
    title: String,
    pieces: Vec<PieceFile>,
    to: Audiences,
    pdf: bool,
    corrects: Option<(Slug, String)>,
}

/// Builds what is asked for; what stops it is printed.
fn built(desk: &Desk, asked: &Asked) -> Result<Built, ExitCode> {
    let pieces = filled(desk, &asked.pieces, &asked.to).map_err(|findings| {
        let code = refused(&findings);
        eprintln!("Nothing was released.");
        code
    })?;
    let day = asked.pieces.iter().map(|piece| piece.day).max().unwrap_or_default();
    let language =
        pieces.first().map_or(press::Language::English, |(_, one)| one.document.language);
    let takes = pieces.iter().any(|(_, one)| !one.figures.is_empty());
    build(&ToRelease {
        id: asked.id.clone(),
        title: asked.title.clone(),
        day,
        to: asked.to.clone(),
        pieces: &pieces,
        publishing: &desk.publishing,
        words: desk.words(language),
        entries: desk.entries(),
        book: if takes { desk.book().ok().flatten() } else { None },
        pdf: asked.pdf,
        corrects: asked.corrects.clone(),
    })
    .map_err(|error| fail(&error, "nothing was released"))
}

pub fn run(arguments: &ReleaseArguments) -> ExitCode {
    release(arguments).unwrap_or_else(|code| code)
}

fn release(arguments: &ReleaseArguments) -> Result<ExitCode, ExitCode> {
    let campaign = open(&arguments.campaign)?;
    let mut desk = Desk::with(&arguments.campaign, campaign)?;
    let mut pieces = Vec::new();
    for name in &arguments.pieces {
        pieces.push(piece_named(&desk, name)?);
    }
    let to = Desk::audience_of(&pieces.iter().collect::<Vec<_>>());
    if to.is_empty() {
        return Err(fail(
            "the pieces have no reader in common",
            "release them apart, or name the same audience in each",
        ));
    }
    let first = &pieces[0];
    let id = match &arguments.id {
        Some(id) => {
            Slug::parse(id).map_err(|error| fail(&error.to_string(), "give it another id"))?
        }
        None => Slug::from_words(&format!("{} {}", first.day, first.slug)),
    };
    let corrects = match (&arguments.corrects, &arguments.changes) {
        (Some(of), Some(changes)) => Some((Slug::from_words(of), changes.clone())),
        _ => None,
    };
    let title = arguments.title.clone().unwrap_or_else(|| first.title.clone());
    let asked = Asked { id, title, pieces, to, pdf: arguments.pdf, corrects };
    let built = built(&desk, &asked)?;
    super::uses::none_retired(&desk, &built.manifest, arguments.on.unwrap_or_else(today))?;
    if arguments.dry_run {
        let mut text = told(&built);
        text.push_str("Nothing was written.\n");
        return Ok(say(&text));
    }
    let on = arguments.on.unwrap_or_else(today);
    let (state, _) = desk.state(on);
    let alone = state.releasers().len() < 2;
    let step = if alone { PublicationStep::Released } else { PublicationStep::Proposed };
    let by = author(arguments.by.as_deref());
    let folder = match alone {
        true => releases(&desk.folder).join(asked.id.as_str()),
        false => proposed(&desk.folder, &asked.id),
    };
    if alone && folder.exists() {
        return Err(fail(
            &format!("{} is there already", folder.display()),
            "a correction is a release of its own: --id and --corrects",
        ));
    }
    // A release may not be dated before what it says is known.
    if on < built.manifest.day {
        return Err(fail(
            &format!("a piece is dated {}, and would go out on {on}", built.manifest.day),
            "release it on its day or later: --on DATE",
        ));
    }
    let draft = entry_of(&built, step, &by, &asked.corrects, on);
    let checked = crate::commands::record::checked(&desk.campaign, draft)?;
    write_whole(&built, &folder)?;
    if let Err(error) = desk.campaign.append(vec![checked]) {
        let _ = std::fs::remove_dir_all(&folder);
        return Err(failed(&error));
    }
    let mut text = told(&built);
    text.push_str(&match alone {
        true => format!("Released: {}\n", folder.display()),
        false => format!(
            "Proposed: {}\nLook at its files; then somebody else: goodfaith publish approve {} --by NAME ({})\n",
            folder.display(),
            asked.id,
            state.releasers().join(", ")
        ),
    });
    Ok(say(&text))
}

pub fn approve(arguments: &ApproveArguments) -> ExitCode {
    approved(arguments).unwrap_or_else(|code| code)
}

fn approved(arguments: &ApproveArguments) -> Result<ExitCode, ExitCode> {
    let campaign = open(&arguments.campaign)?;
    let mut desk = Desk::with(&arguments.campaign, campaign)?;
    let on = arguments.on.unwrap_or_else(today);
    let (state, _) = desk.state(on);
    let id = Slug::from_words(&arguments.id);
    let known = state.publications.get(&id);
    let Some(known) = known.filter(|known| known.status() == PublicationStatus::Proposed) else {
        let open: Vec<&str> = state
            .publications
            .iter()
            .filter(|(_, one)| one.status() == PublicationStatus::Proposed)
            .map(|(id, _)| id.as_str())
            .collect();
        let mend = match open.is_empty() {
            true => "goodfaith publish release PIECE --by NAME proposes one".to_owned(),
            false => format!("name one of: {}", open.join(", ")),
        };
        return Err(fail(&format!("no release {id} waits for a second person"), &mend));
    };
    let last = known.last().clone();
    let by = arguments.by.as_deref();
    if let Some(done) = super::story::approve_release(&mut desk, &id, &last, by, on)? {
        return Ok(done);
    }
    let all = desk.pieces()?;
    let pieces: Vec<PieceFile> = last
        .pieces
        .iter()
        .filter_map(|slug| all.iter().find(|piece| piece.slug == *slug).cloned())
        .collect();
    if pieces.len() != last.pieces.len() {
        return Err(fail(&format!("pieces of {id} are no longer there"), "propose it anew"));
    }
    let corrects = last.corrects.clone().zip(last.changes.clone());
    let title = last.title.clone().unwrap_or_default();
    // What was proposed with a PDF is approved with it.
    let was = manifest_of(&proposed(&desk.folder, &id)).ok();
    let pdf = was.is_some_and(|was| was.files.iter().any(|file| file.path.ends_with(".pdf")));
    let asked = Asked { id: id.clone(), title, pieces, to: last.to.clone(), pdf, corrects };
    let built = built(&desk, &asked)?;
    super::uses::none_retired(&desk, &built.manifest, on)?;
    if Some(built.sha256) != last.sha256 {
        let was = manifest_of(&proposed(&desk.folder, &id)).ok();
        let changed = was.map(|was| changed_files(&was, &built.manifest)).unwrap_or_default();
        return Err(fail(
            &format!("{id} is no longer what {} proposed: {}", last.by, changed),
            "look at what changed, and propose it anew",
        ));
    }
    if on < built.manifest.day {
        return Err(fail(
            &format!("a piece is dated {}, and would go out on {on}", built.manifest.day),
            "approve it on its day or later: --on DATE",
        ));
    }
    let by = author(arguments.by.as_deref());
    let folder = releases(&desk.folder).join(id.as_str());
    if folder.exists() {
        return Err(fail(
            &format!("{} is there already", folder.display()),
            "propose it under another id",
        ));
    }
    let draft = entry_of(&built, PublicationStep::Released, &by, &asked.corrects, on);
    let checked = crate::commands::record::checked(&desk.campaign, draft)?;
    write_whole(&built, &folder)?;
    if let Err(error) = desk.campaign.append(vec![checked]) {
        let _ = std::fs::remove_dir_all(&folder);
        return Err(failed(&error));
    }
    let _ = std::fs::remove_dir_all(proposed(&desk.folder, &id));
    let mut text = told(&built);
    text.push_str(&format!("Released: {}\n", folder.display()));
    Ok(say(&text))
}

pub fn withdraw(arguments: &WithdrawArguments) -> ExitCode {
    let mut campaign = match open(&arguments.campaign) {
        Ok(campaign) => campaign,
        Err(code) => return code,
    };
    let id = Slug::from_words(&arguments.id);
    let body = Publication {
        id: id.clone(),
        step: PublicationStep::Withdrawn,
        by: author(arguments.by.as_deref()),
        title: None,
        pieces: Vec::new(),
        to: Audiences::default(),
        sha256: None,
        corrects: None,
        changes: None,
        takes_out: Vec::new(),
        reason: Some(arguments.reason.clone()),
    };
    let on = When::on(arguments.on.unwrap_or_else(today));
    let draft = Draft::new(&author(arguments.by.as_deref()), now(), Some(on), Body::from(body));
    match append(&mut campaign, draft) {
        Ok(number) => say(&format!(
            "entry {number} added: {id} is withdrawn\nCopies that others have are not ours to take back."
        )),
        Err(code) => code,
    }
}

fn open(folder: &Path) -> Result<Campaign, ExitCode> {
    Campaign::open(folder).map_err(|error| failed(&error))
}

/// The entry of a release.
pub fn entry_of(
    built: &Built,
    step: PublicationStep,
    by: &str,
    corrects: &Option<(Slug, String)>,
    on: Date,
) -> Draft {
    let manifest = &built.manifest;
    let body = Publication {
        id: manifest.id.clone(),
        step,
        by: by.to_owned(),
        title: Some(manifest.title.clone()),
        pieces: manifest.pieces.iter().map(|piece| piece.slug.clone()).collect(),
        to: manifest.to.clone(),
        sha256: Some(built.sha256),
        corrects: corrects.as_ref().map(|(of, _)| of.clone()),
        changes: corrects.as_ref().map(|(_, changes)| changes.clone()),
        takes_out: Vec::new(),
        reason: None,
    };
    Draft::new(by, now(), Some(When::on(on)), Body::from(body))
}

/// Writes a release as a whole: into a folder beside its place, which is then given its name.
pub fn write_whole(built: &Built, folder: &Path) -> Result<(), ExitCode> {
    let failed = |error: std::io::Error| {
        fail(&format!("{} cannot be written: {error}", folder.display()), "nothing was released")
    };
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = folder.with_file_name(format!(".{name}.part"));
    let _ = std::fs::remove_dir_all(&beside);
    let mut output = Output::default();
    output.making_folders = true;
    for (path, bytes) in &built.files {
        output.add(beside.join(path), bytes.clone());
    }
    output.write().map_err(|finding| {
        eprintln!("{finding}\nNothing was released.");
        ExitCode::FAILURE
    })?;
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(failed)?;
    }
    std::fs::rename(&beside, folder).map_err(failed)
}

/// What a release is, in a few lines.
pub fn told(built: &Built) -> String {
    let manifest = &built.manifest;
    let words = press::writing::audience_words(&manifest.to, press::Language::English);
    let (entries, figures) = (manifest.rests_on.entries.len(), manifest.rests_on.figures.len());
    let mut out = format!("{}\n{}\n", words.to_uppercase(), manifest.title);
    let by_members =
        manifest.to.contains(&Audience::Members) || manifest.to.contains(&Audience::Public);
    if by_members {
        out.push_str("What they read, the employer reads as well.\n");
    }
    out.push_str(&format!(
        "It rests on {entries} entries and {figures} figures. {} files, hash {}\n",
        built.files.len(),
        built.sha256
    ));
    out
}

/// Which files are not the same in two lists, in a line.
fn changed_files(was: &Manifest, is: &Manifest) -> String {
    let hash = |all: &Manifest, path: &str| -> Option<Digest> {
        all.files.iter().find(|file| file.path == path).map(|file| file.sha256)
    };
    let mut paths: Vec<&str> =
        was.files.iter().chain(&is.files).map(|file| file.path.as_str()).collect();
    paths.sort_unstable();
    paths.dedup();
    let changed: Vec<&str> =
        paths.into_iter().filter(|path| hash(was, path) != hash(is, path)).collect();
    match changed.is_empty() {
        true => "what it rests on has changed".to_owned(),
        false => changed.join(", "),
    }
}

//! Releasing: what was built goes out, waits for a second person, is approved by one, or is taken back.

use std::path::PathBuf;

use intake::piece::PieceFile;
use jiff::Timestamp;
use money::Date;
use press::release::Built;
use record::body::{Publication, PublicationStep};
use record::{Audiences, Body, Draft, PublicationStatus, Slug, State, When};

use super::freeze::foreseen_of;
use super::{
    Asked, Foreseen, Stopped, built, changed_files, entry_of, manifest_of, proposed, releases,
    write_and_enter,
};
use crate::Desk;

/// Builds what is asked for, if nothing of it would have to be pulled at once.
///
/// # Errors
///
/// Every finding in its pieces, or a figure in it that is retired.
pub fn ready(desk: &Desk, asked: &Asked, on: Date) -> Result<Built, Stopped> {
    let built = built(desk, asked)?;
    none_retired(desk, built.manifest.rests_on.figures.iter().map(|one| &*one.name), on)?;
    Ok(built)
}

/// What a release would rest on, if nothing stops it: what [`ready`] builds, without its cards and forms.
///
/// # Errors
///
/// As [`ready`].
pub fn foreseen(desk: &Desk, asked: &Asked, on: Date) -> Result<Foreseen, Stopped> {
    let foreseen = foreseen_of(desk, asked)?;
    none_retired(desk, foreseen.figures.iter().map(String::as_str), on)?;
    Ok(foreseen)
}

/// Refuses to let out what would have to be pulled at once: a piece of an earlier day with a figure that is retired by now.
fn none_retired<'a>(
    desk: &Desk,
    figures: impl Iterator<Item = &'a str>,
    on: Date,
) -> Result<(), Stopped> {
    let mut figures = figures.peekable();
    if figures.peek().is_none() {
        return Ok(());
    }
    let Some(book) = desk.book()? else { return Ok(()) };
    let Some(retired) = figures.find_map(|name| book.retired_on(name, on)) else {
        return Ok(());
    };
    let mend = match &retired.instead {
        Some(instead) => format!("use instead: {instead}"),
        None => "take it out, here and wherever it stands".to_owned(),
    };
    Err(Stopped::said(format!("{}; nothing was released", retired.words()), mend))
}

/// A release may not be dated before what it says is known.
fn not_early(built: &Built, on: Date, verb: &str) -> Result<(), Stopped> {
    if on >= built.manifest.day {
        return Ok(());
    }
    Err(Stopped::said(
        format!("a piece is dated {}, and would go out on {on}", built.manifest.day),
        format!("{verb} it on its day or later: --on DATE"),
    ))
}

/// What became of what was to go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Where its files lie.
    pub folder: PathBuf,
    /// It waits for one of these, if not for nobody.
    pub waits_for: Vec<String>,
}

/// Lets out what was built, or proposes it where the union's team in the record has a second person.
///
/// # Errors
///
/// It may not go out, and nothing was written.
pub fn release(
    desk: &mut Desk,
    asked: &Asked,
    built: &Built,
    by: &str,
    (on, now): (Date, Timestamp),
) -> Result<Outcome, Stopped> {
    let (state, _) = desk.state(on);
    let releasers = state.releasers();
    let alone = releasers.len() < 2;
    let step = if alone { PublicationStep::Released } else { PublicationStep::Proposed };
    let folder = match alone {
        true => releases(&desk.folder).join(asked.id.as_str()),
        false => proposed(&desk.folder, &asked.id),
    };
    if alone && folder.exists() {
        return Err(Stopped::said(
            format!("{} is there already", folder.display()),
            "a correction is a release of its own: --id and --corrects",
        ));
    }
    not_early(built, on, "release")?;
    let draft = entry_of(built, step, by, &asked.corrects, (on, now));
    let waits_for =
        if alone { Vec::new() } else { releasers.iter().map(ToString::to_string).collect() };
    write_and_enter(desk, built, draft, &folder)?;
    Ok(Outcome { folder, waits_for })
}

/// The last step of a release that waits for a second person.
///
/// # Errors
///
/// None of that id waits.
pub fn waiting(state: &State, id: &Slug) -> Result<Publication, Stopped> {
    let waits = |one: &&record::PublicationState| one.status() == PublicationStatus::Proposed;
    if let Some(known) = state.publications.get(id).filter(waits) {
        return Ok(known.last().clone());
    }
    let open: Vec<&str> = state
        .publications
        .iter()
        .filter(|(_, one)| waits(one))
        .map(|(id, _)| id.as_str())
        .collect();
    let mend = match open.is_empty() {
        true => "goodfaith publish release PIECE --by NAME proposes one".to_owned(),
        false => format!("name one of: {}", open.join(", ")),
    };
    Err(Stopped::said(format!("no release {id} waits for a second person"), mend))
}

/// What was proposed, asked for again from the pieces as they are now.
///
/// # Errors
///
/// A piece of it is no longer there.
pub fn asked_again(desk: &Desk, id: &Slug, last: &Publication) -> Result<Asked, Stopped> {
    let all = desk.pieces()?;
    let pieces: Vec<PieceFile> = last
        .pieces
        .iter()
        .filter_map(|slug| all.iter().find(|piece| piece.slug == *slug).cloned())
        .collect();
    if pieces.len() != last.pieces.len() {
        let what = format!("pieces of {id} are no longer there");
        return Err(Stopped::said(what, "propose it anew"));
    }
    // What was proposed with a PDF is approved with it.
    let was = manifest_of(&proposed(&desk.folder, id)).ok();
    Ok(Asked {
        id: id.clone(),
        title: last.title.clone().unwrap_or_default(),
        pieces,
        to: last.to.clone(),
        pdf: was.is_some_and(|was| was.files.iter().any(|file| file.path.ends_with(".pdf"))),
        corrects: last.corrects.clone().zip(last.changes.clone()),
    })
}

/// Approves what somebody else proposed: it is built again, and the very same bytes go out.
///
/// # Errors
///
/// It is no longer what was proposed, or may not go out; nothing was written.
pub fn approve(
    desk: &mut Desk,
    asked: &Asked,
    last: &Publication,
    by: &str,
    (on, now): (Date, Timestamp),
) -> Result<(Built, PathBuf), Stopped> {
    let (id, built) = (&asked.id, ready(desk, asked, on)?);
    if Some(built.sha256) != last.sha256 {
        let was = manifest_of(&proposed(&desk.folder, id)).ok();
        let changed = was.map(|was| changed_files(&was, &built.manifest)).unwrap_or_default();
        return Err(Stopped::said(
            format!("{id} is no longer what {} proposed: {changed}", last.by),
            "look at what changed, and propose it anew",
        ));
    }
    not_early(&built, on, "approve")?;
    let folder = releases(&desk.folder).join(id.as_str());
    if folder.exists() {
        return Err(Stopped::said(
            format!("{} is there already", folder.display()),
            "propose it under another id",
        ));
    }
    let draft = entry_of(&built, PublicationStep::Released, by, &asked.corrects, (on, now));
    write_and_enter(desk, &built, draft, &folder)?;
    let _ = std::fs::remove_dir_all(proposed(&desk.folder, id));
    Ok((built, folder))
}

/// What the entry says by which a release is taken back.
pub fn withdrawn(id: &Slug, by: &str, reason: &str) -> Publication {
    Publication {
        id: id.clone(),
        step: PublicationStep::Withdrawn,
        by: by.to_owned(),
        title: None,
        pieces: Vec::new(),
        to: Audiences::default(),
        sha256: None,
        corrects: None,
        changes: None,
        takes_out: Vec::new(),
        reason: Some(reason.to_owned()),
    }
}

/// The entry by which a release is taken back, as far as it is ours.
pub fn withdrawal(id: &Slug, by: &str, reason: &str, (on, now): (Date, Timestamp)) -> Draft {
    Draft::new(by, now, Some(When::on(on)), Body::from(withdrawn(id, by, reason)))
}

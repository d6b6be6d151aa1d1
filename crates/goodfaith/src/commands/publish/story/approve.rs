//! A second person approves a release of stories: the very bytes that were proposed go out.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use money::Date;
use press::release::{Built, Manifest, PieceOf, changed_sources};
use record::body::{Publication, PublicationStep, StoryStep};
use record::{Body, Digest, Slug, State};

use super::plan::Plan;
use super::release::written;
use super::{draft_of, known, pull};
use crate::commands::publish::desk::{Desk, refused};
use crate::commands::publish::freeze::{entry_of, manifest_of, proposed, releases, told};
use crate::commands::record::{author, checked_all, fail, failed, say};

/// Approves a release that was proposed, where stories are in it; none where it holds none.
pub fn approve_release(
    desk: &mut Desk,
    id: &Slug,
    last: &Publication,
    by: Option<&str>,
    on: Date,
) -> Result<Option<ExitCode>, ExitCode> {
    let place = proposed(&desk.folder, id);
    let Ok(manifest) = manifest_of(&place) else { return Ok(None) };
    let stories: Vec<PieceOf> =
        manifest.pieces.iter().filter(|piece| piece.kind == "story").cloned().collect();
    if stories.is_empty() {
        return Ok(None);
    }
    let (built, state) = (as_proposed(&place, manifest, last)?, desk.state(on).0);
    nothing_changed(desk, &state, &built.manifest)?;
    let by = author(by);
    let mut drafts = vec![entry_of(&built, PublicationStep::Released, &by, &None, on)];
    for piece in &stories {
        let story = known(&state, &piece.slug)?;
        let plan = Plan { uses: &piece.uses, to: &built.manifest.to, on };
        plan.allows(&piece.slug, story)?;
        // What was edited and approved anew is not what lies there.
        let proposed_on = state.publications.get(id).and_then(|known| known.steps.last());
        let edited = proposed_on.is_some_and(|(since, _)| {
            let steps = story.steps(on);
            steps.iter().any(|(at, step)| *step == StoryStep::Edited && at.entry > since.entry)
        });
        if edited || story.text(on) != Some(piece.sha256) || story.title(on) != piece.title {
            return Err(fail(
                &format!("{} was edited since {} proposed it", piece.slug, last.by),
                "propose it anew: goodfaith publish story release",
            ));
        }
        let step = plan.published(&piece.slug, story, piece.photo.is_some(), id)?;
        if step.photo != piece.photo {
            return Err(fail(
                &format!("{} has another photo than was proposed", piece.slug),
                "propose it anew: goodfaith publish story release",
            ));
        }
        drafts.push(draft_of(Body::from(step), on, None));
    }
    let folder = releases(&desk.folder).join(id.as_str());
    if folder.exists() {
        return Err(fail(
            &format!("{} is there already", folder.display()),
            "propose it under another id",
        ));
    }
    let sealed = checked_all(&desk.campaign, drafts)?;
    written(&built, &folder)?;
    if let Err(error) = desk.campaign.append(sealed) {
        pull::wiped(&folder)?;
        return Err(failed(&error));
    }
    pull::wiped(&place)?;
    Ok(Some(say(&format!("{}Released: {}\n", told(&built), folder.display()))))
}

/// The files that were proposed, if they are still those.
fn as_proposed(place: &Path, manifest: Manifest, last: &Publication) -> Result<Built, ExitCode> {
    let mend = "propose it anew: goodfaith publish story release";
    let sha256 = Digest::of(&manifest.bytes());
    if Some(sha256) != last.sha256 {
        let what = format!("{} is no longer what {} proposed", manifest.id, last.by);
        return Err(fail(&what, mend));
    }
    let mut files = BTreeMap::from([("release.json".to_owned(), manifest.bytes())]);
    for file in &manifest.files {
        let bytes = std::fs::read(place.join(&file.path)).unwrap_or_default();
        if Digest::of(&bytes) != file.sha256 {
            let what = format!("{} is no longer what {} proposed", file.path, last.by);
            return Err(fail(&what, mend));
        }
        files.insert(file.path.clone(), bytes);
    }
    Ok(Built { files, manifest, sha256 })
}

/// What it rests on is what it was when it was proposed.
fn nothing_changed(desk: &Desk, state: &State, manifest: &Manifest) -> Result<(), ExitCode> {
    let book = match manifest.rests_on.figures.is_empty() {
        true => None,
        false => desk.book().map_err(refused)?,
    };
    let changed = changed_sources(manifest, state, desk.entries(), book);
    let kept_back = book.and_then(|book| {
        manifest.rests_on.figures.iter().find(|figure| {
            let shown = book.shown.to(&figure.name);
            !manifest.to.iter().all(|who| {
                shown.contains(who) || shown.contains(&record::audience::Audience::Public)
            })
        })
    });
    let what = match (changed.first(), kept_back) {
        (Some(first), _) => first.what.clone(),
        (None, Some(figure)) => format!("the figure {} is not for all its readers", figure.name),
        (None, None) => return Ok(()),
    };
    Err(fail(
        &format!("{} is no longer what was proposed: {what}", manifest.id),
        "propose it anew: goodfaith publish story release",
    ))
}

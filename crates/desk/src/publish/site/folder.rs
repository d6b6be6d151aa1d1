//! Where a site is written: whole, beside its place, and moved there; never over what is no site of ours.

use std::collections::{BTreeMap, HashMap};
use std::fs::Metadata;
use std::io::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use press::site::{MARKER, marker};
use rayon::prelude::*;
use record::Digest;
use record::audience::Audience;

use super::memory::{Holds, Stamp};
use super::releases::Carried;
use super::{Stops, in_place};
use crate::publish::Stopped;

/// What of a campaign's folder is its own, and holds no site.
const OWN: [&str; 20] = [
    "record.sqlite",
    "record.seal",
    "record.json",
    "campaign.toml",
    "campaign.age",
    "case.toml",
    "files",
    "vault",
    "people",
    "releases",
    "pieces",
    "photos",
    "data",
    "receipts",
    "rosters",
    "schedules",
    "assumptions",
    "offers",
    "drafts",
    "words",
];

/// How many files were written, and how many stand as they were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were written.
    pub new: usize,
    /// Files that are the ones of before.
    pub kept: usize,
}

/// The real place of a path whose end may not be there yet.
fn real(path: &Path) -> std::io::Result<PathBuf> {
    let whole = std::path::absolute(path)?;
    for there in whole.ancestors() {
        if let Ok(real) = there.canonicalize() {
            let rest = whole.strip_prefix(there).unwrap_or(Path::new(""));
            if rest.components().any(|at| at == std::path::Component::ParentDir) {
                return Err(Error::other("it goes up through folders that are not there"));
            }
            // No rest joins to the path itself, without a slash at its end.
            return Ok(if rest.as_os_str().is_empty() { real } else { real.join(rest) });
        }
    }
    Ok(whole)
}

/// The place of a site, if it may be written there.
///
/// # Errors
///
/// It is the campaign's own place, or holds something else.
pub(super) fn place(out: &Path, campaign: &Path, audience: &Audience) -> Result<PathBuf, Stopped> {
    let unread =
        |error: Error| Stopped::said(format!("{}: {error}", out.display()), "check the folder");
    let (place, campaign) = (real(out).map_err(unread)?, campaign.canonicalize().map_err(unread)?);
    let refuse = |what: &str| {
        Err(Stopped::said(
            format!("{} {what}", out.display()),
            "give the site a folder of its own: --out FOLDER",
        ))
    };
    if campaign.starts_with(&place) {
        return refuse("holds the campaign itself");
    }
    if let Ok(within) = place.strip_prefix(&campaign)
        && let Some(first) = within.components().next()
        && OWN.iter().any(|own| first.as_os_str().eq_ignore_ascii_case(own))
    {
        return refuse("lies in what is the campaign's own");
    }
    if place.ancestors().skip(1).any(|above| above.join(MARKER).exists()) {
        return refuse("lies in another site, which is written whole");
    }
    if !place.exists() {
        return Ok(place);
    }
    if !place.is_dir() {
        return refuse("is a file");
    }
    match std::fs::read_to_string(place.join(MARKER)) {
        Ok(text) if text == marker(audience) => Ok(place),
        Ok(_) => refuse("is the site of somebody else"),
        Err(_) => match std::fs::read_dir(&place).map_err(unread)?.next() {
            None => Ok(place),
            Some(_) => refuse("holds other things than a site"),
        },
    }
}

/// A file of a site.
#[derive(Clone, Copy)]
pub(super) enum Of<'a> {
    /// A page or another file that is made.
    Page(&'a Arc<Vec<u8>>),
    /// A file of a release.
    File(&'a Carried),
}

/// Files of a site, each by its path, as they were written last: its stamp, and what it holds.
pub(super) type Known = HashMap<String, (Stamp, Holds)>;

/// Writes a site. One whose place is new, or most of whose files change, is written whole into a folder beside its place, which then takes
/// the place of the one before it. Else the few files that change are written beside it, and then each takes its place; where that fails,
/// those that did give it back. What has not changed is the same file as before.
///
/// # Errors
///
/// It could not be written, and the place is as it was.
pub(super) fn write(
    files: &BTreeMap<&str, Of<'_>>,
    place: &Path,
    known: &mut Known,
    stops: &Stops<'_>,
) -> Result<Written, Stopped> {
    let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let part = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let before = place.with_file_name(format!(".{name}.{}.before", std::process::id()));
    let failed = |error: Error| {
        let _ = std::fs::remove_dir_all(&part);
        let what = format!("{} cannot be written: {error}", place.display());
        Stopped::said(what, "nothing was changed")
    };
    if let Some(changes) = in_place::changes(files, place, known) {
        return in_place::write(files, place, &part, changes, known, stops).map_err(failed);
    }
    let (written, now) = beside(files, place, &part, known, stops).map_err(failed)?;
    goes_on(stops).map_err(failed)?;
    let replaces = place.exists();
    if replaces {
        std::fs::rename(place, &before).map_err(failed)?;
    }
    if let Err(error) = std::fs::rename(&part, place) {
        if replaces {
            let _ = std::fs::rename(&before, place);
        }
        return Err(failed(error));
    }
    *known = now;
    if replaces {
        removed(&before);
    }
    Ok(written)
}

/// Removes a folder, the folders in it beside each other: a site has hundreds.
fn removed(folder: &Path) {
    let inner = std::fs::read_dir(folder.join("releases"));
    let inner: Vec<PathBuf> = inner.into_iter().flatten().flatten().map(|one| one.path()).collect();
    inner.par_iter().for_each(|one| drop(std::fs::remove_dir_all(one)));
    let _ = std::fs::remove_dir_all(folder);
}

/// # Errors
///
/// Somebody wants the site no longer.
pub(super) fn goes_on(stops: &Stops<'_>) -> std::io::Result<()> {
    if stops() { Err(Error::other("cancelled")) } else { Ok(()) }
}

fn beside(
    files: &BTreeMap<&str, Of<'_>>,
    place: &Path,
    part: &Path,
    known: &Known,
    stops: &Stops<'_>,
) -> std::io::Result<(Written, Known)> {
    let _ = std::fs::remove_dir_all(part);
    std::fs::create_dir_all(part)?;
    let mut made: Option<PathBuf> = None;
    for path in files.keys() {
        if let Some(folder) = part.join(path).parent()
            && made.as_deref() != Some(folder)
        {
            std::fs::create_dir_all(folder)?;
            made = Some(folder.to_owned());
        }
    }
    let one = |(path, of): (&&str, &Of<'_>)| -> std::io::Result<(String, bool, Stamp, Holds)> {
        goes_on(stops)?;
        let (to, was) = (part.join(path), place.join(path));
        if let Some(stamp) = the_same(&was, known.get(*path), of)
            && std::fs::hard_link(&was, &to).is_ok()
        {
            return Ok(((*path).to_owned(), false, stamp, holds(of)));
        }
        put(path, of, &to)?;
        Ok(((*path).to_owned(), true, Stamp::of(&to.symlink_metadata()?), holds(of)))
    };
    let all = files.par_iter().map(one).collect::<std::io::Result<Vec<_>>>()?;
    let new = all.iter().filter(|(_, new, ..)| *new).count();
    let written = Written { new, kept: all.len() - new };
    let now = all.into_iter().map(|(path, _, stamp, holds)| (path, (stamp, holds)));
    Ok((written, now.collect()))
}

/// Writes a file of a site; one of a release is held against its hash where it is read anew.
pub(super) fn put(path: &str, of: &Of<'_>, to: &Path) -> std::io::Result<()> {
    match of {
        Of::Page(bytes) => std::fs::write(to, bytes.as_slice()),
        Of::File(Carried { bytes: Some(bytes), .. }) => std::fs::write(to, bytes),
        Of::File(file) => {
            let bytes = std::fs::read(&file.from)?;
            if Digest::of(&bytes) != file.sha256 {
                return Err(Error::other(format!("{path} changed while it was read")));
            }
            std::fs::write(to, bytes)
        }
    }
}

pub(super) fn holds(of: &Of<'_>) -> Holds {
    match of {
        Of::Page(bytes) => Holds::Page(Arc::clone(bytes)),
        Of::File(file) => Holds::File(file.sha256),
    }
}

/// The stamp of the file that stands at a place already, if it holds the same: as it is remembered, else as it is read.
fn the_same(was: &Path, known: Option<&(Stamp, Holds)>, of: &Of<'_>) -> Option<Stamp> {
    let about = was.symlink_metadata().ok().filter(Metadata::is_file)?;
    let stamp = Stamp::of(&about);
    holds_the_same(was, &stamp, known, of).then_some(stamp)
}

/// Whether a file of a stamp holds the same.
pub(super) fn holds_the_same(
    was: &Path,
    stamp: &Stamp,
    known: Option<&(Stamp, Holds)>,
    of: &Of<'_>,
) -> bool {
    let long = match of {
        Of::Page(bytes) => bytes.len() as u64,
        Of::File(file) => file.long,
    };
    if stamp.long() != long {
        return false;
    }
    match (known.filter(|(known, _)| known == stamp), of) {
        (Some((_, Holds::Page(then))), Of::Page(now)) => Arc::ptr_eq(then, now) || then == *now,
        (Some((_, Holds::File(then))), Of::File(now)) => *then == now.sha256,
        (_, Of::Page(now)) => std::fs::read(was).is_ok_and(|was| was == ***now),
        (_, Of::File(now)) => std::fs::read(was).is_ok_and(|was| Digest::of(&was) == now.sha256),
    }
}

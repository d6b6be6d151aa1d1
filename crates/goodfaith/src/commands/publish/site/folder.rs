//! Where a site is written: whole, beside its place, and moved there; never over what is no site of ours.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use press::site::{MARKER, marker};
use rayon::prelude::*;
use record::audience::Audience;

use crate::commands::record::fail;

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
#[derive(Debug, Clone, Copy, Default)]
pub struct Written {
    pub new: usize,
    pub kept: usize,
}

/// The real place of a path whose end may not be there yet.
fn real(path: &Path) -> std::io::Result<PathBuf> {
    let whole = std::path::absolute(path)?;
    for there in whole.ancestors() {
        if let Ok(real) = there.canonicalize() {
            let rest = whole.strip_prefix(there).unwrap_or(Path::new(""));
            if rest.components().any(|at| at == std::path::Component::ParentDir) {
                return Err(std::io::Error::other("it goes up through folders that are not there"));
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
/// What was printed: it is the campaign's own place, or holds something else.
pub fn place(out: &Path, campaign: &Path, audience: &Audience) -> Result<PathBuf, ExitCode> {
    let unread =
        |error: std::io::Error| fail(&format!("{}: {error}", out.display()), "check the folder");
    let (place, campaign) = (real(out).map_err(unread)?, campaign.canonicalize().map_err(unread)?);
    let refuse = |what: &str| {
        Err(fail(
            &format!("{} {what}", out.display()),
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

/// Writes a site whole: into a folder beside its place, which then takes the place of the one before it. What has not changed is the
/// same file as before.
///
/// # Errors
///
/// What was printed: it could not be written, and the place is as it was.
pub fn write(files: &BTreeMap<&str, &[u8]>, place: &Path) -> Result<Written, ExitCode> {
    let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let part = place.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let before = place.with_file_name(format!(".{name}.{}.before", std::process::id()));
    let failed = |error: std::io::Error| {
        let _ = std::fs::remove_dir_all(&part);
        fail(&format!("{} cannot be written: {error}", place.display()), "nothing was changed")
    };
    let written = beside(files, place, &part).map_err(failed)?;
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
    if replaces {
        let _ = std::fs::remove_dir_all(&before);
    }
    Ok(written)
}

fn beside(files: &BTreeMap<&str, &[u8]>, place: &Path, part: &Path) -> std::io::Result<Written> {
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
    let one = |(path, bytes): (&&str, &&[u8])| -> std::io::Result<Written> {
        let (to, was) = (part.join(path), place.join(path));
        let long = bytes.len() as u64;
        let same = was.symlink_metadata().is_ok_and(|was| was.is_file() && was.len() == long)
            && std::fs::read(&was).is_ok_and(|was| was == **bytes);
        if same && std::fs::hard_link(&was, &to).is_ok() {
            return Ok(Written { new: 0, kept: 1 });
        }
        std::fs::write(&to, bytes)?;
        Ok(Written { new: 1, kept: 0 })
    };
    let both = |a: Written, b: Written| Written { new: a.new + b.new, kept: a.kept + b.kept };
    files.par_iter().map(one).try_reduce(Written::default, |a, b| Ok(both(a, b)))
}

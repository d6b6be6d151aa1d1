//! Sites of ours from which a story is taken out. They are made anew by `publish site`; here what holds the story goes at once.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use record::{Digest, Slug};

use super::pull::Held;
use super::traces::{Traces, files_below, holds};
use crate::commands::record::{fail, failed};

/// The file that marks a folder as a site that this program made.
pub const MARKER: &str = ".goodfaith-site";

/// Whether folders are sites of ours: asked before anything is destroyed.
pub fn are_ours(sites: &[PathBuf]) -> Result<(), ExitCode> {
    match sites.iter().find(|site| !site.join(MARKER).is_file()) {
        None => Ok(()),
        Some(site) => Err(fail(
            &format!("{}: it is no site of ours: it has no file {MARKER}", site.display()),
            "name the folder that `goodfaith publish site` made",
        )),
    }
}

/// Sites that were named, and those that the workspace wrote into the campaign's own folder `site`.
pub fn with_own(campaign: &Path, named: &[PathBuf]) -> Vec<PathBuf> {
    let mut all = named.to_vec();
    let own = std::fs::read_dir(campaign.join("site")).into_iter().flatten().flatten();
    let mut own: Vec<PathBuf> =
        own.map(|one| one.path()).filter(|path| path.join(MARKER).is_file()).collect();
    own.sort();
    let known: Vec<PathBuf> = named.iter().filter_map(|site| site.canonicalize().ok()).collect();
    all.extend(
        own.into_iter().filter(|site| site.canonicalize().is_ok_and(|real| !known.contains(&real))),
    );
    all
}

/// Removes from a site every file that is the story's, or that names it; gives back their paths.
pub fn taken_out(
    site: &Path,
    stories: &[Slug],
    held: &Held,
    traces: &Traces,
) -> Result<Vec<PathBuf>, ExitCode> {
    let unread = |error: String| fail(&error, "mend it, and run the command again");
    let mut gone = Vec::new();
    for path in files_below(site).map_err(unread)? {
        if path == site.join(MARKER) {
            continue;
        }
        let bytes =
            std::fs::read(&path).map_err(|error| unread(format!("{}: {error}", path.display())))?;
        let within = path.strip_prefix(site).unwrap_or(&path);
        let theirs = stories.iter().any(|story| is_named(within, story) || names(&bytes, story))
            || held.releases.iter().any(|release| is_named(within, release))
            || held.hashes.contains(&Digest::of(&bytes))
            || traces.in_bytes(&bytes, true).is_some();
        if theirs {
            store::wipe(&path).map_err(|error| failed(&error))?;
            gone.push(path);
        }
    }
    Ok(gone)
}

/// Whether a path is that of a story: a folder of its name, or a file whose name begins with it.
fn is_named(path: &Path, story: &Slug) -> bool {
    path.components().any(|part| {
        let part = part.as_os_str().to_string_lossy();
        part.strip_prefix(story.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

/// Whether some bytes name a story by its id, and not only something longer.
fn names(bytes: &[u8], story: &Slug) -> bool {
    let id = story.as_str().as_bytes();
    if !holds(bytes, id) {
        return false;
    }
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    (0..=bytes.len() - id.len()).any(|at| {
        bytes[at..].starts_with(id)
            && !is_part(at.checked_sub(1).and_then(|before| bytes.get(before)))
            && !is_part(bytes.get(at + id.len()))
            && bytes.get(at + id.len()) != Some(&b'-')
    })
}

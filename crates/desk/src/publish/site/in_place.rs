//! A site of which a few files change: they are written beside it, and then each takes its place.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Stops;
use super::folder::{Known, Of, Written, goes_on, holds, holds_the_same, put};
use super::memory::Stamp;

/// What is different on a site.
pub(super) struct Changes {
    /// Files that stand as they are, with their stamps.
    kept: Vec<(String, Stamp)>,
    /// Files to be written: those of releases first, so that no page leads nowhere.
    new: Vec<String>,
    /// Files that are there and are to be no longer.
    gone: Vec<String>,
}

/// What stands in a place: files with their stamps; none where something else than files and folders is there.
fn standing(place: &Path) -> Option<HashMap<String, Stamp>> {
    let mut all = HashMap::new();
    let mut open = vec![(String::new(), place.to_owned())];
    while !open.is_empty() {
        let read: Option<Vec<_>> = open.par_iter().map(|(name, path)| one(name, path)).collect();
        open = Vec::new();
        for (files, folders) in read? {
            all.extend(files);
            open.extend(folders);
        }
    }
    Some(all)
}

/// The files of a folder by their paths on the site, and the folders in it.
type In = (Vec<(String, Stamp)>, Vec<(String, PathBuf)>);

fn one(name: &str, folder: &Path) -> Option<In> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder).ok()? {
        let entry = entry.ok()?;
        let own = entry.file_name().into_string().ok()?;
        let name = if name.is_empty() { own } else { format!("{name}/{own}") };
        let about = entry.metadata().ok()?;
        match (about.is_dir(), about.is_file()) {
            (true, _) => folders.push((name, entry.path())),
            (_, true) => files.push((name, Stamp::of(&about))),
            _ => return None,
        }
    }
    Some((files, folders))
}

/// What is different on the site in a place; none where it is to be written whole: it is not there, most of it changes, or a file is where
/// a folder is to be.
pub(super) fn changes(
    files: &BTreeMap<&str, Of<'_>>,
    place: &Path,
    known: &Known,
) -> Option<Changes> {
    let there = standing(place).filter(|there| !there.is_empty())?;
    let same = |(path, of): (&&str, &Of<'_>)| {
        let stamp = there.get(*path)?;
        let same = holds_the_same(&place.join(path), stamp, known.get(*path), of);
        same.then(|| ((*path).to_owned(), stamp.clone()))
    };
    let kept: Vec<(String, Stamp)> = files.par_iter().filter_map(same).collect();
    let own: BTreeSet<&str> = kept.iter().map(|(path, _)| path.as_str()).collect();
    let mut new: Vec<String> =
        files.keys().filter(|path| !own.contains(**path)).map(|path| (*path).to_owned()).collect();
    new.sort_by_key(|path| !path.starts_with("releases/"));
    let gone: Vec<String> =
        there.keys().filter(|path| !files.contains_key(path.as_str())).cloned().collect();
    let few = new.len() + gone.len() <= files.len() / 2;
    // A folder where a file is to be, or the other way about.
    let folder_for_file =
        new.iter().any(|path| !there.contains_key(path) && place.join(path).exists());
    let file_for_folder = |path: &String| {
        Path::new(path)
            .ancestors()
            .skip(1)
            .any(|at| at.to_str().is_some_and(|at| there.contains_key(at)))
    };
    let plain = !folder_for_file && !new.iter().any(file_for_folder);
    (few && plain).then_some(Changes { kept, new, gone })
}

/// A step that was taken, and how it is taken back.
enum Taken {
    /// A file took a place; what stood there before, if something did.
    Put(PathBuf, Option<PathBuf>),
    /// A file is gone, and kept there.
    Gone(PathBuf, PathBuf),
}

/// Writes what changes.
///
/// # Errors
///
/// Something cannot be written, and the place is as it was.
pub(super) fn write(
    files: &BTreeMap<&str, Of<'_>>,
    place: &Path,
    part: &Path,
    changes: Changes,
    known: &mut Known,
    stops: &Stops<'_>,
) -> std::io::Result<Written> {
    let _ = std::fs::remove_dir_all(part);
    std::fs::create_dir_all(part)?;
    let ready = |(at, path): (usize, &String)| -> std::io::Result<(PathBuf, Stamp)> {
        goes_on(stops)?;
        let of = files.get(path.as_str()).ok_or_else(|| std::io::Error::other(path.clone()))?;
        let to = part.join(format!("{at}.new"));
        put(path, of, &to)?;
        let stamp = Stamp::of(&to.symlink_metadata()?);
        Ok((to, stamp))
    };
    let ready: Vec<(PathBuf, Stamp)> =
        changes.new.par_iter().enumerate().map(ready).collect::<std::io::Result<_>>()?;
    let mut taken = Vec::new();
    if let Err(error) = take(place, part, &changes, &ready, &mut taken, stops) {
        give_back(taken);
        return Err(error);
    }
    // A folder that has become empty goes as well.
    let folders: BTreeSet<&Path> =
        changes.gone.iter().flat_map(|path| Path::new(path).ancestors().skip(1)).collect();
    for folder in folders.into_iter().rev().filter(|folder| !folder.as_os_str().is_empty()) {
        let _ = std::fs::remove_dir(place.join(folder));
    }
    let _ = std::fs::remove_dir_all(part);
    let written = Written { new: changes.new.len(), kept: changes.kept.len() };
    // Taking its place touched it.
    let now = |(path, (_, stamp)): (String, (PathBuf, Stamp))| {
        let now = Stamp::at(&place.join(&path)).unwrap_or(stamp);
        (path, now)
    };
    let new = changes.new.into_iter().zip(ready).map(now);
    *known = changes
        .kept
        .into_iter()
        .chain(new)
        .filter_map(|(path, stamp)| {
            let holds = holds(files.get(path.as_str())?);
            Some((path, (stamp, holds)))
        })
        .collect();
    Ok(written)
}

/// Takes steps back, the last first.
fn give_back(taken: Vec<Taken>) {
    for step in taken.into_iter().rev() {
        let _ = match step {
            Taken::Put(at, Some(was)) | Taken::Gone(at, was) => std::fs::rename(was, at),
            Taken::Put(at, None) => std::fs::remove_file(at),
        };
    }
}

fn take(
    place: &Path,
    part: &Path,
    changes: &Changes,
    ready: &[(PathBuf, Stamp)],
    taken: &mut Vec<Taken>,
    stops: &Stops<'_>,
) -> std::io::Result<()> {
    for (at, (path, (from, _))) in changes.new.iter().zip(ready).enumerate() {
        goes_on(stops)?;
        let (to, was) = (place.join(path), part.join(format!("{at}.was")));
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let before = to.symlink_metadata().is_ok();
        if before {
            // Where the disk knows no links, it is copied.
            std::fs::hard_link(&to, &was).or_else(|_| std::fs::copy(&to, &was).map(drop))?;
        }
        std::fs::rename(from, &to)?;
        taken.push(Taken::Put(to, before.then_some(was)));
    }
    for (at, path) in changes.gone.iter().enumerate() {
        goes_on(stops)?;
        let (from, was) = (place.join(path), part.join(format!("{at}.gone")));
        std::fs::rename(&from, &was)?;
        taken.push(Taken::Gone(from, was));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn where_a_file_cannot_take_its_place_those_before_it_give_theirs_back() {
        let folder =
            std::env::temp_dir().join(format!("goodfaith-in-place-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let (place, part) = (folder.join("site"), folder.join("part"));
        std::fs::create_dir_all(&place).unwrap();
        std::fs::create_dir_all(&part).unwrap();
        std::fs::write(place.join("index.html"), "before").unwrap();
        std::fs::write(place.join("old.html"), "old").unwrap();
        let ready = |name: &str, there: bool| {
            let path = part.join(name);
            std::fs::write(&path, "after").unwrap();
            let stamp = Stamp::of(&path.symlink_metadata().unwrap());
            if !there {
                std::fs::remove_file(&path).unwrap();
            }
            (path, stamp)
        };
        let changes = |new: [&str; 3]| Changes {
            kept: Vec::new(),
            new: new.map(str::to_owned).to_vec(),
            gone: vec!["old.html".to_owned()],
        };
        let new = changes(["releases/r/a.txt", "index.html", "more.html"]);
        // One that is not there, one after which somebody wants it no longer, and all of them.
        for (there, wanted) in [(false, 9), (true, 3), (true, 9)] {
            let asked = AtomicUsize::new(0);
            let stops = || asked.fetch_add(1, Ordering::Relaxed) >= wanted;
            let ready = [ready("0.new", true), ready("1.new", true), ready("2.new", there)];
            let mut taken = Vec::new();
            let done = take(&place, &part, &new, &ready, &mut taken, &stops);
            assert_eq!(done.is_ok(), there && wanted == 9);
            assert_eq!(taken.len(), if !there { 2 } else { wanted.min(4) });
            give_back(taken);
            assert_eq!(std::fs::read_to_string(place.join("index.html")).unwrap(), "before");
            assert_eq!(std::fs::read_to_string(place.join("old.html")).unwrap(), "old");
            assert!(!place.join("releases/r/a.txt").exists() && !place.join("more.html").exists());
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

//! Files of a campaign's folder, written whole or not at all.

use std::path::{Path, PathBuf};

use intake::{Finding, Place};

/// Writes each file whole beside its place and then moves it there, so that none is left half written. Folders that are not there are made
/// where that is asked for.
///
/// # Errors
///
/// The first file that cannot be written; then none was.
pub fn write_whole(files: &[(PathBuf, Vec<u8>)], making_folders: bool) -> Result<(), Finding> {
    let mut ready: Vec<(PathBuf, &Path)> = Vec::new();
    let written = files.iter().try_for_each(|(path, bytes)| {
        if making_folders
            && let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(|error| (path, error))?;
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let beside = path.with_file_name(name);
        ready.push((beside.clone(), path));
        std::fs::write(&beside, bytes).map_err(|error| (path, error))
    });
    let moved = written.and_then(|()| {
        ready.iter().zip(files).try_for_each(|((beside, path), (named, _))| {
            std::fs::rename(beside, path).map_err(|error| (named, error))
        })
    });
    if let Err((path, error)) = moved {
        for (beside, _) in &ready {
            let _ = std::fs::remove_file(beside);
        }
        let place = Place::File(path.display().to_string());
        return Err(Finding::error(place, format!("cannot be written: {error}"))
            .mend("check that the folder exists and may be written to"));
    }
    Ok(())
}

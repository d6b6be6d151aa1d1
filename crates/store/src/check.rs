use std::collections::BTreeSet;
use std::path::Path;

use record::{Head, PrintedHead, Procedures, fold, read_chain};

use crate::folder::files_named;
use crate::{Campaign, Files, Log, Seal, SealState, SqliteLog, StoreError};

/// Something that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where: `entry 12`, `files/ab12…`, `record.sqlite`.
    pub at: String,
    /// What is wrong.
    pub what: String,
}

/// What a check of a campaign's record came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many entries hold.
    pub entries: u64,
    /// Every entry follows the one before it, whatever else is wrong.
    pub chain_holds: bool,
    /// The end of the record, when all of it holds.
    pub head: Option<Head>,
    /// Files that entries name, and that are there as they should be.
    pub files: usize,
    /// What is wrong, the first bad entry first.
    pub faults: Vec<Fault>,
    /// What is worth saying and no fault.
    pub remarks: Vec<String>,
}

impl Checked {
    fn fault(&mut self, at: impl Into<String>, what: impl Into<String>) {
        self.faults.push(Fault { at: at.into(), what: what.into() });
    }
}

/// Walks the record of a folder: the database, the chain, the seal, the files, the fold; and holds it against a head that
/// somebody kept.
///
/// # Errors
///
/// [`StoreError`] when there is no record to check. Whatever is wrong with one that is there is a [`Fault`].
pub fn check(
    folder: &Path,
    kept: Option<&PrintedHead>,
    law: &Procedures,
) -> Result<Checked, StoreError> {
    let path = Campaign::record_of(folder);
    if crate::is_locked(folder) {
        return Err(StoreError::FolderLocked(folder.to_owned()));
    }
    if !path.exists() {
        return Err(match Seal::path_of(&path).exists() {
            true => StoreError::Gone(path),
            false => StoreError::NoRecord(path),
        });
    }
    let mut checked = Checked::default();
    let mut log = match SqliteLog::open_read_only(&path) {
        Ok(log) => log,
        Err(StoreError::Damaged(_)) => {
            checked.fault("record.sqlite", "the file does not begin as a record does");
            return Ok(checked);
        }
        Err(error) => {
            checked.fault("record.sqlite", error.to_string());
            return Ok(checked);
        }
    };
    // Nobody writes while it is checked: a half-sealed moment is no damage.
    if let Err(error) = log.hold() {
        checked.fault("record.sqlite", error.to_string());
        return Ok(checked);
    }
    match log.faults() {
        Ok(faults) => faults.into_iter().for_each(|fault| checked.fault("record.sqlite", fault)),
        Err(error) => checked.fault("record.sqlite", error.to_string()),
    }
    let stored = match log.stored(0) {
        Ok(stored) => stored,
        Err(error) => {
            checked.fault("record.sqlite", error.to_string());
            return Ok(checked);
        }
    };
    let lines = stored.iter().map(|one| (one.bytes.as_str(), Some(one.hash)));
    let entries = match read_chain(lines) {
        Ok(entries) => entries,
        Err(bad) => {
            checked.entries = bad.number - 1;
            let what = bad.to_string();
            let what = what.split_once(": ").map_or(what.clone(), |(_, what)| what.to_owned());
            checked.faults.insert(0, Fault { at: format!("entry {}", bad.number), what });
            return Ok(checked);
        }
    };
    checked.entries = entries.len() as u64;
    checked.chain_holds = true;
    let head = Head::of(&entries);
    check_seal(&path, head, &entries, &mut checked)?;
    check_files(folder, &entries, &mut checked)?;
    let state = fold(&entries, money_max(), law);
    for refusal in &state.refused {
        let at = refusal.entry.map_or("record".to_owned(), |entry| format!("entry {entry}"));
        checked.fault(
            at,
            format!("it does not follow from the rules: {} ({})", refusal.what, refusal.rule.says),
        );
    }
    for entry in &state.unknown {
        checked.remarks.push(format!(
            "entry {entry} is of a kind that a newer program wrote; it is kept and not read"
        ));
    }
    if let Some(kept) = kept
        && !kept.is_in(&entries)
    {
        let what = match kept.number > head.number {
            true => format!("the record ends at entry {}: entries after it are gone", head.number),
            false => "its hash is another: the record was written anew since".to_owned(),
        };
        checked
            .fault(format!("entry {}", kept.number), format!("not that of the head kept: {what}"));
    }
    if checked.faults.is_empty() {
        checked.head = Some(head);
    }
    Ok(checked)
}

/// The last day there is: everything is folded.
fn money_max() -> jiff::civil::Date {
    jiff::civil::Date::MAX
}

fn check_seal(
    path: &Path,
    head: Head,
    entries: &[record::Entry],
    checked: &mut Checked,
) -> Result<(), StoreError> {
    match Seal::state(path, head)? {
        SealState::Holds => {}
        SealState::Missing if head.number == 0 => {}
        SealState::Missing => checked.fault("record.seal", "it is gone"),
        SealState::Broken => checked.fault("record.seal", "it is not as it was written"),
        SealState::Changed => {
            checked.fault(
                "record.sqlite",
                "bytes in which no entry lies were changed: its hash is not that of record.seal",
            );
        }
        SealState::Earlier(of) => {
            let number = of.split(':').next().unwrap_or_default().to_owned();
            let known = Head::parse(&of).is_ok_and(|kept| kept.is_in(entries));
            match number.parse::<u64>() {
                Ok(sealed) if sealed < head.number && known => checked.remarks.push(format!(
                    "the seal is of entry {sealed}: the program was stopped before it sealed what came after; the next append seals it"
                )),
                Ok(sealed) if sealed < head.number => checked.fault(
                    "record.sqlite",
                    format!("it is not the record that was sealed: entry {sealed} has another hash"),
                ),
                _ => checked.fault(
                    "record.sqlite",
                    format!("the seal is of entry {number}, and the record ends at entry {}", head.number),
                ),
            }
        }
    }
    Ok(())
}

fn check_files(
    folder: &Path,
    entries: &[record::Entry],
    checked: &mut Checked,
) -> Result<(), StoreError> {
    let files = Files::in_folder(&folder.join("files"));
    let mut named = BTreeSet::new();
    for entry in entries {
        for digest in files_named(entry) {
            if !named.insert(digest) {
                continue;
            }
            match files.get(digest) {
                Ok(_) => checked.files += 1,
                Err(StoreError::WrongFile { .. }) => checked.fault(
                    format!("files/{digest}"),
                    format!(
                        "its bytes are not those that crossed the table (entry {})",
                        entry.number
                    ),
                ),
                Err(_) => checked.fault(
                    format!("files/{digest}"),
                    format!("it is not there (entry {})", entry.number),
                ),
            }
        }
    }
    for name in files.names()? {
        let known = record::Digest::parse(&name).is_ok_and(|digest| named.contains(&digest));
        if !known {
            checked.remarks.push(format!("files/{name}: no entry names it"));
        }
    }
    Ok(())
}

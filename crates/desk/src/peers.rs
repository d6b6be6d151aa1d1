//! Rules of peers as they are worked on: their files read, changed and written whole, and registered before the data come in.

use std::path::Path;

use intake::case::peers::rule_form::{self, RowForm, RuleForm};
use intake::case::peers::{
    MatchForm, PeerRule, REGISTER_FILE, Registration, Renamed, RuleTexts, peer_rule, registering,
    renamed, rule_of, with_matches, with_rule,
};
use intake::case::{Book, CASE_FILE};
use intake::{Finding, Findings, Place, Source, data};
use jiff::Timestamp;
use money::Date;
use record::{Digest, Slug};

use crate::{Desk, write_whole};

/// The folder of rules in a campaign's.
const FOLDER: &str = "peers";

/// The rules that a campaign has files of, by their names, in order.
pub fn rule_names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder.join(FOLDER)).into_iter().flatten().flatten();
    let name = |file: std::fs::DirEntry| {
        let own = file.file_name().to_str()?.strip_suffix(".toml")?.to_owned();
        Slug::parse(&own).ok().map(|_| own)
    };
    let mut all: Vec<String> = files.filter_map(name).collect();
    all.sort();
    all
}

/// The texts of a rule's files; none where there is no rule of that name.
///
/// # Errors
///
/// One of them cannot be read, or is no text.
pub fn rule_texts(folder: &Path, name: &str) -> Result<Option<RuleTexts>, Finding> {
    if Slug::parse(name).is_err() {
        return Ok(None);
    }
    let bare = RuleTexts { name: name.to_owned(), rule: String::new(), matches: None };
    let rule = text_of(folder, &bare.path())?;
    let matches = text_of(folder, &bare.matches_path())?;
    Ok(rule.map(|rule| RuleTexts { rule, matches, ..bare }))
}

/// The text of a file; none where there is none.
fn text_of(folder: &Path, path: &str) -> Result<Option<String>, Finding> {
    match std::fs::read_to_string(folder.join(path)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            Err(Finding::error(Place::File(path.to_owned()), format!("cannot be read: {error}"))
                .mend("write it in UTF-8, and see that it may be read"))
        }
    }
}

/// What a rule's files were when a form was filled in: the hash of both.
pub fn stamp_of(texts: &RuleTexts) -> String {
    let matches = texts.matches.as_deref().unwrap_or_default();
    Digest::of(format!("{}\0{matches}", texts.rule).as_bytes()).to_string()
}

/// The texts of a rule with what a form says, and how many rows of its matches go with what was taken out.
///
/// # Errors
///
/// A file is not of the kind it is to be, or what was typed cannot be written.
pub fn changed(before: &RuleTexts, form: &RuleForm) -> Result<(RuleTexts, usize), Finding> {
    let rule = rule_form::write(&before.path(), &before.rule, form)?;
    let known = rule_form::read(&before.path(), &before.rule)?;
    let classes = renames(&known.classes, &form.classes, "name");
    let employers = renames(&known.peers, &form.peers, "employer");
    let (matches, gone) = match &before.matches {
        None => (None, 0),
        Some(text) => {
            let (text, gone) = renamed(&before.matches_path(), text, &classes, &employers)?;
            (Some(text), gone)
        }
    };
    Ok((RuleTexts { rule, matches, name: before.name.clone() }, gone))
}

/// What rows of a file are called otherwise in a form, or are not in it.
fn renames(known: &[RowForm], now: &[RowForm], field: &str) -> Vec<Renamed> {
    let names: Vec<&str> = now.iter().map(|row| row.text(field).trim()).collect();
    let one = |(at, row): (usize, &RowForm)| {
        let was = row.text(field).trim().to_owned();
        let own = now.iter().find(|row| row.was == Some(at));
        let now = own.map(|row| row.text(field).trim().to_owned());
        // What was taken out and typed again is there.
        let again = now.is_none() && names.contains(&was.as_str());
        (now.as_ref() != Some(&was) && !again).then_some(Renamed { was, now })
    };
    known.iter().enumerate().filter_map(one).collect()
}

/// The texts of a rule with what a form says of its matches.
///
/// # Errors
///
/// The rule cannot be read, or the file of its matches is no table of them.
pub fn matched(before: &RuleTexts, said: &[MatchForm]) -> Result<RuleTexts, Findings> {
    let bare = rule_of(&RuleTexts { matches: None, ..before.clone() })?;
    let text = before.matches.as_deref().unwrap_or_default();
    let text = with_matches(&before.matches_path(), text, &bare, said)
        .map_err(|finding| Findings(vec![finding]))?;
    Ok(RuleTexts { matches: Some(text), ..before.clone() })
}

/// The case file's text, with a rule listed or no more.
///
/// # Errors
///
/// The case file is not TOML, or cannot be read.
pub fn case_listing(folder: &Path, day: Date, rule: &str, listed: bool) -> Result<String, Finding> {
    let text = text_of(folder, CASE_FILE)?.unwrap_or_default();
    with_rule(&text, day, rule, listed)
}

/// Reads a rule that is not written yet, and makes the case with it. There is no case where there is no case file, or where it cannot be
/// made for reasons that are not the rule's.
///
/// # Errors
///
/// Every finding that there was not before.
pub fn checked(
    desk: &Desk,
    texts: &RuleTexts,
    case: Option<&str>,
) -> Result<(PeerRule, Option<Book>), Findings> {
    let rule = rule_of(texts)?;
    Ok((rule, case_with(desk, Some(texts), case)?))
}

fn case_with(
    desk: &Desk,
    texts: Option<&RuleTexts>,
    case: Option<&str>,
) -> Result<Option<Book>, Findings> {
    let path = desk.folder.join(CASE_FILE);
    let source = match case {
        Some(text) => Source::Given { name: CASE_FILE.to_owned(), bytes: text.as_bytes().to_vec() },
        None if path.exists() => Source::Path(path),
        None => return Ok(None),
    };
    match Book::with_rule(&desk.folder, &source, texts) {
        Ok(book) => Ok(Some(book)),
        Err(found) => {
            let known = desk.book().err();
            let is_known = |one: &Finding| {
                known.is_some_and(|known| known.0.iter().any(|other| other.what == one.what))
            };
            let new: Vec<Finding> = found.0.into_iter().filter(|one| !is_known(one)).collect();
            let new = Findings(new);
            if new.has_errors() { Err(new) } else { Ok(None) }
        }
    }
}

/// Why a rule was not written.
#[derive(Debug)]
pub enum NotKept {
    /// Somebody changed its files since the form was opened, or there is a rule of that name already.
    Moved,
    /// What the reader found.
    Findings(Findings),
}

impl From<Findings> for NotKept {
    fn from(findings: Findings) -> NotKept {
        NotKept::Findings(findings)
    }
}

impl From<Finding> for NotKept {
    fn from(finding: Finding) -> NotKept {
        NotKept::Findings(Findings(vec![finding]))
    }
}

/// Writes a rule's files, and the case file where its text is given: all of them or none, and only if the reader takes them and they are
/// still those of a stamp; without one there is to be no such rule yet.
///
/// # Errors
///
/// Why nothing was written.
pub fn keep(
    desk: &Desk,
    texts: &RuleTexts,
    stamp: Option<&str>,
    case: Option<String>,
) -> Result<(), NotKept> {
    checked(desk, texts, case.as_deref())?;
    let now = rule_texts(&desk.folder, &texts.name)?;
    if now.as_ref().map(stamp_of).as_deref() != stamp {
        return Err(NotKept::Moved);
    }
    let before = now.unwrap_or_else(|| RuleTexts {
        name: texts.name.clone(),
        rule: String::new(),
        matches: None,
    });
    let mut files = Vec::new();
    if texts.rule != before.rule {
        files.push((desk.folder.join(texts.path()), texts.rule.clone().into_bytes()));
    }
    if let Some(matches) = texts.matches.as_ref().filter(|_| texts.matches != before.matches) {
        files.push((desk.folder.join(texts.matches_path()), matches.clone().into_bytes()));
    }
    if let Some(case) = case {
        files.push((desk.folder.join(CASE_FILE), case.into_bytes()));
    }
    Ok(write_whole(&files, true)?)
}

/// Has the case list a rule, or list it no more, if the case can be made so.
///
/// # Errors
///
/// Every finding that there was not before.
pub fn list(desk: &Desk, day: Date, rule: &str, listed: bool) -> Result<(), Findings> {
    let one = |finding: Finding| Findings(vec![finding]);
    let text = case_listing(&desk.folder, day, rule, listed).map_err(one)?;
    case_with(desk, None, Some(&text))?;
    write_whole(&[(desk.folder.join(CASE_FILE), text.into_bytes())], false).map_err(one)
}

/// Registers a rule as it is, at a time.
///
/// # Errors
///
/// Every finding of the rule and of the data sets; it is registered as it is already; the file cannot be written.
pub fn register(folder: &Path, rule: &str, at: Timestamp) -> Result<Registration, Findings> {
    let rule = peer_rule(folder, rule)?;
    let (sets, findings) = data::of_campaign(folder);
    if findings.has_errors() {
        return Err(findings);
    }
    let (line, text) = registering(folder, &rule, at, &sets)?;
    write_whole(&[(folder.join(REGISTER_FILE), text.into_bytes())], true)
        .map_err(|finding| Findings(vec![finding]))?;
    Ok(line)
}

//! A piece as it is written: a file of Markdown in `pieces/`, with what it is and whom it is for in a few lines of TOML above.

use std::path::Path;

use money::Date;
use record::audience::{AUDIENCES, Audience};
use record::{Audiences, Digest, Slug};

use crate::files::bytes::{Bytes, Source};
use crate::toml_fields::{Fields, TomlFile};
use crate::{Finding, Findings, Place};

/// The folder of pieces in a campaign's folder.
pub const PIECES: &str = "pieces";

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PieceKind {
    /// Where bargaining stands.
    Report,
    /// An answer to what members ask, for a named listener.
    Answer,
    /// Anything else that is to be read: a call to act, a page of the site.
    Page,
    /// One number, to be shared.
    Figure,
}

const KINDS: [(&str, PieceKind); 4] = [
    ("report", PieceKind::Report),
    ("answer", PieceKind::Answer),
    ("page", PieceKind::Page),
    ("figure", PieceKind::Figure),
];

impl PieceKind {
    /// Its name, as files have it.
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| *name)
    }
}

/// A piece as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PieceFile {
    /// Its name: that of its file, without the ending.
    pub slug: Slug,
    /// The file, as messages name it.
    pub file: String,
    /// The hash of its bytes.
    pub sha256: Digest,
    /// What it is.
    pub kind: PieceKind,
    /// Its title.
    pub title: String,
    /// The day it is dated; what it says is as of that day.
    pub day: Date,
    /// The day of the report before it: what moved is told since then.
    pub since: Option<Date>,
    /// Whom it is for.
    pub audience: Audiences,
    /// `en` or `es`.
    pub language: String,
    /// The piece that it says in another language.
    pub translates: Option<Slug>,
    /// Two lines that say the whole, with their line in the file.
    pub summary: Option<(String, usize)>,
    /// It is invented, and says so.
    pub synthetic: bool,
    /// Of an answer: the questions it answers.
    pub questions: Vec<Slug>,
    /// Of an answer: who asks.
    pub listener: Option<String>,
    /// Of an answer: the public value that it speaks to.
    pub value: Option<String>,
    /// Of a figure: its name in the case, with its line in the file.
    pub figure: Option<(String, usize)>,
    /// The text.
    pub text: String,
    /// The line of the file on which the text begins, from 1.
    pub text_line: usize,
}

const FIELDS: [&str; 13] = [
    "kind",
    "title",
    "day",
    "since",
    "audience",
    "language",
    "translates",
    "summary",
    "synthetic",
    "questions",
    "listener",
    "value",
    "figure",
];

/// Who asks about bargaining, as pieces name them.
pub const LISTENERS: [&str; 6] =
    ["supervisor", "manager", "friend", "family", "elected-official", "reporter"];

/// Every piece of a campaign, by name; no folder is no piece.
///
/// # Errors
///
/// Every finding in all of them.
pub fn pieces_of(campaign: &Path) -> Result<Vec<PieceFile>, Findings> {
    let folder = campaign.join(PIECES);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut findings = Findings::default();
    let unread = |error: std::io::Error| {
        let place = Place::File(folder.display().to_string());
        Findings(vec![Finding::error(place, format!("the folder cannot be read: {error}"))])
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(unread)? {
        paths.push(entry.map_err(unread)?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        match read_piece(&Source::Path(path)) {
            Ok(piece) => all.push(piece),
            Err(more) => findings.0.extend(more.0),
        }
    }
    for piece in &all {
        let of = piece.translates.as_ref();
        if let Some(of) = of.filter(|of| !all.iter().any(|one: &PieceFile| one.slug == **of)) {
            let what = format!("it translates {of}, and there is no such piece");
            let place = Place::File(piece.file.clone());
            findings.push(Finding::error(place, what).mend("name a file of pieces/, without .md"));
        }
    }
    if findings.has_errors() { Err(findings) } else { Ok(all) }
}

/// Reads a piece.
///
/// # Errors
///
/// Every finding in its head.
pub fn read_piece(source: &Source) -> Result<PieceFile, Findings> {
    let one = |finding: Finding| Findings(vec![finding]);
    let bytes = Bytes::read(source)
        .map_err(|finding| one(finding.mend("begin one: goodfaith publish draft report")))?;
    let name = bytes.name.clone();
    let text = bytes.text().map_err(one)?.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let place = |line: usize| Place::Line { file: name.clone(), line };
    let head = text.strip_prefix("+++\n").ok_or_else(|| {
        let what = "a piece begins with a line +++, its head, and another line +++";
        one(Finding::error(place(1), what)
            .mend("write title, day and audience between two lines +++"))
    })?;
    let end = head.find("\n+++\n").or_else(|| head.strip_suffix("\n+++").map(str::len));
    let Some(end) = end else {
        return Err(one(Finding::error(place(1), "the head of the piece has no end")
            .mend("close it by a line of its own: +++")));
    };
    // A line before it keeps the numbers of the lines.
    let toml = TomlFile::parse(&name, &format!("\n{}\n", &head[..end])).map_err(one)?;
    let body = head.get(end + 5..).unwrap_or("");
    let text_line = 2 + head[..end].lines().count() + 1;
    let mut findings = Findings::default();
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(&name).trim_end_matches(".md");
    let slug = Slug::parse(stem).map_err(|error| {
        one(Finding::error(Place::File(name.clone()), format!("\"{stem}\": {error:?}"))
            .expected("a name of small letters, digits and hyphens"))
    })?;
    let read = of_head(&toml.root(), &mut findings);
    let (Some(read), false) = (read, findings.has_errors()) else { return Err(findings) };
    Ok(PieceFile {
        slug,
        file: name.clone(),
        sha256: Digest::of(text.as_bytes()),
        text: body.to_owned(),
        text_line,
        ..read
    })
}

fn of_head(root: &Fields<'_>, findings: &mut Findings) -> Option<PieceFile> {
    root.only(&FIELDS, &[], findings);
    let needed = |field: &str, what: &str, findings: &mut Findings| {
        let found = root.text(field, findings).filter(|text| !text.trim().is_empty());
        if found.is_none() && !root.has(field) {
            root.missing(field, what, findings);
        }
        found
    };
    let slug = |field: &str, findings: &mut Findings| {
        let text = root.text(field, findings)?;
        let read = Slug::parse(&text).ok();
        if read.is_none() {
            root.wrong(field, "a name of small letters, digits and hyphens", findings);
        }
        read
    };
    let kind = root.choice("kind", &KINDS, findings);
    if kind.is_none() && !root.has("kind") {
        root.missing("kind", "report, answer, figure or page", findings);
    }
    let title = needed("title", "what it is called", findings);
    let day = root.date("day", findings);
    if day.is_none() && !root.has("day") {
        root.missing("day", "the day it is dated, such as 2022-07-12", findings);
    }
    let since = root.date("since", findings);
    if let (Some(since), Some(day)) = (since, day)
        && since > day
    {
        root.wrong("since", "a day before `day`", findings);
    }
    let named = root.texts("audience", findings);
    if named.is_none() && !root.has("audience") {
        root.missing("audience", &format!("whom it is for: {AUDIENCES}"), findings);
    }
    let audience: Option<Audiences> = named.and_then(|named| {
        let read: Result<Audiences, String> =
            named.iter().map(|who| Audience::parse(who)).collect();
        let read = read.ok().filter(|read| !read.is_empty());
        if read.is_none() {
            root.wrong("audience", AUDIENCES, findings);
        }
        read
    });
    let language = root.text("language", findings).unwrap_or_else(|| "en".to_owned());
    if !["en", "es"].contains(&language.as_str()) {
        root.wrong("language", "en or es", findings);
    }
    let summary = root.text("summary", findings).filter(|text| !text.trim().is_empty());
    let line_of = |field: &str| match root.place_of(field) {
        Place::Line { line, .. } => line,
        _ => 1,
    };
    let questions = root.texts("questions", findings).unwrap_or_default();
    let read: Vec<Slug> = questions.iter().filter_map(|one| Slug::parse(one).ok()).collect();
    if read.len() != questions.len() {
        root.wrong("questions", "ids of members' questions", findings);
    }
    let listener = root.text("listener", findings);
    if listener.as_ref().is_some_and(|one| !LISTENERS.contains(&one.as_str())) {
        root.wrong("listener", &LISTENERS.join(", "), findings);
    }
    let value = root.text("value", findings);
    if kind == Some(PieceKind::Answer) {
        if listener.is_none() && !root.has("listener") {
            root.missing("listener", &format!("who asks: {}", LISTENERS.join(", ")), findings);
        }
        if value.as_deref().is_none_or(|value| value.trim().is_empty()) {
            root.missing("value", "the public value it speaks to, such as \"safety\"", findings);
        }
    }
    let figure = root.text("figure", findings);
    if kind == Some(PieceKind::Figure) {
        if figure.is_none() && !root.has("figure") {
            root.missing("figure", "its name in the case: goodfaith case receipt", findings);
        }
        if summary.is_none() && !root.has("summary") {
            let what = "what the number is, in a line that can stand under it on a card";
            root.missing("summary", what, findings);
        }
    } else if kind.is_some() && figure.is_some() {
        root.wrong("figure", "kind = \"figure\", for a piece that shares one number", findings);
    }
    Some(PieceFile {
        slug: Slug::from_words("piece"),
        file: String::new(),
        sha256: Digest::NONE,
        kind: kind?,
        title: title?,
        day: day?,
        since,
        audience: audience?,
        language,
        translates: slug("translates", findings),
        summary: summary.map(|text| (text, line_of("summary"))),
        synthetic: root.truth("synthetic", findings).unwrap_or(false),
        questions: read,
        listener,
        value,
        figure: figure.map(|name| (name, line_of("figure"))),
        text: String::new(),
        text_line: 1,
    })
}

/// Whether an address is one of the web.
pub(crate) fn is_web_address(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}

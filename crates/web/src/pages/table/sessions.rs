//! A session is begun; its lines are written, each durably before the page comes back.

use desk::adding::{author, now};
use desk::notes::{NotTaken, Taker};
use record::Slug;
use store::{Campaign, NoteKind, StoreError, Vault};

use super::notes::shown;
use super::parts::day_of;
use crate::app::{Asked, Done, Problem};
use crate::forms::Form;

/// A kind of line: the letters that it has in the command, and what it is called.
pub(crate) struct Kind {
    /// Its letters.
    pub key: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// Whether it is on an item.
    on_item: bool,
}

const fn on(key: &'static str, label: &'static str) -> Kind {
    Kind { key, label, on_item: true }
}

const fn kind(key: &'static str, label: &'static str) -> Kind {
    Kind { key, label, on_item: false }
}

/// Lines that go to the record, in the order in which they are needed.
pub(crate) const KINDS: [(&str, &[Kind]); 4] = [
    (
        "Passes",
        &[
            on("u", "We pass"),
            on("e", "They pass"),
            on("w u", "A what-if of ours"),
            on("w e", "A what-if of theirs"),
            on("r u", "Our same offer again"),
            on("r e", "Their same offer again"),
        ],
    ),
    (
        "Answers",
        &[
            on("q u", "We ask"),
            on("q e", "They ask"),
            on("a u", "We answer a question"),
            on("a e", "They answer a question"),
            on("y u", "We accept"),
            on("y e", "They accept"),
            on("n u", "We refuse"),
            on("n e", "They refuse"),
            on("k u", "We are not ready"),
            on("k e", "They are not ready"),
            on("t", "Agreed, initialled by both"),
        ],
    ),
    (
        "Said",
        &[
            kind("l u", "Said by us"),
            kind("l e", "Said by them"),
            kind("-", "Anything else"),
            kind("i u", "Who is here for us"),
            kind("i e", "Who is here for them"),
            kind("+", "A new item: its id and title"),
        ],
    ),
    (
        "The session",
        &[
            kind("c u", "Our caucus begins, or ends"),
            kind("c e", "Their caucus begins, or ends"),
            kind("z", "Take the last line back"),
            kind("x", "The session ends"),
        ],
    ),
];

/// Lines that go to the vault and nowhere else.
pub(crate) const VAULT_KINDS: [Kind; 3] =
    [on("v", "Said in caucus"), on("bottom-line", "A bottom line"), on("priority", "A priority")];

/// What lines without words of their own are.
const WORDLESS: [&str; 4] = ["c u", "c e", "z", "x"];

/// A session begins.
pub(crate) fn begin(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let again = |why: Vec<String>| Ok(Done::Again(shown(asked, form, Some(("begin", &why)))?));
    let day = match day_of(asked, form.text("day")) {
        Ok(day) => day,
        Err(why) => return again(vec![why]),
    };
    let begun = Campaign::open(asked.folder())
        .map_err(NotTaken::from)
        .and_then(|campaign| Taker::begin(campaign, author(None), day, day == asked.today()));
    match begun {
        Ok(taker) => Ok(Done::To(format!("/table/notes?session={}", taker.session()))),
        Err(why) => again(vec![reason(&why)]),
    }
}

/// Why a line was not taken down: what, the rule with its source, the mend.
fn reason(why: &NotTaken) -> String {
    let rule =
        why.rule.map(|rule| format!("\n  the rule: {}\n  its source: {}", rule.says, rule.source));
    let mend = (!why.mend.is_empty()).then(|| format!("\n  mend: {}", why.mend));
    format!("{}{}{}", why.what, rule.unwrap_or_default(), mend.unwrap_or_default())
}

/// A line. What is for the vault never comes near the record.
pub(crate) fn line(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let again = |why: String| Ok(Done::Again(shown(asked, form, Some(("line", &[why])))?));
    let key = form.text("kind");
    // A line is one line, whatever is sent.
    let words = form.text("text").split(|letter: char| letter.is_control());
    let text = words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ");
    let item = form.text("item");
    let session = form.text("session");
    let on = match item {
        "" => String::new(),
        item => format!("&item={}", encoded(item)),
    };
    let back = format!("/table/notes?session={}&kind={}{on}", encoded(session), encoded(key));
    if VAULT_KINDS.iter().any(|kind| kind.key == key) {
        if text.is_empty() {
            return again("nothing was typed\n  mend: say it in a line".to_owned());
        }
        return match in_vault(asked, key, item, &text) {
            Ok(number) => Ok(Done::To(format!("{back}&kept={number}"))),
            Err(why) => again(why),
        };
    }
    let Some(kind) = KINDS.iter().flat_map(|(_, all)| *all).find(|kind| kind.key == key) else {
        return Err(Problem::Unclear(format!("no line is called {key}")));
    };
    let Ok(session) = Slug::parse(session) else {
        return again("no session is open\n  mend: begin one".to_owned());
    };
    let line = match (kind.on_item, item) {
        _ if WORDLESS.contains(&key) => key.to_owned(),
        (true, item) if !item.is_empty() => format!("{key} {item} {text}"),
        _ if text.is_empty() => {
            return again("nothing was typed\n  mend: say it in a line".to_owned());
        }
        _ => format!("{key} {text}"),
    };
    let taken = Campaign::open(asked.folder()).map_err(NotTaken::from).and_then(|campaign| {
        let mut taker = Taker::resume(campaign, author(None), &session, asked.today())?;
        taker.take(line.trim_end())?;
        Ok(taker.campaign().head().number)
    });
    match taken {
        Ok(number) => {
            // After a line about the session itself the next one is another kind.
            let back = if WORDLESS.contains(&key) {
                format!("/table/notes?session={session}")
            } else {
                back
            };
            Ok(Done::To(format!("{back}&written={number}")))
        }
        Err(why) => again(reason(&why)),
    }
}

/// Writes a line to the vault, which needs no passphrase: only reading does.
fn in_vault(asked: &Asked, key: &str, item: &str, text: &str) -> Result<u64, String> {
    let said = |error: StoreError| format!("{error}\n  mend: {}", error.mend());
    let kind = match key {
        "bottom-line" => NoteKind::BottomLine,
        "priority" => NoteKind::Priority,
        _ => NoteKind::Caucus,
    };
    let item = match item {
        "" => None,
        item => Some(Slug::parse(item).map_err(|error| error.to_string())?),
    };
    let vault = Vault::find(asked.folder()).map_err(said)?;
    vault.add(&author(None), now(), kind, item, text).map_err(said)
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

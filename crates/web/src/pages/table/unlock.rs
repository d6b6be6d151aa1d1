//! The vault is opened by a member's passphrase, in the memory of this program alone, and locked again. The passphrase is in no address,
//! in no file and in no message.

use std::time::Duration;

use desk::beginning::make_vault;
use maud::{Markup, html};
use record::Slug;
use store::{Note, NoteKind, Passphrase, StoreError, Vault};

use super::notes::{Stopped, shown};
use super::parts::{choice, line, stopped};
use crate::app::{Asked, Done, Problem};
use crate::forms::Form;

/// After how many minutes without use it locks itself, as somebody may choose.
const MINUTES: [u64; 4] = [10, 5, 30, 60];

/// The vault: how it is opened, or what is in it.
pub(crate) fn vault(asked: &Asked, form: &Form, trouble: Stopped<'_>) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let why = trouble.filter(|(which, _)| *which == "unlock");
    html! {
        section aria-labelledby="vault" class="vault" {
            h2 id="vault" { (t("The vault")) }
            @if let Some((_, reasons)) = why { (stopped(asked, reasons)) }
            @if !Vault::is_in(asked.folder()) {
                (none_yet(asked, form))
            } @else {
                @match asked.keys.of() {
                    None => (locked(asked, form)),
                    Some((member, lasts)) => (open(asked, &member, lasts)),
                }
            }
        }
    }
}

/// The form that makes a vault where there is none.
fn none_yet(asked: &Asked, form: &Form) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    let secret = |id: &str, label: &str| {
        html! {
            p class="field" {
                label for=(id) { (label) }
                input id=(id) name=(id) type="password" autocomplete="new-password" required aria-describedby="no-way-back";
            }
        }
    };
    html! {
        p { (t("The campaign has no vault yet. What the caucus says, bottom lines and priorities belong in one: it opens with the passphrase of a member alone.")) }
        p id="no-way-back" { strong { (t("A lost passphrase cannot be got back: there is no other way in, for us or for anybody. Write it down and keep it where the other side does not come.")) } }
        form method="post" action=(asked.way("/table/notes/vault")) class="sheet" {
            (asked.word())
            @if let Some(session) = form.given("session") { input type="hidden" name="session" value=(session); }
            (line("member", &t("Who opens it first, a short name such as rosa"), "member", form.text("member")))
            (secret("passphrase", &t("Passphrase")))
            (secret("again", &t("The passphrase once more")))
            p class="field" { button { (t("Make the vault")) } }
        }
        p class="soft" { (t("The same as the command:")) " " code { "goodfaith record vault init" } }
    }
}

/// A field of a form as it was typed: a space may be part of it.
fn as_typed(form: &Form, name: &str) -> String {
    let typed = form.fields().iter().find(|(known, _)| known == name);
    typed.map(|(_, words)| words.clone()).unwrap_or_default()
}

/// Makes the vault, and opens it for its first member.
pub(crate) fn make(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let again = |what: &str, mend: &str| {
        let why = format!("{what}\n  mend: {mend}");
        Ok(Done::Again(shown(asked, form, Some(("unlock", &[why])))?))
    };
    let words = as_typed(form, "passphrase");
    if words.trim().is_empty() {
        return again("no passphrase was typed", "type several words that you can keep");
    }
    if words != as_typed(form, "again") {
        return again("the two passphrases differ", "type the same one twice");
    }
    match make_vault(asked.folder(), form.text("member"), &Passphrase::from(words)) {
        Ok((member, vault)) => {
            asked.keys.unlock(vault, member, Duration::from_secs(MINUTES[0] * 60));
            Ok(Done::To(back(form)))
        }
        Err(error) => again(&error.what, &error.mend),
    }
}

/// The notes of the session that a form was on.
fn back(form: &Form) -> String {
    let session = form.given("session").and_then(|session| Slug::parse(session).ok());
    let more = session.map(|session| format!("?session={session}")).unwrap_or_default();
    format!("/table/notes{more}")
}

fn locked(asked: &Asked, form: &Form) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let members = Vault::find(asked.folder()).map(|vault| vault.members().to_vec());
    let minutes =
        MINUTES.map(|count| (count.to_string(), t(&format!("{count} minutes without use"))));
    html! {
        p { strong { (t("Locked: no line of it is shown.")) } " " (t("Lines can be written to it all the same.")) }
        @match members {
            Err(error) => p class="problem" role="alert" { (error) },
            Ok(members) => {
                @let members: Vec<(String, String)> = members.iter().map(|one| (one.name.to_string(), one.name.to_string())).collect();
                form method="post" action=(asked.way("/table/notes/unlock")) {
                    (asked.word())
                    @if let Some(session) = form.given("session") { input type="hidden" name="session" value=(session); }
                    (choice("member", &t("Member"), "member", &members, form.text("member")))
                    p class="field" {
                        label for="passphrase" { (t("Passphrase")) }
                        input id="passphrase" name="passphrase" type="password" autocomplete="current-password";
                    }
                    (choice("minutes", &t("It locks itself after"), "minutes", &minutes, form.text("minutes")))
                    p class="field" { button { (t("Open the vault")) } }
                }
            },
        }
    }
}

fn open(asked: &Asked, member: &Slug, lasts: Duration) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let read = asked.keys.with(|open| open.notes());
    let lines = |notes: &[Note]| {
        let own: Vec<&Note> =
            notes.iter().rev().filter(|note| note.kind != NoteKind::Draft).collect();
        html! {
            @if own.is_empty() { p class="calm" { (t("Nothing was written to it yet.")) } }
            ol class="entries" {
                @for note in own {
                    li {
                        strong { (t(note.kind.name())) } " " (note.number) ", " (note.written)
                        @if let Some(item) = &note.item { ", " (item) } ": "
                        span class="said" { (note.text) }
                    }
                }
            }
        }
    };
    html! {
        form method="post" action=(asked.way("/table/notes/lock")) {
            (asked.word())
            p { strong { (t("Open for")) " " (member) ". " } (t(&format!("It locks itself after {} minutes without use.", lasts.as_secs() / 60))) }
            button { (t("Lock the vault")) }
        }
        @match read {
            None => p { (t("Locked: no line of it is shown.")) },
            Some(Err(error)) => p class="problem" role="alert" { (error) },
            Some(Ok((notes, faults))) => {
                @for fault in &faults { p class="problem" role="alert" { (speech.own(fault)) } }
                (lines(&notes))
            },
        }
    }
}

/// Opens the vault.
pub(crate) fn unlock(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let again = |why: String| Ok(Done::Again(shown(asked, form, Some(("unlock", &[why])))?));
    let said = |error: StoreError| format!("{error}\n  mend: {}", error.mend());
    let Ok(member) = Slug::parse(form.text("member")) else {
        return again("no member is named\n  mend: choose one".to_owned());
    };
    let words = Passphrase::from(as_typed(form, "passphrase"));
    let minutes = form.text("minutes").parse::<u64>().ok();
    let minutes = minutes.filter(|count| MINUTES.contains(count)).unwrap_or(MINUTES[0]);
    let opened = Vault::find(asked.folder()).and_then(|vault| vault.open(&member, &words));
    match opened {
        Ok(vault) => {
            asked.keys.unlock(vault, member, Duration::from_secs(minutes * 60));
            Ok(Done::To(back(form)))
        }
        Err(error) => again(said(error)),
    }
}

/// Locks it.
pub(crate) fn lock(asked: &Asked, _: &Form) -> Result<Done, Problem> {
    asked.keys.lock();
    Ok(Done::To("/table/notes".to_owned()))
}

//! The vault is opened by a member's passphrase, in the memory of this program alone, and locked again. The passphrase is in no address,
//! in no file and in no message.

use std::time::Duration;

use maud::{Markup, html};
use record::Slug;
use store::{Note, NoteKind, Passphrase, StoreError, Vault};

use super::notes::{Stopped, shown};
use super::parts::{choice, stopped};
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
                p { (t("The campaign has no vault yet. This makes one:")) " " code { "goodfaith record vault init MEMBER" } }
            } @else {
                @match asked.keys.of() {
                    None => (locked(asked, form)),
                    Some((member, lasts)) => (open(asked, &member, lasts)),
                }
            }
        }
    }
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
    // As it was typed: a space may be part of it.
    let typed = form.fields().iter().find(|(name, _)| name == "passphrase");
    let words = Passphrase::from(typed.map(|(_, words)| words.clone()).unwrap_or_default());
    let minutes = form.text("minutes").parse::<u64>().ok();
    let minutes = minutes.filter(|count| MINUTES.contains(count)).unwrap_or(MINUTES[0]);
    let opened = Vault::find(asked.folder()).and_then(|vault| vault.open(&member, &words));
    match opened {
        Ok(vault) => {
            asked.keys.unlock(vault, member, Duration::from_secs(minutes * 60));
            let session = form.given("session").and_then(|session| Slug::parse(session).ok());
            let more = session.map(|session| format!("?session={session}")).unwrap_or_default();
            Ok(Done::To(format!("/table/notes{more}")))
        }
        Err(error) => again(said(error)),
    }
}

/// Locks it.
pub(crate) fn lock(asked: &Asked, _: &Form) -> Result<Done, Problem> {
    asked.keys.lock();
    Ok(Done::To("/table/notes".to_owned()))
}

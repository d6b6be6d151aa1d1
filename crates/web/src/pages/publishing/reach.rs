//! How far a release went, as somebody counted it.

use desk::adding;
use desk::publish::Stopped;
use maud::{Markup, html};
use record::body::{Body, Reach};
use record::said::{Said, Table};
use record::{Draft, Slug, When};

use super::{by, field, to_write};
use crate::app::{Asked, Done, Problem};
use crate::forms::Form;

/// Now, in whole seconds, by this computer's clock.
pub(super) fn now() -> jiff::Timestamp {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// What was counted of a release, by its entries.
pub(super) fn counted(asked: &Asked, id: &Slug) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let all: Vec<(u64, &Reach)> = asked
        .opened
        .desk
        .entries()
        .iter()
        .filter(|entry| entry.draft.place() <= asked.day)
        .filter_map(|entry| match &entry.draft.body {
            Body::Reach(reach) if reach.release == *id => Some((entry.number, reach.as_ref())),
            _ => None,
        })
        .collect();
    html! {
        @if all.is_empty() { p class="calm" { (t("Nobody has counted yet. Nothing of ours tracks readers.")) } }
        @else {
            div class="scroll" tabindex="0" role="region" aria-labelledby="reach" {
                table {
                    thead { tr { th scope="col" { (t("Channel")) } th scope="col" { (t("Day")) } th scope="col" { (t("Counted")) } th scope="col" { (t("From")) } } }
                    tbody {
                        @for (number, reach) in &all {
                            tr {
                                th scope="row" { a href=(asked.way(&format!("/record/{number}"))) { (reach.channel) } }
                                td { (speech.day(reach.on)) }
                                td { @for (at, (name, count)) in reach.numbers().unwrap_or_default().iter().enumerate() { @if at > 0 { ", " } (name) " " (count) } }
                                td { (speech.own(&reach.from)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The form to enter what was counted.
pub(super) fn form(asked: &Asked, id: &Slug, typed: &Form) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    html! {
        form method="post" action=(asked.way(&format!("/publishing/releases/{id}/reach"))) class="tall" {
            (asked.word())
            (field("channel", &t("Channel: site, newsletter, the name of a platform"), html! { input id="channel" name="channel" value=(typed.text("channel")) required; }))
            (field("counts", &t("What was counted, with commas: seen=1200, shared=30"), html! { input id="counts" name="counts" value=(typed.text("counts")) required; }))
            (field("from", &t("Who reports it"), html! { input id="from" name="from" value=(typed.text("from")) required; }))
            button { (t("Enter it")) }
        }
    }
}

/// Reads what was counted.
fn read(asked: &Asked, id: &Slug, form: &Form) -> Result<Reach, Stopped> {
    let mut counts = Table::default();
    for one in form.text("counts").split(',').map(str::trim).filter(|one| !one.is_empty()) {
        let (name, number) = one.split_once('=').ok_or_else(|| {
            Stopped::said(format!("\"{one}\" is no count"), "write it so: seen=1200")
        })?;
        let number: u32 = number.trim().parse().map_err(|_| {
            Stopped::said(
                format!("{one}: \"{}\" is no whole number", number.trim()),
                "write digits alone",
            )
        })?;
        counts.insert(name.trim().to_owned(), Said::Whole(i64::from(number)));
    }
    Ok(Reach {
        release: id.clone(),
        channel: form.text("channel").to_owned(),
        on: asked.day,
        counts,
        from: form.text("from").to_owned(),
    })
}

/// Enters what was counted.
pub(super) fn entered(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let known = super::release::known(asked)?;
    let done = read(asked, &known.id, form).map(|reach| {
        let by = reach.from.clone();
        Draft::new(&by, now(), Some(When::on(asked.day)), Body::from(reach))
    });
    let done = match done {
        Ok(draft) => {
            let mut desk = to_write(asked)?;
            adding::add(&mut desk.campaign, vec![draft]).map(drop).map_err(Stopped::from)
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(Done::To(format!("/publishing/releases/{}", known.id))),
        Err(error) => Ok(Done::Again(super::release::shown(asked, &known, form, Some(&error))?)),
    }
}

/// A reason and a name: the form by which a release is taken back.
pub(super) fn withdraw(asked: &Asked, id: &Slug, typed: &Form) -> Markup {
    let t = |text: &str| asked.speech().t(text);
    html! {
        form method="post" action=(asked.way(&format!("/publishing/releases/{id}/withdraw"))) class="tall" {
            (asked.word())
            (field("reason", &t("Why it is withdrawn"), html! { input id="reason" name="reason" value=(typed.text("reason")) required; }))
            (by(asked, typed.text("by")))
            button { (t("Withdraw it")) }
        }
    }
}

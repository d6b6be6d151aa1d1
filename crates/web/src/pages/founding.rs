//! A folder without a campaign: the page that begins one, and nothing else.

use std::path::Path;

use desk::DeskError;
use desk::adding::{author, now};
use desk::beginning::{Beginning, NotBegun, begin_campaign};
use intake::{Scene, campaign_scene};
use maud::{Markup, html};
use money::Date;
use record::Slug;
use record::body::{Party, Side, Unit};

use crate::forms::Form;
use crate::words::Speech;

/// Where the form goes.
pub(crate) const PATH: &str = "/begin";

/// What the page is called.
pub(crate) const TITLE: &str = "Begin a campaign here";

/// How many names of what is in the folder are shown.
const NAMES: usize = 12;

/// The sides of the table, each with the name of its fields and its labels.
const SIDES: [(Side, &str, &str, &str); 2] = [
    (Side::Union, "union", "The union or association", "Its short name, such as local-12"),
    (Side::Employer, "employer", "The employer", "Its short name, such as city"),
];

/// The page, with what was typed and what stops it.
pub(crate) fn page(
    speech: Speech<'_>,
    folder: &Path,
    word: Markup,
    day: Date,
    (typed, why): (&Form, Option<&NotBegun>),
) -> Markup {
    let t = |text: &str| speech.t(text);
    let line = |name: &str, label: &str, more: bool| {
        html! {
            p class="field" {
                label for=(name) { (t(label)) }
                input id=(name) name=(name) value=(typed.text(name)) autocomplete="off" required[more];
            }
        }
    };
    let there = names_in(folder);
    let scene = campaign_scene(folder).unwrap_or_default();
    let known = scene != Scene::default();
    html! {
        @if let Some(error) = why {
            div class="problem" role="alert" {
                p { strong { (t("Nothing was written.")) } " " (t("What you typed is still here.")) }
                p { (speech.own(&error.what)) }
                p { (t("mend:")) " " (speech.own(&error.mend)) }
            }
        }
        p class="lead" { (t("This folder holds no campaign yet. Say whose it is, and its record begins; everything else may come later.")) }
        p { (t("The folder:")) " " code { (folder.display()) } }
        @if there.is_empty() { p class="soft" { (t("It is empty.")) } }
        @else {
            p class="soft" {
                (t("What lies in it stays as it is:")) " " (there.iter().take(NAMES).cloned().collect::<Vec<_>>().join(", "))
                @if there.len() > NAMES { ", " (there.len() - NAMES) " " (t("more")) }
            }
        }
        @if known { p class="banner" { (t("It has a campaign.toml: what that says of the name, the parties and the units is taken from it, and what you leave empty here as well.")) } }
        form method="post" action=(PATH) class="stack founding" {
            (word)
            (line("name", "What the campaign is called", scene.name.is_none()))
            @if scene.parties.is_empty() {
                @for (_, name, label, short) in SIDES {
                    fieldset {
                        legend { (t(label)) }
                        (line(&format!("{name}-name"), if name == "union" { "Name of the union" } else { "Name of the employer" }, true))
                        (line(&format!("{name}-id"), short, false))
                    }
                }
                (line("unit", "The unit, if it has a name", false))
            }
            p class="field" {
                label for="regime" { (t("The law of the round")) }
                select id="regime" name="regime" {
                    option value="" { (t("not said")) }
                    @for (id, regime) in &intake::law().regimes { option value=(id) selected[typed.text("regime") == id.as_str()] { (regime.name) } }
                }
            }
            p class="field" {
                label for="day" { (t("The day that the record begins with")) }
                input id="day" name="day" type="date" value=(typed.given("day").map_or_else(|| day.to_string(), str::to_owned));
            }
            (line("by", "Who keeps the record", true))
            button { (t("Begin the campaign")) }
        }
        p class="soft" { (t("The same as the command:")) " " code { "goodfaith record init" } }
    }
}

/// What lies in a folder, by name; what is hidden aside.
fn names_in(folder: &Path) -> Vec<String> {
    let all = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = all
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    names
}

/// Begins the campaign of a folder, as the form says.
///
/// # Errors
///
/// Why not; then nothing was written.
pub(crate) fn begin(folder: &Path, form: &Form, day: Date) -> Result<(), NotBegun> {
    let missing =
        |what: &str, mend: &str| NotBegun { what: what.to_owned(), mend: mend.to_owned() };
    let mut scene = campaign_scene(folder).map_err(|found| NotBegun {
        what: DeskError::Files(found).to_string(),
        mend: "mend campaign.toml".to_owned(),
    })?;
    if !form.text("name").is_empty() {
        scene.name = Some(form.text("name").to_owned());
    }
    if scene.name.is_none() {
        return Err(missing("the campaign has no name", "say what it is called"));
    }
    if scene.parties.is_empty() {
        scene.parties = SIDES.iter().map(|side| party(form, side)).collect::<Result<_, _>>()?;
        if scene.parties[0].id == scene.parties[1].id {
            return Err(missing("both sides have one short name", "give each its own"));
        }
    }
    if scene.units.is_empty() && !form.text("unit").is_empty() {
        let name = form.text("unit").to_owned();
        scene.units =
            vec![Unit { id: Slug::from_words(&name), name, represented_by: None, size: None }];
    }
    if form.text("by").is_empty() {
        return Err(missing("nobody keeps the record", "say who does"));
    }
    let on = match form.text("day") {
        "" => day,
        typed => money::date_from_iso(typed).map_err(|error| NotBegun {
            what: format!("{typed}: {error}"),
            mend: "a day such as 2026-07-01".to_owned(),
        })?,
    };
    let regime = Slug::parse(form.text("regime")).ok();
    let beginning = Beginning {
        scene,
        regime: regime.and_then(|id| intake::law().regimes.get(&id)),
        author: author(Some(form.text("by"))),
        written: now(),
        on: Some(on),
    };
    begin_campaign(folder, beginning).map(drop)
}

/// A party, by the name and the short name that were typed.
fn party(
    form: &Form,
    (side, name, label, _): &(Side, &str, &str, &str),
) -> Result<Party, NotBegun> {
    let (full, short) = (form.text(&format!("{name}-name")), form.text(&format!("{name}-id")));
    if full.is_empty() {
        return Err(NotBegun {
            what: format!("one of the parties has no name: {}", label.to_lowercase()),
            mend: "say what it is called".to_owned(),
        });
    }
    let id = match short {
        "" => Ok(Slug::from_words(full)),
        short => Slug::parse(short).map_err(|error| NotBegun {
            what: error.to_string(),
            mend: "letters, digits and hyphens, such as local-12".to_owned(),
        }),
    };
    Ok(Party { id: id?, side: *side, name: full.to_owned(), role: None })
}

//! Offers side by side.

use costing::Schedule;
use desk::Costed;
use intake::CostFiles;
use intake::case::OfferOnFile;
use maud::{Markup, html};
use press::CostingPage;

use super::{files_with, made, offers};
use crate::app::{Asked, Page, Problem};
use crate::pages::work::Then;

/// The columns of a roster by which the page can say who gets what.
const BY: [&str; 5] = ["classification", "department", "fund", "group", "plan"];

/// What somebody chose to see.
struct Chosen {
    offers: Vec<String>,
    by: String,
    class: String,
}

impl Chosen {
    /// What the address says; where it names no offers, those of the case and our drafts.
    fn of(asked: &Asked, all: &[OfferOnFile]) -> Chosen {
        let named: Vec<String> = asked.parameters("offer");
        let known = |path: &String| all.iter().any(|offer| offer.path == *path);
        let given = asked.parameter("chosen").is_some();
        let offers = match given || !named.is_empty() {
            true => named.into_iter().filter(known).collect(),
            false => {
                let own = all.iter().filter(|offer| offer.of_case || offer.is_draft);
                own.map(|offer| offer.path.clone()).collect()
            }
        };
        let by = asked.parameter("by").filter(|by| BY.contains(&by.as_str()));
        Chosen {
            offers,
            by: by.unwrap_or_else(|| "classification".to_owned()),
            class: asked.parameter("class").unwrap_or_default(),
        }
    }

    /// The page on which it is shown.
    fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("chosen", "1").append_pair("by", &self.by);
        query.append_pair("class", &self.class);
        query.extend_pairs(self.offers.iter().map(|offer| ("offer", offer)));
        format!("/costing?{}", query.finish())
    }
}

/// The page.
pub(crate) fn compare(asked: &Asked) -> Result<Page, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let (all, later) = offers(asked);
    let chosen = Chosen::of(asked, &all);
    let files = files_with(asked, &chosen.offers)?;
    let Some(files) = files else { return Ok(nothing_to_cost(asked)) };
    let by = vec![chosen.by.clone()];
    let made = made::costing(asked, &chosen.address(), CostFiles { by, ..files });
    let mut costed = false;
    let body = made::shown(asked, &made, Then::Reload, |made| {
        costed = true;
        shown(asked, &all, later, &chosen, made)
    });
    let body = html! {
        (body)
        @if !costed { (chooser(asked, &all, later, &chosen, None)) }
    };
    Ok(Page::of(t("Costing"), "/costing", body))
}

fn shown(
    asked: &Asked,
    all: &[OfferOnFile],
    later: usize,
    chosen: &Chosen,
    made: &Costed,
) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let report = made.report();
    let page = CostingPage::of(&report, asked.language, speech.words);
    let pay = if chosen.class.is_empty() { None } else { page.pay_of(&chosen.class) };
    html! {
        (page.titles())
        (page.glance())
        (chooser(asked, all, later, chosen, Some(&made.loaded.case.schedule)))
        (page.pictures())
        @if let Some(pay) = pay {
            section aria-labelledby="pay" { h2 id="pay" { (t("Pay of")) " " (chosen.class) } (pay) }
        }
        (page.offers())
        section aria-labelledby="status-quo" { h2 id="status-quo" { (t("Status quo")) } (page.status_quo()) }
        section aria-labelledby="made-from" { h2 id="made-from" { (t("What it is made from")) } (page.made_from()) }
        section aria-labelledby="receipts" {
            h2 id="receipts" { (t("Receipts")) }
            p { (t("How each number above was made, step by step.")) }
            (page.receipts())
        }
    }
}

/// What to look at: offers, the column, a class; and the ways to the offers' own pages.
fn chooser(
    asked: &Asked,
    all: &[OfferOnFile],
    later: usize,
    chosen: &Chosen,
    schedule: Option<&Schedule>,
) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let mut classes: Vec<&str> = schedule
        .into_iter()
        .flat_map(|schedule| &schedule.ladders)
        .map(|ladder| ladder.classification.as_str())
        .collect();
    classes.dedup();
    html! {
        section aria-labelledby="choose" {
            h2 id="choose" { (t("What is held side by side")) }
            form method="get" action="/costing" class="stack" {
                input type="hidden" name="chosen" value="1";
                @if let Some(on) = asked.parameter("on") { input type="hidden" name="on" value=(on); }
                fieldset {
                    legend { (t("Offers")) }
                    @for (at, offer) in all.iter().enumerate() {
                        @let id = format!("chosen-{at}");
                        p class="choice" {
                            input type="checkbox" id=(id) name="offer" value=(offer.path) checked[chosen.offers.contains(&offer.path)];
                            label for=(id) { (speech.own(&offer.title)) @if offer.is_draft { " (" (t("draft")) ")" } }
                            " " a href=(asked.way(&address_of(&offer.path))) { @if offer.is_draft { (t("Change")) } @else { (t("Open")) } span class="hidden" { ": " (offer.title) } }
                        }
                    }
                    @if later > 0 { p class="soft" { (later) " " (t("of a later day, which are not shown")) } }
                }
                label for="by" { (t("Who gets what, by")) }
                select id="by" name="by" { @for by in BY { option value=(by) selected[by == chosen.by] { (t(by)) } } }
                @if !classes.is_empty() {
                    label for="class" { (t("Pay by step of")) }
                    select id="class" name="class" {
                        option value="" { (t("no class")) }
                        @for class in &classes { option value=(class) selected[*class == chosen.class] { (class) } }
                    }
                }
                button { (t("Show")) }
            }
            p { a class="go" href=(asked.way("/costing/new")) { (t("Write an offer")) } " " a class="go" href=(asked.way("/costing/import")) { (t("Import a roster or a schedule")) } " " a class="go" href=(asked.way("/costing/setup")) { (t("What the costing is made from")) } }
        }
    }
}

/// Where the page of an offer is.
pub(crate) fn address_of(path: &str) -> String {
    let part = |part: &str| {
        form_urlencoded::byte_serialize(part.as_bytes()).collect::<String>().replace('+', "%20")
    };
    format!("/costing/offers/{}", path.split('/').map(part).collect::<Vec<_>>().join("/"))
}

/// What is said where nothing can be costed yet.
fn nothing_to_cost(asked: &Asked) -> Page {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let body = html! {
        p class="calm" { (t("Nothing can be costed yet: the campaign needs a roster, a schedule, and what the costing takes as given.")) }
        p { a class="go" href=(asked.way("/costing/import")) { (t("Import a roster or a schedule")) } " " a class="go" href=(asked.way("/costing/setup")) { (t("What the costing is made from")) } }
    };
    Page::of(t("Costing"), "/costing", body)
}

//! The offers side by side: on each item, what each side last put on the table as far as its readers may see, and what came before.

use intake::case::Part;
use maud::{Markup, html};
use record::body::Side;
use record::{ItemState, PassState, PassStatus, Slug};

use super::case_cards::{card, is_shown};
use super::maker::{Made, Maker};

/// A pass that the audience sees, with what it says on an item.
type Passed<'a> = (&'a PassState, &'a record::body::PassItem);

/// The formal passes on an item that the audience sees, in order.
fn passes<'a>(maker: &Maker<'a>, item: &Slug) -> Vec<Passed<'a>> {
    let all = maker.ask.state.passes.values();
    let all = all.filter(|pass| pass.pass.kind.is_formal() && maker.seen.sees(pass.since.entry));
    let mut all: Vec<Passed<'a>> =
        all.filter_map(|pass| Some((pass, pass.item(item)?.as_ref()))).collect();
    all.sort_by_key(|(pass, _)| pass.since);
    all
}

/// Whether its side took back what a pass says on an item, where the audience sees that.
fn is_gone(maker: &Maker<'_>, pass: &PassState, item: &Slug) -> bool {
    pass.items.get(item).is_some_and(|(status, since)| {
        matches!(status, PassStatus::Withdrawn | PassStatus::Expired)
            && maker.seen.sees(since.entry)
    })
}

/// Items that the audience sees, and on which it sees a pass.
pub(crate) fn shown<'a>(maker_seen: &crate::Seen<'a>) -> Vec<(&'a Slug, &'a ItemState)> {
    let state = maker_seen.state;
    let passed = |id: &Slug| {
        state.passes.values().any(|pass| {
            pass.pass.kind.is_formal()
                && maker_seen.sees(pass.since.entry)
                && pass.item(id).is_some()
        })
    };
    let all = state.items.iter();
    all.filter(|(id, item)| maker_seen.sees(item.raised.entry) && passed(id)).collect()
}

/// The page.
pub(crate) fn pages(maker: &Maker<'_>) -> Vec<Made> {
    maker.begin("offers");
    let items = shown(maker.seen);
    let mut parts: Vec<(Markup, Vec<u64>)> =
        items.iter().map(|(id, _)| (item_part(maker, id), Vec::new())).collect();
    if let Some(costs) = costs(maker) {
        parts.push((costs, Vec::new()));
    }
    let lead = html! {
        p class="lead" { (maker.t("On each item, what each side last put on the table, and what came before.")) }
        @if items.len() > 3 {
            ul class="jump" {
                @for (id, _) in &items { li { a href=(format!("#{id}")) { (maker.own(&maker.seen.demand_title(id))) } } }
            }
        }
    };
    let pages = maker.paged("offers", &maker.t("Offers side by side"), &lead, parts);
    pages.into_iter().map(|(page, _)| page).collect()
}

fn item_part(maker: &Maker<'_>, id: &Slug) -> Markup {
    let all = passes(maker, id);
    let of = |side: Side| -> Vec<Passed<'_>> {
        all.iter().copied().filter(|(pass, _)| pass.side == side).collect()
    };
    let sides = [(Side::Union, "The union"), (Side::Employer, "The employer")];
    let agreed = maker.ask.state.agreed.values().find(|one| {
        one.status().stands()
            && one.agreement.items.contains(id)
            && maker.seen.sees(one.since.entry)
    });
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (maker.own(&maker.seen.demand_title(id))) }
            @if let Some(agreed) = agreed {
                p { strong { (maker.t("Tentatively agreed")) ": " } (maker.when(&agreed.since.when.to_string())) (maker.cites(&[agreed.since.entry])) }
            }
            ul class="cards" {
                @for (side, name) in sides { (side_card(maker, id, name, &of(side))) }
            }
        }
    }
}

fn side_card(maker: &Maker<'_>, id: &Slug, name: &str, all: &[Passed<'_>]) -> Markup {
    let now = all.iter().rev().find(|(pass, _)| !is_gone(maker, pass, id));
    html! {
        li {
            h3 { (maker.t(name)) }
            @match now {
                Some((pass, item)) => {
                    p { strong { (words(maker, item)) } }
                    p class="small soft" { (maker.when(&pass.since.when.to_string())) (maker.cites(&[pass.since.entry])) }
                },
                None => p class="soft" { (maker.t("Nothing on the table that may be shown here.")) },
            }
            @if all.len() > 1 {
                details {
                    summary { (maker.t("What came before")) " (" (all.len() - 1) ")" }
                    ol class="timeline" {
                        @for (pass, item) in all.iter().rev().filter(|(pass, _)| now.is_none_or(|(now, _)| now.pass.id != pass.pass.id)) {
                            li {
                                (maker.when(&pass.since.when.to_string())) ": " (words(maker, item))
                                @if is_gone(maker, pass, id) { " (" (maker.t("taken back")) ")" }
                                (maker.cites(&[pass.since.entry]))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn words(maker: &Maker<'_>, item: &record::body::PassItem) -> Markup {
    match item.in_a_line() {
        Some(line) if item.says.is_empty() && item.terms.is_empty() => {
            // Of a text, its hash is all that is known here.
            html! { (maker.t("An article's text")) " (" code { (line.trim_start_matches("text ")) } ")" }
        }
        Some(line) => {
            let parts: Vec<&str> = line.split("; ").collect();
            html! {
                @for (at, one) in parts.iter().enumerate() {
                    @if at > 0 { br; }
                    (maker.line(one))
                }
            }
        }
        None => html! { (maker.t("What it says was not published.")) },
    }
}

/// What the offers cost, where the case shows it to the audience and a pass that it sees carries terms.
fn costs(maker: &Maker<'_>) -> Option<Markup> {
    let book = maker.ask.book?;
    let terms = maker.ask.state.passes.values().any(|pass| {
        maker.seen.sees(pass.since.entry)
            && pass.pass.items.iter().any(|item| !item.terms.is_empty())
    });
    let figures: Vec<_> = book
        .figures
        .iter()
        .filter(|made| made.part == Part::Costs && is_shown(maker.ask, &made.figure.name))
        .take(24)
        .collect();
    if !terms || figures.is_empty() {
        return None;
    }
    let of = |slug: &str| {
        let begins = format!("{slug}/");
        let all = figures.iter().filter(move |made| made.figure.name.starts_with(&begins));
        all.copied().collect::<Vec<_>>()
    };
    Some(html! {
        section aria-labelledby="costs" {
            h2 id="costs" { (maker.t("What the offers cost")) }
            @for offer in &book.offers {
                @let all = of(&offer.slug);
                @if !all.is_empty() {
                    h3 { (maker.own(&offer.title)) }
                    ul class="cards" { @for made in all { (card(maker, made)) } }
                }
            }
        }
    })
}

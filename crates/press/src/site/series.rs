//! Series of stories: a page of each, and a feed to follow it.

use std::collections::BTreeSet;

use maud::{Markup, html};
use record::Slug;

use super::archive::{in_parts, only};
use super::feeds::FeedOf;
use super::maker::{Made, Maker, OnPage};
use super::pieces::listed;

/// The name of a series' page and feed.
pub(crate) fn page_name(series: &Slug) -> String {
    format!("series-{series}")
}

/// The stories of the maker's language that stand in a series.
fn told<'a>(maker: &'a Maker<'_>, series: &Slug) -> Vec<&'a OnPage<'a>> {
    let all = listed(maker, |kind| kind == "story");
    all.into_iter()
        .filter(|one| one.stands() && one.piece.series.as_ref() == Some(series))
        .collect()
}

/// The series that have a story standing, by their ids.
fn there(maker: &Maker<'_>) -> BTreeSet<Slug> {
    let stories = maker.pieces.iter().filter(|one| one.stands());
    stories.filter_map(|one| one.piece.series.clone()).collect()
}

/// The ways to the series, from the page of all stories.
pub(crate) fn list(maker: &Maker<'_>) -> Markup {
    let all = there(maker);
    html! {
        @if !all.is_empty() {
            ul class="jump" {
                @for series in &all {
                    li { a href=(format!("{}.html", page_name(series))) { (title(maker, series)) } }
                }
            }
        }
    }
}

fn title(maker: &Maker<'_>, series: &Slug) -> String {
    maker.t(&maker.ask.publishing.series_title(series))
}

/// What a series is about, in a line.
fn about(maker: &Maker<'_>, series: &Slug) -> Option<String> {
    let row = maker.ask.publishing.series.iter().find(|one| one.id == *series)?;
    row.about.as_deref().map(|about| maker.t(about))
}

/// The page of every series.
pub(crate) fn pages(maker: &Maker<'_>) -> Vec<Made> {
    let mut made = Vec::new();
    for series in there(maker) {
        let name = page_name(&series);
        maker.begin(&name);
        let all = told(maker, &series);
        let lead = html! {
            @if let Some(about) = about(maker, &series) { p class="lead" { (about) } }
            @if let Some(hashtag) = &maker.ask.publishing.hashtag { p class="soft" { (hashtag) } }
            @if maker.has_feed { p class="soft" { a href=(format!("{name}.xml")) { (maker.t("Follow by feed")) } } }
            h2 class="hidden" { (maker.t("All stories, the newest first")) }
        };
        made.extend(only(maker.paged(
            &name,
            &title(maker, &series),
            &lead,
            in_parts(maker, &all, false),
        )));
    }
    made
}

/// The feed of every series.
pub(crate) fn feeds(maker: &Maker<'_>) -> Vec<FeedOf> {
    let of = |series: &Slug| FeedOf {
        name: page_name(series),
        page: page_name(series),
        title: title(maker, series),
        subtitle: about(maker, series).unwrap_or_else(|| maker.t("Stories")),
        series: Some(series.clone()),
    };
    there(maker).iter().map(of).collect()
}

//! The feed of what is new and the calendar of what comes.

use jiff::civil::Date;
use maud::html;
use record::body::SessionState;

use super::maker::{Maker, folder_of};
use super::share_kit::lead;
use crate::coalition::seen_calendar;
use crate::outlets::{
    Calendar, CalendarEvent, EventStatus, Feed, FeedEntry, atom, icalendar, is_host, tag_uri,
};

/// The newest pieces that a feed holds.
const ENTRIES: usize = 30;

/// The host of an address of the web.
pub(crate) fn host_of(address: &str) -> Option<&str> {
    let rest = address.split_once("://").map(|(_, rest)| rest)?;
    let host = rest.split(['/', ':', '?', '#']).next()?;
    is_host(host).then_some(host)
}

/// The day from which ids are made: as the campaign says, else that of the first release.
fn since(maker: &Maker<'_>) -> Date {
    let first = maker.ask.releases.iter().map(|one| one.released).min();
    maker.ask.publishing.since.or(first).unwrap_or(maker.ask.state.as_of)
}

/// What a feed is of.
pub(crate) struct FeedOf {
    /// The name of its file, without the ending.
    pub name: String,
    /// The page that it follows, without the ending.
    pub page: String,
    /// What it is called.
    pub title: String,
    /// What it brings, in a line.
    pub subtitle: String,
    /// The series whose stories alone are in it.
    pub series: Option<record::Slug>,
}

impl FeedOf {
    /// The feed of everything new.
    pub fn everything(maker: &Maker<'_>) -> FeedOf {
        FeedOf {
            name: "feed".to_owned(),
            page: "index".to_owned(),
            title: maker.t(maker.ask.campaign),
            subtitle: maker.t("What is new in bargaining"),
            series: None,
        }
    }
}

/// A feed in the maker's language; none where the site has no address.
pub(crate) fn feed(maker: &Maker<'_>, of: &FeedOf) -> Option<String> {
    maker.begin("feed");
    let site = maker.ask.publishing.web_address.as_ref()?;
    let host = host_of(site)?;
    let folder = folder_of(maker.language);
    let day = since(maker);
    let mut own: Vec<_> = maker
        .pieces
        .iter()
        .filter(|one| one.language() == maker.language && one.stands())
        .filter(|one| of.series.is_none() || one.piece.series == of.series)
        .collect();
    own.sort_by(|a, b| {
        (b.release.released, b.piece.day, &a.name).cmp(&(a.release.released, a.piece.day, &b.name))
    });
    let mut entries = Vec::new();
    for one in own.into_iter().take(ENTRIES) {
        let notes = &one.document.notes;
        let content = html! {
            @if !one.document.summary.is_empty() { p { strong { (crate::writing::plain(&one.document.summary)) } } }
            (super::blocks(&one.document.blocks, false))
            @if !notes.is_empty() { h2 { (maker.t("What the numbers rest on")) } (super::notes(notes)) }
        };
        entries.push(FeedEntry {
            id: tag_uri(
                host,
                day,
                &format!("releases/{}/{}", one.release.manifest.id, one.piece.slug),
            )?,
            title: one.document.title.clone(),
            updated: one.release.released,
            published: one.release.released,
            address: format!("{site}/{folder}{}.html", one.name),
            summary_text: lead(one.document),
            content_html: Some(content.into_string()),
        });
    }
    let updated = entries.iter().map(|one| one.updated).max();
    let campaign = maker.t(maker.ask.campaign);
    let (audience, code) = (maker.ask.audience, maker.language.code());
    Some(atom(&Feed {
        title: of.title.clone(),
        subtitle: of.subtitle.clone(),
        address_self: format!("{site}/{folder}{}.xml", of.name),
        address_page: format!("{site}/{folder}{}.html", of.page),
        id: tag_uri(host, day, &format!("{}/{audience}/{code}", of.name))?,
        updated: updated.unwrap_or(maker.ask.state.as_of),
        language: maker.language,
        author: maker.ask.publishing.from_name.clone().unwrap_or(campaign),
        entries,
    }))
}

/// The calendar of a language: sessions, actions, votes and dates that press.
///
/// # Errors
///
/// A sentence, when a day is one that no calendar has.
pub(crate) fn calendar(maker: &Maker<'_>) -> Result<String, String> {
    maker.begin("calendar");
    let state = maker.ask.state;
    let host = maker.ask.publishing.web_address.as_deref().and_then(host_of);
    let slug = record::Slug::from_words(maker.ask.campaign);
    let own: String = slug.as_str().chars().take(60).collect();
    let own = format!("{}.invalid", own.trim_end_matches('-'));
    let mut events: Vec<CalendarEvent> = Vec::new();
    let mut add = |uid: String, day: Date, title: String| -> usize {
        let uid = match events.iter().any(|known: &CalendarEvent| known.uid == uid) {
            true => format!("{uid}-{}", events.len()),
            false => uid,
        };
        events.push(CalendarEvent {
            uid,
            day,
            start: None,
            end: None,
            time_zone: None,
            title,
            about: String::new(),
            place: None,
            address: None,
            status: EventStatus::Confirmed,
            sequence: 0,
            last_day: None,
        });
        events.len() - 1
    };
    let mut more = Vec::new();
    for one in seen_calendar(maker.seen).iter().filter(|one| !one.entries.is_empty()) {
        let title = match one.sort {
            "session" => maker.t("The parties meet"),
            "action" => maker.t(&one.title),
            sort => format!("{} ({})", maker.t(&one.title), maker.t(sort)),
        };
        let first = one.entries.first().copied().unwrap_or_default();
        let at = add(format!("{}-{first}", record::Slug::from_words(one.sort)), one.day, title);
        more.push((at, one.sort, first));
    }
    // A next session that was only named at the last one.
    for one in &state.sessions {
        let planned = state.sessions.iter().any(|other| {
            other.session.state == SessionState::Planned
                && Some(other.since.when.day) == one.session.next
        });
        if let Some(next) = one.session.next.filter(|day| !planned && *day >= state.as_of)
            && maker.seen.sees(one.since.entry)
        {
            add(format!("session-after-{}", one.since.entry), next, maker.t("The parties meet"));
        }
    }
    for (at, sort, entry) in more {
        let session = state.sessions.iter().find(|one| one.since.entry == entry);
        if let Some(one) = session.filter(|_| sort == "session")
            && let Some(event) = events.get_mut(at)
        {
            event.start = one.session.start;
            event.end = one.session.end;
            event.place = one.session.place.clone();
            event.about = one.session.agenda.as_deref().map(|one| maker.t(one)).unwrap_or_default();
        }
    }
    let page = |site: &String| format!("{site}/{}index.html", folder_of(maker.language));
    let address = maker.ask.publishing.web_address.as_ref().map(page);
    for event in &mut events {
        event.address.clone_from(&address);
    }
    icalendar(&Calendar {
        name: maker.t(maker.ask.campaign),
        id_host: host.map_or(own, str::to_owned),
        language: maker.language,
        stamp: state.as_of,
        events,
    })
    .map_err(|error| error.to_string())
}

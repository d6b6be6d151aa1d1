//! The sites: each is written by a button, apart from the page that asks for it, which says how far it is.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use desk::Desk;
use desk::publish::Stopped;
use desk::publish::site::{SiteMemory, SiteOrder, SiteStep, SiteWritten, write_site_unless};
use maud::{Markup, html};
use money::Date;
use press::Language;
use press::site::{MARKER, marker};
use record::audience::Audience;
use record::{Body, Entry};

use super::release::stays_inside;
use super::{ROOM, stopped};
use crate::app::{Asked, Done, Page, Problem, Sent};
use crate::forms::Form;
use crate::pages::work::{Then, failed, under_way};
use crate::work::{Courses, Standing, Step, Work, Works};

/// What a site came to, as of a day.
type Made = (Date, Result<SiteWritten, Stopped>);

/// The sites of the campaign that are made here.
pub(crate) struct Sites {
    memory: SiteMemory,
    /// How many had taken back what is theirs when it was last looked.
    erasures: Mutex<usize>,
    works: Works<Audience, Made>,
}

/// How many outcomes are kept: more than a campaign has readers.
const KEPT: usize = 100;

impl Default for Sites {
    fn default() -> Sites {
        Sites {
            memory: SiteMemory::default(),
            erasures: Mutex::default(),
            works: Works::keeping(KEPT),
        }
    }
}

impl Sites {
    /// Forgets what is remembered of sites once a person has taken back what is theirs: it is to be in no page that is kept.
    pub fn keep_up(&self, entries: &[Entry]) {
        let erasure = |entry: &&Entry| matches!(entry.draft.body, Body::Erasure(_));
        let now = entries.iter().filter(erasure).count();
        let mut known = self.erasures.lock().unwrap_or_else(PoisonError::into_inner);
        if *known != now && self.memory.forget() {
            *known = now;
        }
    }

    /// Begins to make a site, unless it is being made. What came of it before is forgotten.
    fn begin(
        self: &Arc<Sites>,
        courses: &Courses,
        desk: Desk,
        audience: &Audience,
        (as_of, out): (Date, PathBuf),
    ) -> Arc<Work<Audience, Made>> {
        if let Some(before) = self.works.find(audience)
            && matches!(before.standing(), Standing::Done(_))
        {
            self.works.forget(before.course.id);
        }
        let (sites, of) = (Arc::clone(self), audience.clone());
        let page = |_| "/publishing/sites".to_owned();
        self.works.begin(courses, audience.clone(), page, move |course| {
            let order = SiteOrder {
                audience: &of,
                as_of,
                languages: &[Language::English, Language::Spanish],
                out: &out,
            };
            let said = |step| course.say(spoken(step));
            let made = write_site_unless(&desk, &order, &sites.memory, &said, &|| course.stops());
            // Whatever stopped it, nothing was changed.
            (made.is_ok() || !course.stops()).then_some((as_of, made))
        })
    }
}

fn spoken(step: SiteStep) -> Step {
    let of = |says, all: usize| Step { says, done: 0, of: all as u64 };
    match step {
        SiteStep::Reading(releases) => {
            of("It is being made: releases are held against the record", releases)
        }
        SiteStep::Making => Step::says("It is being made: its pages are made."),
        SiteStep::Writing(files) => of("It is being made: files are written", files),
    }
}

/// The folder of a site in the campaign's folder: `members`, `public`, `partner-saje`.
fn folder_name(audience: &Audience) -> String {
    audience.to_string().replace(':', "-")
}

/// Whose sites there can be.
fn whose(asked: &Asked) -> Vec<Audience> {
    let standing = asked.opened.on(asked.day);
    let partners = standing.state.partners.keys().cloned().map(Audience::Partner);
    [Audience::Members, Audience::Public].into_iter().chain(partners).collect()
}

/// Where the site of an audience lies.
fn place(asked: &Asked, audience: &Audience) -> PathBuf {
    asked.folder().join("site").join(folder_name(audience))
}

/// The page.
pub(super) fn sites(asked: &Asked) -> Result<Page, Problem> {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let body = html! {
        p class="lead" { (t("A site is made of what went out to its readers, and of what the record and the case show them. It is files that any web server carries.")) }
        @for audience in whose(asked) { (one(asked, &audience)) }
        @if asked.opened.desk.publishing.web_address.is_none() {
            p class="soft" { (t("No feed: campaign.toml has no web_address under [publishing], which its ids need.")) }
        }
    };
    Ok(Page::of(t("Sites"), ROOM, body))
}

fn one(asked: &Asked, audience: &Audience) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let name = folder_name(audience);
    let place = place(asked, audience);
    let there =
        std::fs::read_to_string(place.join(MARKER)).is_ok_and(|text| text == marker(audience));
    let whom = super::whom(asked, &[audience.clone()].into_iter().collect());
    let work = asked.sites.works.find(audience);
    html! {
        section aria-labelledby=(name) {
            h2 id=(name) { (whom) }
            p class="small soft" { (t("Its folder:")) " " code { "site/" (name) } }
            @match work.as_ref().map(|work| (work, work.standing())) {
                Some((work, Standing::UnderWay)) => (under_way(asked, &work.course, &name, Then::Reload)),
                Some((_, Standing::Cancelled)) => p class="banner" role="status" { (t("Cancelled: the site is as it was before.")) },
                Some((_, Standing::Failed)) => (failed(asked)),
                Some((_, Standing::Done(made))) => {
                    @match &*made { (day, Ok(site)) => (done(asked, *day, site)), (_, Err(error)) => (stopped(asked, error)) }
                }
                None => {}
            }
            @if there { p { a class="go" href=(format!("/publishing/sites/{name}/index.html")) { (t("Look at the site")) } } }
            @if *audience != Audience::Public {
                p class="soft" { (t("It is for them alone: put it behind your server's own sign-in, a name and a password for each person.")) }
            }
            form method="post" action=(asked.way("/publishing/sites")) {
                (asked.word())
                input type="hidden" name="audience" value=(audience);
                button aria-describedby=(name) { (t("Write the site")) }
            }
        }
    }
}

fn done(asked: &Asked, day: Date, site: &SiteWritten) -> Markup {
    let speech = asked.speech();
    let t = |text: &str| speech.t(text);
    let not_translated = site.not_translated();
    html! {
        p class="done" role="status" {
            strong { (t("It is written")) } ", " (t("as of")) " " (speech.day(day)) ": "
            (site.pages.len()) " " (t("pages")) ", " (site.releases) " " (t("releases")) "; "
            (site.written.new) " " (t("files written")) ", " (site.written.kept) " " (t("as they were"))
        }
        @if !site.left_out.is_empty() {
            details {
                summary { (t("Left out")) " (" (site.left_out.len()) ")" }
                ul { @for one in &site.left_out { li { (one.id) ": " (speech.own(&one.why)) } } }
            }
        }
        @if !not_translated.is_empty() {
            details {
                summary { (t("Not yet translated")) " (" (not_translated.len()) ")" }
                p class="soft" { (t("The campaign's own translations stand in words/es.txt.")) }
                ul { @for (text, page) in &not_translated { li { span lang="en" { (text) } " " span class="small soft" { (page) } } } }
            }
        }
    }
}

/// Writes the site of an audience.
pub(super) fn written(asked: &Asked, form: &Form) -> Result<Done, Problem> {
    let audience = Audience::parse(form.text("audience")).map_err(Problem::Unclear)?;
    if !whose(asked).contains(&audience) {
        return Err(Problem::Unclear(format!("There is no site for {audience}.")));
    }
    let desk = Desk::open(asked.folder())?.with_case(asked.opened.desk.case());
    let out = place(asked, &audience);
    let work = asked.sites.begin(&asked.courses, desk, &audience, (asked.day, out));
    work.wait_until(asked.courses.deadline());
    Ok(Done::To("/publishing/sites".to_owned()))
}

/// A file of a site as it stands.
pub(super) fn sent(asked: &Asked) -> Result<Sent, Problem> {
    let (name, path) = (asked.part("whose"), asked.part("path"));
    let not_there = || Problem::NotThere(format!("The site {name} has no file {path}."));
    let audience = whose(asked).into_iter().find(|one| folder_name(one) == name);
    let place = place(asked, &audience.ok_or_else(not_there)?);
    if !stays_inside(path) || !place.join(MARKER).is_file() {
        return Err(not_there());
    }
    let real = place.join(path).canonicalize().map_err(|_| not_there())?;
    if !real.starts_with(place.canonicalize().map_err(|_| not_there())?) {
        return Err(not_there());
    }
    let bytes = std::fs::read(&real).map_err(|_| not_there())?;
    let name = path.rsplit('/').next().unwrap_or(path).to_owned();
    Ok(Sent { name, bytes })
}

#[cfg(test)]
mod tests {
    use desk::publish::site::write_site;
    use record::{Draft, Head};
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_of_a_site_is_remembered_once_a_person_has_taken_back_what_is_theirs() {
        let example =
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns/case-2022");
        let scratch =
            std::env::temp_dir().join(format!("goodfaith-forgets-{}", std::process::id()));
        let desk = Desk::open(&example).unwrap();
        let mut entries = desk.entries().to_vec();
        let sites = Sites::default();
        let order = SiteOrder {
            audience: &Audience::Public,
            as_of: Date::constant(2022, 7, 12),
            languages: &[Language::English],
            out: &scratch,
        };
        write_site(&desk, &order, &sites.memory, &|_| {}).unwrap();
        std::fs::remove_dir_all(&scratch).unwrap();
        sites.keep_up(&entries);
        assert!(!sites.memory.is_empty());
        let body = Body::of("erasure", json!({"person": "p-1"})).unwrap();
        let head = Head::of(&entries);
        let written = "2026-11-28T12:00:00Z".parse().unwrap();
        let draft = Draft::new("test", written, None, body);
        entries.push(draft.seal(head.number + 1, head.hash).unwrap().0);
        sites.keep_up(&entries);
        assert!(sites.memory.is_empty());
    }
}

//! The site of an audience: static files, made of what names that audience and of nothing else.

mod folder;
mod releases;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use intake::case::costing_of_terms;
use press::site::{BuiltSite, LeftOut, Pay, SiteAsk, build_site, is_for, offers_seen, pay_of};
use press::{Language, Seen};
use record::State;
use record::audience::Audience;
use serde_json::json;

use super::desk::{Desk, open_desk, refused};
use crate::commands::record::{fail, say, write_json};
use crate::commands::status::today;
use folder::Written;

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish site --campaign campaigns/case-2022 --audience public --out site
  goodfaith publish site --audience members --as-of 2022-07-12 --out members
  goodfaith publish site --audience partner:saje --lang es --out saje --json

It holds what was released to the audience, and what the record and the case show
it; a members' site holds what is public as well. Withdrawn releases are left out,
corrected ones lead to what took their place. A release whose files are not the ones
of the record stops it. The folder is written whole, or not at all.

The pay of classes is shown where case.toml has a row such as
  [[shown]]
  figures = [\"ladder/*\"]
  to      = [\"members\"]
under the offers that the audience knows of.";

#[derive(Args)]
pub struct SiteArguments {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// Whose site it is: members, public or partner:ID
    #[arg(long, value_name = "WHO", value_parser = Audience::parse)]
    audience: Audience,
    /// As of this day, instead of today
    #[arg(long, value_name = "DATE", value_parser = crate::commands::status::day)]
    as_of: Option<money::Date>,
    /// The languages of its pages
    #[arg(long, value_enum, value_name = "LANGUAGE", default_value = "both")]
    lang: Languages,
    /// The folder that it is written to
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
    /// Say what was written as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Languages {
    /// English
    En,
    /// Spanish
    Es,
    /// English, and Spanish in a folder es
    Both,
}

impl Languages {
    fn all(self) -> &'static [Language] {
        match self {
            Languages::En => &[Language::English],
            Languages::Es => &[Language::Spanish],
            Languages::Both => &[Language::English, Language::Spanish],
        }
    }
}

pub fn run(arguments: &SiteArguments) -> ExitCode {
    site(arguments).unwrap_or_else(|code| code)
}

fn site(arguments: &SiteArguments) -> Result<ExitCode, ExitCode> {
    let audience = &arguments.audience;
    let desk = open_desk(&arguments.campaign)?;
    let as_of = arguments.as_of.unwrap_or_else(today);
    let (state, clocks) = desk.state(as_of);
    has_a_site(audience, &state)?;
    let place = folder::place(&arguments.out, &desk.folder, audience)?;
    let (chosen, mut left_out) = press::site::releases_for(&state, audience);
    let book = desk.book().map_err(refused)?.filter(|book| {
        let known = book.as_of <= as_of;
        if !known {
            let why = format!("the case is of {}, after the day of the site", book.as_of);
            left_out.push(LeftOut { id: record::Slug::from_words("case"), why });
        }
        known
    });
    let read = releases::read(&desk, &chosen, audience, &state, book)?;
    let pay = match pay(&desk, audience, &state, book) {
        Ok(pay) => pay,
        Err(why) => {
            left_out.push(LeftOut { id: record::Slug::from_words("pay"), why });
            None
        }
    };
    let languages: Vec<(Language, &press::Words)> =
        arguments.lang.all().iter().map(|language| (*language, desk.words(*language))).collect();
    let site = build_site(&SiteAsk {
        audience,
        campaign: &desk.name,
        state: &state,
        entries: desk.entries(),
        clocks: &clocks,
        book,
        publishing: &desk.publishing,
        languages: &languages,
        releases: &read.on_site,
        pay: pay.as_ref(),
    })
    .map_err(|error| fail(&error, "nothing was written"))?;
    let mut files: BTreeMap<&str, &[u8]> = BTreeMap::new();
    files.extend(read.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    files.extend(site.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    let written = folder::write(&files, &place)?;
    let told = Told { arguments, as_of, site: &site, left_out: &left_out, written };
    Ok(match &arguments.json {
        Some(file) => write_json(file, &told.json(read.on_site.len())),
        None => say(&told.text(read.on_site.len(), desk.publishing.web_address.is_some())),
    })
}

/// Only members, the public and partners have sites.
fn has_a_site(audience: &Audience, state: &State) -> Result<(), ExitCode> {
    match audience {
        Audience::Members | Audience::Public => Ok(()),
        Audience::Partner(id) if state.partners.contains_key(id) => Ok(()),
        Audience::Partner(id) => {
            let known: Vec<&str> = state.partners.keys().map(record::Slug::as_str).collect();
            let mend = match known.is_empty() {
                true => "record add partner".to_owned(),
                false => format!("name one of: {}", known.join(", ")),
            };
            Err(fail(&format!("the record knows no partner {id}"), &mend))
        }
        other => Err(fail(
            &format!("there is no site for {other}"),
            "name members, public or partner:ID",
        )),
    }
}

/// The pay of classes, where the case shows it to the audience.
fn pay(
    desk: &Desk,
    audience: &Audience,
    state: &State,
    book: Option<&intake::case::Book>,
) -> Result<Option<Pay>, String> {
    let Some(book) = book.filter(|book| book.shown.names("ladder/")) else { return Ok(None) };
    let offers = offers_seen(&Seen::by(state, desk.entries(), audience));
    let texts: Vec<(String, String)> = offers
        .iter()
        .map(|offer| (format!("the {}'s passes", offer.side), offer.text.clone()))
        .collect();
    let loaded = costing_of_terms(&desk.folder, &texts).map_err(|findings| {
        let all: Vec<String> = findings.0.iter().map(ToString::to_string).collect();
        format!("an offer cannot be costed: {}", all.join(" ").replace('\n', " "))
    })?;
    let shows = |name: &str| is_for(&book.shown.to(name), audience);
    Ok(loaded
        .and_then(|loaded| pay_of(&loaded.case, offers, shows, desk.publishing.pay_note.clone())))
}

/// What was written, and what was not.
struct Told<'a> {
    arguments: &'a SiteArguments,
    as_of: money::Date,
    site: &'a BuiltSite,
    left_out: &'a [LeftOut],
    written: Written,
}

impl Told<'_> {
    fn pages(&self) -> impl Iterator<Item = (&str, usize)> {
        let all = self.site.files.iter().filter(|(path, _)| path.ends_with(".html"));
        all.map(|(path, bytes)| (path.as_str(), bytes.len()))
    }

    fn text(&self, releases: usize, has_address: bool) -> String {
        let mut out = String::new();
        for (path, bytes) in self.pages() {
            out.push_str(&format!(
                "  {:>6} kB  {path}\n",
                format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
            ));
        }
        for one in self.left_out {
            out.push_str(&press::line_of(&format!("Left out: {}: {}", one.id, one.why)));
        }
        if !self.site.untranslated.is_empty() {
            out.push_str("Not yet translated (words/es.txt):\n");
            let mut texts: BTreeMap<&str, &str> = BTreeMap::new();
            for (page, text) in &self.site.untranslated {
                texts.entry(text).or_insert(page);
            }
            for (text, page) in texts {
                out.push_str(&press::line_of(&format!("  {page}: {text}")));
            }
        }
        if !has_address {
            out.push_str(
                "No feed: campaign.toml has no web_address under [publishing], which its ids need.\n",
            );
        }
        if self.arguments.audience != Audience::Public {
            out.push_str(&press::line_of(&format!(
                "This is the site of {}: put it behind your server's own sign-in, a name and a password for each person.",
                self.arguments.audience
            )));
        }
        out.push_str(&press::line_of(&format!(
            "The site of {}, as of {}: {} pages and {releases} releases in {} ({} files written, {} as they were)",
            self.arguments.audience,
            self.as_of,
            self.pages().count(),
            self.arguments.out.display(),
            self.written.new,
            self.written.kept
        )));
        out
    }

    fn json(&self, releases: usize) -> String {
        let value = json!({
            "schema": "goodfaith-site-written 1",
            "audience": self.arguments.audience.to_string(),
            "as_of": self.as_of.to_string(),
            "releases": releases,
            "pages": self.pages().map(|(path, bytes)| json!({"path": path, "bytes": bytes})).collect::<Vec<_>>(),
            "files": {"written": self.written.new, "as_they_were": self.written.kept},
            "left_out": self.left_out.iter().map(|one| json!({"id": one.id, "why": one.why})).collect::<Vec<_>>(),
            "untranslated": self.site.untranslated.iter().map(|(page, text)| json!({"page": page, "text": text})).collect::<Vec<_>>(),
        });
        format!("{value:#}\n")
    }
}

//! The site of an audience: static files, made of what names that audience and of nothing else.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use desk::publish::site::{SiteMemory, SiteOrder, SiteWritten, write_site};
use press::Language;
use record::audience::Audience;
use serde_json::json;

use super::desk::{open_desk, stopped};
use crate::commands::record::{say, write_json};
use crate::commands::status::today;

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish site --campaign campaigns/case-2022 --audience public \\
      --out site
  goodfaith publish site --audience members --as-of 2022-07-12 --out members
  goodfaith publish site --audience partner:saje --lang es --out saje --json

It holds what was released to the audience, and what the record and the case
show it; a members' site holds what is public as well. Withdrawn releases are
left out, corrected ones lead to what took their place. A release whose files
are not the ones of the record stops it. The folder is written whole, or not at
all.

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
    let desk = open_desk(&arguments.campaign)?;
    let as_of = arguments.as_of.unwrap_or_else(today);
    let order = SiteOrder {
        audience: &arguments.audience,
        as_of,
        languages: arguments.lang.all(),
        out: &arguments.out,
    };
    let site = write_site(&desk, &order, &SiteMemory::default(), &|_| ()).map_err(stopped)?;
    let told = Told { arguments, as_of, site: &site };
    Ok(match &arguments.json {
        Some(file) => write_json(file, &told.json()),
        None => say(&told.text(desk.publishing.web_address.is_some())),
    })
}

/// What was written, and what was not.
struct Told<'a> {
    arguments: &'a SiteArguments,
    as_of: money::Date,
    site: &'a SiteWritten,
}

impl Told<'_> {
    fn text(&self, has_address: bool) -> String {
        let mut out = String::new();
        for (path, bytes) in &self.site.pages {
            out.push_str(&format!(
                "  {:>6} kB  {path}\n",
                format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
            ));
        }
        for one in &self.site.left_out {
            out.push_str(&press::line_of(&format!("Left out: {}: {}", one.id, one.why)));
        }
        if !self.site.untranslated.is_empty() {
            out.push_str("Not yet translated (words/es.txt):\n");
            for (text, page) in self.site.not_translated() {
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
            "The site of {}, as of {}: {} pages and {} releases in {} ({} files written, {} as they were)",
            self.arguments.audience,
            self.as_of,
            self.site.pages.len(),
            self.site.releases,
            self.arguments.out.display(),
            self.site.written.new,
            self.site.written.kept
        )));
        out
    }

    fn json(&self) -> String {
        let value = json!({
            "schema": "goodfaith-site-written 1",
            "audience": self.arguments.audience.to_string(),
            "as_of": self.as_of.to_string(),
            "releases": self.site.releases,
            "pages": self.site.pages.iter().map(|(path, bytes)| json!({"path": path, "bytes": bytes})).collect::<Vec<_>>(),
            "files": {"written": self.site.written.new, "as_they_were": self.site.written.kept},
            "left_out": self.site.left_out.iter().map(|one| json!({"id": one.id, "why": one.why})).collect::<Vec<_>>(),
            "untranslated": self.site.untranslated.iter().map(|(page, text)| json!({"page": page, "text": text})).collect::<Vec<_>>(),
        });
        format!("{value:#}\n")
    }
}

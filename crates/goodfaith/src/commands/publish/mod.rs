mod answers;
mod approve;
mod cards;
mod desk;
mod draft;
mod freeze;
mod list;
mod mail;
mod preview;
mod questions;
mod reach;
mod release;
mod shelf;
mod site;
mod story;
mod uses;
mod withdraw;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use money::Date;
use press::{Language, Seen};
use record::audience::Audience;
use record::{Slug, fold};

use ::desk::campaign_words;

use crate::commands::case::language;
use crate::commands::cost::print_findings;
use crate::commands::record::{fail, failed, open_to_read, say};
use crate::commands::status::{day, today};
use crate::output::{Output, same_file};

pub const EXAMPLES: &str = "\
Example:
  goodfaith publish draft report --on 2022-07-12
  goodfaith publish preview report-2022-07-12
  goodfaith publish release report-2022-07-12 --by Ana
  goodfaith publish check
  goodfaith publish site --audience members --out site
  goodfaith publish chronicle --campaign campaigns/fix-la-2014 \\
      --html chronicle.html
  goodfaith publish rebuttal --campaign campaigns/fix-la-2014
  goodfaith publish rebuttal --campaign campaigns/fix-la-2014 \\
      --html sheet.html --audience public
  goodfaith publish rebuttal fees --campaign campaigns/fix-la-2014 --lang es \\
      --html hoja.html

A page is made of what its audience may see, and of nothing else.";

#[derive(Args)]
pub struct PublishArguments {
    #[command(subcommand)]
    what: PublishCommand,
}

#[derive(Subcommand)]
enum PublishCommand {
    /// Begin a piece: a report out of the record, an answer
    #[command(after_long_help = draft::EXAMPLES)]
    Draft(draft::DraftArguments),
    /// Show a piece as its readers get it, and what the employer would learn
    #[command(after_long_help = preview::EXAMPLES)]
    Preview(preview::PreviewArguments),
    /// Freeze pieces for their readers; a second person approves where there is one
    #[command(after_long_help = release::EXAMPLES)]
    Release(release::ReleaseArguments),
    /// Approve what somebody else has proposed: the same bytes go out
    #[command(after_long_help = approve::EXAMPLES)]
    Approve(approve::ApproveArguments),
    /// Take a release back, as far as it is ours
    #[command(after_long_help = withdraw::EXAMPLES)]
    Withdraw(withdraw::WithdrawArguments),
    /// List what went out, and what waits for a second person
    #[command(after_long_help = list::EXAMPLES)]
    List(list::ListArguments),
    /// Hold what went out against the record and the case as they are now
    #[command(after_long_help = list::EXAMPLES)]
    Check(list::ListArguments),
    /// Stories that members tell: keep, consent, approve, release, take back
    #[command(after_long_help = story::EXAMPLES)]
    Story(story::StoryArguments),
    /// Enter how far a release went, as somebody counted it
    #[command(after_long_help = reach::EXAMPLES)]
    Reach(reach::ReachArguments),
    /// Write the site of an audience: files that any web server carries
    #[command(after_long_help = site::EXAMPLES)]
    Site(site::SiteArguments),
    /// What members ask, by topic, and what answers it
    #[command(after_long_help = questions::EXAMPLES)]
    Questions(questions::QuestionsArguments),
    /// The answers by who asks, and whether each is approved
    #[command(after_long_help = answers::EXAMPLES)]
    Answers(answers::AnswersArguments),
    /// Where a figure, a claim or an entry is used; what uses one that is retired
    #[command(after_long_help = uses::EXAMPLES)]
    Uses(uses::UsesArguments),
    /// Approved answers as cards to print, four to a sheet
    #[command(after_long_help = cards::EXAMPLES)]
    Cards(cards::CardsArguments),
    /// What was said and what is written against it, the employer's own documents first
    #[command(after_long_help = EXAMPLES)]
    Rebuttal(RebuttalArguments),
    /// The case study of the campaign, from its record: every number and date names its entry
    #[command(after_long_help = CHRONICLE_EXAMPLES)]
    Chronicle(ChronicleArguments),
}

const CHRONICLE_EXAMPLES: &str = "\
Example:
  goodfaith publish chronicle --campaign campaigns/fix-la-2014
  goodfaith publish chronicle --campaign campaigns/fix-la-2014 \\
      --audience public --html chronicle.html --summary summary.html
  goodfaith publish chronicle --campaign campaigns/fix-la-2014 --lang es \\
      --html cronica.html

A draft goes to named partners first: goodfaith record add chronicle-note
note=sent partner=saje. What they correct, or do not agree with, is an entry as
well, and stands in the next one: note=not-agreed partner=saje words=\"...\".";

/// Of what, as of when, for whom, in which language.
#[derive(Args)]
struct Reading {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// As of this day, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Whom it is for: only what they may see is in it
    #[arg(long, value_name = "WHO", value_parser = Audience::parse, default_value = "team")]
    audience: Audience,
    /// The language of a page
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "en")]
    lang: Language,
}

#[derive(Args)]
struct ChronicleArguments {
    /// Write the whole account as a page; - is standard output
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write the summary as a page of its own
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
    /// Write it as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-", conflicts_with_all = ["html", "summary"])]
    json: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Args)]
struct RebuttalArguments {
    /// The claims; without one, every claim that has an answer
    #[arg(value_name = "CLAIM")]
    claims: Vec<String>,
    /// Write it as a page; - is standard output
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write the claims as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-", conflicts_with = "html")]
    json: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

pub fn run(arguments: &PublishArguments) -> ExitCode {
    match &arguments.what {
        PublishCommand::Draft(arguments) => draft::run(arguments),
        PublishCommand::Preview(arguments) => preview::run(arguments),
        PublishCommand::Release(arguments) => release::run(arguments),
        PublishCommand::Approve(arguments) => approve::run(arguments),
        PublishCommand::Withdraw(arguments) => withdraw::run(arguments),
        PublishCommand::List(arguments) => list::list(arguments),
        PublishCommand::Check(arguments) => list::check(arguments),
        PublishCommand::Story(arguments) => story::run(arguments),
        PublishCommand::Reach(arguments) => reach::run(arguments),
        PublishCommand::Site(arguments) => site::run(arguments),
        PublishCommand::Questions(arguments) => questions::run(arguments),
        PublishCommand::Answers(arguments) => answers::run(arguments),
        PublishCommand::Uses(arguments) => uses::run(arguments),
        PublishCommand::Cards(arguments) => cards::run(arguments),
        PublishCommand::Rebuttal(arguments) => rebuttal(arguments),
        PublishCommand::Chronicle(arguments) => chronicle(arguments),
    }
}

fn rebuttal(arguments: &RebuttalArguments) -> ExitCode {
    let campaign = match open_to_read(&arguments.reading.campaign) {
        Ok(campaign) => campaign,
        Err(error) => return failed(&error),
    };
    let as_of = arguments.reading.as_of.unwrap_or_else(today);
    let state = fold(campaign.entries(), as_of, &intake::law().procedures);
    let seen = Seen::by(&state, campaign.entries(), &arguments.reading.audience);
    let claims: Vec<Slug> = arguments.claims.iter().map(|claim| Slug::from_words(claim)).collect();
    if let Some(unknown) = claims.iter().find(|claim| !seen.has_claim(claim)) {
        let known: Vec<&str> =
            state.claims.keys().filter(|claim| seen.has_claim(claim)).map(Slug::as_str).collect();
        return fail(
            &format!("{} sees no claim {unknown}", arguments.reading.audience),
            &format!("name one of: {}", known.join(", ")),
        );
    }
    if let Some(file) = &arguments.json {
        return crate::commands::record::as_json(file, &press::claims_json(&seen), &campaign);
    }
    let Some(file) = &arguments.html else { return say(&press::rebuttal_text(&seen, &claims)) };
    let words = match campaign_words(&arguments.reading.campaign, arguments.reading.lang) {
        Ok(words) => words,
        Err(findings) => {
            print_findings(&findings);
            return ExitCode::FAILURE;
        }
    };
    let page = press::rebuttal_page(&seen, &claims, arguments.reading.lang, &words);
    write_pages(&[(file, page)], &arguments.reading.campaign)
}

fn chronicle(arguments: &ChronicleArguments) -> ExitCode {
    let campaign = match open_to_read(&arguments.reading.campaign) {
        Ok(campaign) => campaign,
        Err(error) => return failed(&error),
    };
    let as_of = arguments.reading.as_of.unwrap_or_else(today);
    let state = fold(campaign.entries(), as_of, &intake::law().procedures);
    let seen = Seen::by(&state, campaign.entries(), &arguments.reading.audience);
    let chronicle = press::chronicle(&seen, campaign.entries());
    if let Some(file) = &arguments.json {
        return crate::commands::record::as_json(
            file,
            &press::chronicle_json(&chronicle),
            &campaign,
        );
    }
    if arguments.html.is_none() && arguments.summary.is_none() {
        return say(&press::chronicle_text(&chronicle));
    }
    let words = match campaign_words(&arguments.reading.campaign, arguments.reading.lang) {
        Ok(words) => words,
        Err(findings) => {
            print_findings(&findings);
            return ExitCode::FAILURE;
        }
    };
    let whole = |file| (file, press::chronicle_page(&chronicle, arguments.reading.lang, &words));
    let short =
        |file| (file, press::chronicle_summary_page(&chronicle, arguments.reading.lang, &words));
    let html = arguments.html.as_ref().map(whole);
    let pages: Vec<_> = html.into_iter().chain(arguments.summary.as_ref().map(short)).collect();
    write_pages(&pages, &arguments.reading.campaign)
}

/// Writes pages, all or none, and nothing over what is the campaign's own.
fn write_pages(pages: &[(&PathBuf, String)], campaign: &Path) -> ExitCode {
    if let [(file, page)] = pages
        && *file == Path::new("-")
    {
        return say(page);
    }
    let files = pages.iter().map(|(file, page)| (*file, page.as_bytes().to_vec()));
    write_files(files.collect(), campaign)
}

/// Writes files, all or none, and nothing over what is the campaign's own.
fn write_files(files: Vec<(&PathBuf, Vec<u8>)>, campaign: &Path) -> ExitCode {
    let over = files.iter().find_map(|(file, _)| crate::commands::record::own_file(file, campaign));
    if let Some(error) = over {
        return fail(&error, "give the page a name of its own");
    }
    if files.iter().any(|(file, _)| *file == Path::new("-")) {
        return fail("only a single page goes to standard output", "name a file for each");
    }
    for (at, (file, _)) in files.iter().enumerate() {
        if files[..at].iter().any(|(other, _)| same_file(other, file)) {
            let what = format!("{} is named twice", file.display());
            return fail(&what, "name a file for each");
        }
    }
    let names: Vec<String> = files.iter().map(|(file, _)| file.display().to_string()).collect();
    let mut output = Output::default();
    for (file, bytes) in files {
        output.add(file.clone(), bytes);
    }
    match output.write() {
        Ok(()) => say(&format!("{} written", names.join(", "))),
        Err(finding) => {
            eprintln!("{finding}");
            ExitCode::FAILURE
        }
    }
}

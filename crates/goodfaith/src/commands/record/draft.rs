use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use money::Date;
use record::body::Body;
use record::{Draft, NoRequest, Slug, When, books_request, fold};
use store::Campaign;

use super::add::append;
use super::{author, fail, failed, now, say};
use crate::commands::status::{day, today};
use desk::adding::default_audience;

pub const EXAMPLES: &str = "\
Example:
  goodfaith record add claim id=no-money speaker=City \\
      words=\"we cannot afford it\" status=said verbatim=true place=\"the table\" \\
      about=inability-to-pay --on 2026-03-02
  goodfaith record draft no-money         the request for the books, to be read
  goodfaith record draft no-money --add   the same, into the record as sent

A claim that there is no money opens the books; a claim that nobody wants to pay
does not. What is asked for is a draft: mend it, and check it with counsel.";

#[derive(Args)]
pub struct DraftArguments {
    /// The claim: one with about=inability-to-pay
    #[arg(value_name = "CLAIM")]
    claim: String,
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// Add the request to the record, as sent
    #[arg(long)]
    add: bool,
    /// The day on which it is sent, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    /// The day by which an answer is asked for
    #[arg(long, value_name = "DATE", value_parser = day)]
    asked_by: Option<Date>,
    /// Who writes
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

pub fn run(arguments: &DraftArguments) -> ExitCode {
    let opened = match arguments.add {
        true => Campaign::open(&arguments.campaign),
        false => Campaign::open_read_only(&arguments.campaign),
    };
    let mut campaign = match opened {
        Ok(campaign) => campaign,
        Err(error) => return failed(&error),
    };
    let on = arguments.on.unwrap_or_else(today);
    let state = fold(campaign.entries(), on, &intake::law().procedures);
    let claim = Slug::from_words(&arguments.claim);
    let mut request = match books_request(&state, &claim) {
        Ok(request) => request,
        Err(error) => return fail(&format!("{}: {error}", arguments.claim), &mend(&error, &state)),
    };
    request.asked_by = arguments.asked_by;
    let text = press::request_text(&request, on);
    if !arguments.add {
        return say(&text);
    }
    let body = Body::from(request);
    let audience = default_audience(&body);
    let draft = Draft::new(&author(arguments.author.as_deref()), now(), Some(When::on(on)), body);
    match append(&mut campaign, Draft { audience, ..draft }) {
        Ok(number) => say(&format!("{text}\nentry {number} added\nHead: {}", campaign.head())),
        Err(code) => code,
    }
}

fn mend(error: &NoRequest, state: &record::State) -> String {
    match error {
        NoRequest::NoClaim => {
            let known: Vec<&str> = state.claims.keys().map(Slug::as_str).collect();
            match known.len() {
                0 => "log the claim first: goodfaith record add claim".to_owned(),
                _ => format!("name one of: {}", known.join(", ")),
            }
        }
        NoRequest::NotInability => {
            "where it was said that there is no money, correct its entry with about=inability-to-pay; \
             \"we do not want to\" opens no books"
                .to_owned()
        }
        NoRequest::NoParty(side) => format!("goodfaith record add party id=... side={side} name=..."),
        NoRequest::Sent(_) => "record what became of it line by line: goodfaith record add reply".to_owned(),
    }
}

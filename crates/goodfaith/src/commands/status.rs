use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use money::{Date, Fraction, date_from_iso};
use record::audience::Audience;
use record::{ForecastBy, Slug, State, clocks, fold};

use press::Seen;

use super::record::{as_json, fail, failed, open_to_read, say};

pub const EXAMPLES: &str = "\
Example:
  goodfaith status --campaign campaigns/case-2022
  goodfaith status --campaign campaigns/case-2022 --as-of 2022-07-12
  goodfaith status --campaign campaigns/case-2022 --clocks
  goodfaith status --campaign campaigns/case-2022 --json -
  goodfaith status --campaign campaigns/fix-la-2014 --demands --as-of 2015-09-23
  goodfaith status --campaign campaigns/fix-la-2014 --concessions
  goodfaith status --campaign campaigns/fix-la-2014 --partner saje
  goodfaith status --campaign campaigns/fix-la-2014 --commitments \\
      --as-of 2017-04-18

The status is what the entries up to the day come to; nothing after it is looked
at. What each line means, and the JSON: docs/record.md.";

#[derive(Args)]
pub struct StatusArguments {
    /// The campaign's folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    campaign: PathBuf,
    /// As of this day, instead of today
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// Everything that happened, by its day
    #[arg(long, group = "view")]
    timeline: bool,
    /// What is due, by when, counted how, and what is evidence and no law
    #[arg(long, group = "view")]
    clocks: bool,
    /// Every demand: whose it is, its carriers, its scope, its owners' answers, its outcome
    #[arg(long, group = "view")]
    demands: bool,
    /// What the employer wants given up: the scoreboard, claims, evidence, rebuttals
    #[arg(long, group = "view")]
    concessions: bool,
    /// What was said, where, and what answers it
    #[arg(long, group = "view")]
    claims: bool,
    /// Ideas for revenue, their estimates side by side, and what became of a commission's recommendations
    #[arg(long, group = "view")]
    revenue: bool,
    /// The ladder of actions, with turnout by worksite
    #[arg(long, group = "view")]
    actions: bool,
    /// What presses, on one calendar
    #[arg(long, group = "view")]
    calendar: bool,
    /// What was promised: its measure card, every count under every reading, pace and forecast
    #[arg(long, group = "view")]
    commitments: bool,
    /// For a forecast: things go on as in that many of the last months counted
    #[arg(long, value_name = "MONTHS", default_value_t = 3, requires = "commitments")]
    last_months: usize,
    /// For a forecast: months from opening a position to the first day at work, such as 7.5
    #[arg(long, value_name = "MONTHS", value_parser = months, default_value = "0", requires = "commitments")]
    time_to_hire: Fraction,
    /// The partners of the coalition and their mandates
    #[arg(long, group = "view")]
    partners: bool,
    /// One partner's page: what is its own and what is shared with it
    #[arg(long, value_name = "ID", group = "view")]
    partner: Option<String>,
    /// Only what this audience may see; goes with the views of the coalition
    #[arg(long, value_name = "WHO", value_parser = Audience::parse, requires = "view", conflicts_with_all = ["partner", "timeline", "clocks"])]
    audience: Option<Audience>,
    /// Write the status as JSON for programs; - or nothing is standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

pub fn day(text: &str) -> Result<Date, String> {
    date_from_iso(text).map_err(|error| error.to_string())
}

fn months(text: &str) -> Result<Fraction, String> {
    let months = Fraction::parse(text).map_err(|error| error.to_string())?;
    match months.is_negative() {
        true => Err("expected a number of months, such as 7.5".to_owned()),
        false => Ok(months),
    }
}

/// Today, by this computer's clock.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

pub fn run(arguments: &StatusArguments) -> ExitCode {
    // The law's data are read while the record is.
    let law = std::thread::spawn(intake::law);
    let campaign = match open_to_read(&arguments.campaign) {
        Ok(campaign) => campaign,
        Err(error) => return failed(&error),
    };
    let law = law.join().unwrap_or_else(|_| intake::law());
    let as_of = arguments.as_of.unwrap_or_else(today);
    let state = fold(campaign.entries(), as_of, &law.procedures);
    if let Some(code) = coalition(arguments, &campaign, &state) {
        return code;
    }
    let clocks = clocks(&state, law);
    let regime = state.rounds.last().and_then(|round| law.regimes.get(&round.regime));
    let status = press::Status {
        state: &state,
        clocks: &clocks,
        head: campaign.head(),
        law: regime.map(|regime| regime.name.as_str()),
    };
    if let Some(json) = &arguments.json {
        return as_json(json, &press::status_json(&status), &campaign);
    }
    let text = match (arguments.timeline, arguments.clocks) {
        (true, _) => press::timeline_text(&status, campaign.entries()),
        (_, true) => press::clocks_text(&status),
        _ => press::status_text(&status),
    };
    let code = say(&text);
    // The process ends here: what a long record took is given back at once, not piece by piece.
    std::mem::forget((state, campaign));
    code
}

/// A view of the coalition, where one is asked for.
fn coalition(
    arguments: &StatusArguments,
    campaign: &store::Campaign,
    state: &State,
) -> Option<ExitCode> {
    let audience = arguments.audience.clone().unwrap_or(Audience::Team);
    let entries = campaign.entries();
    let show = |text: fn(&Seen<'_>) -> String, json: fn(&Seen<'_>) -> String| {
        let seen = Seen::by(state, entries, &audience);
        match &arguments.json {
            Some(file) => as_json(file, &json(&seen), campaign),
            None => say(&text(&seen)),
        }
    };
    if arguments.demands {
        return Some(show(press::demands_text, press::demands_json));
    }
    if arguments.concessions {
        return Some(show(press::concessions_text, press::concessions_json));
    }
    if arguments.claims {
        return Some(show(press::claims_text, press::claims_json));
    }
    if arguments.revenue {
        return Some(show(press::revenue_text, press::revenue_json));
    }
    if arguments.actions {
        return Some(show(press::actions_text, press::actions_json));
    }
    if arguments.calendar {
        return Some(show(press::calendar_text, press::calendar_json));
    }
    if arguments.commitments {
        let seen = Seen::by(state, entries, &audience);
        let by = ForecastBy {
            last_months: arguments.last_months,
            time_to_hire_months: arguments.time_to_hire.clone(),
        };
        return Some(match &arguments.json {
            Some(file) => as_json(file, &press::commitments_json(&seen, &by), campaign),
            None => say(&press::commitments_text(&seen, &by)),
        });
    }
    if arguments.partners {
        return Some(show(press::partners_text, press::partners_json));
    }
    let named = arguments.partner.as_ref()?;
    let id = Slug::parse(named).ok().filter(|id| state.partners.contains_key(id));
    let Some(id) = id else {
        let known: Vec<&str> = state.partners.keys().map(Slug::as_str).collect();
        let mend = match known.len() {
            0 => "goodfaith record add partner id=... name=... kind=community".to_owned(),
            _ => format!("name one of: {}", known.join(", ")),
        };
        return Some(fail(&format!("the record has no partner {named}"), &mend));
    };
    let seen = Seen::by(state, entries, &Audience::Partner(id.clone()));
    Some(match &arguments.json {
        Some(file) => as_json(file, &press::partner_json(&seen, &id), campaign),
        None => say(&press::partner_text(&seen, &id)),
    })
}

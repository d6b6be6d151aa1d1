//! What a teller says of a story, and what becomes of it: consent, approval, retirement.

use std::process::ExitCode;

use clap::Args;
use money::Date;
use record::body::{COOLING_OFF_DAYS, Consent, ConsentStep, StoryStep};
use record::{Body, Draft};
use store::Campaign;

use super::{Of, audiences, draft_of, known, slug, state_of, step_of, use_names, uses};
use crate::commands::record::{append, fail, say};
use crate::commands::status::day;

pub const CONSENT_EXAMPLES: &str = "\
Example:
  goodfaith publish story consent fresno --use site,card \\
      --audience members,public --until 2027-06-30 --photo --how \"form signed\"
  goodfaith publish story consent fresno --use press --audience public \\
      --until 2026-12-31 --cooling-off 7 --how \"e-mail\"
  goodfaith publish story consent fresno --renew --use site --audience public \\
      --until 2028-06-30 --how \"asked by telephone, and noted\"

Uses: site, report, card, message, social, print, press, testimony, event,
chronicle. It says yes to each of the uses before each of the audiences, from
the end of the cooling-off (two days, or more) until the last day. Consents add
up.";

pub const APPROVE_EXAMPLES: &str = "\
Example:
  goodfaith publish story approve fresno --how \"read to her on the telephone\"
  goodfaith publish story approve fresno --photo --how \"e-mail of March 3\"

The teller approves the text, title and pen name as they are now: the entry
holds the hash under which that very text is kept. --photo approves the photo
as well.";

pub const RETIRE_EXAMPLES: &str = "\
Example:
  goodfaith publish story retire fresno --reason \"the round is over\"

A retired story is not released again. What its teller takes back is another
thing: goodfaith publish story take-back.";

#[derive(Args)]
pub struct ConsentArguments {
    /// The story
    #[arg(value_name = "ID")]
    id: String,
    /// What it may be used for, with commas
    #[arg(long = "use", value_name = "USES")]
    uses: String,
    /// Who may be shown it, with commas
    #[arg(long, value_name = "WHO")]
    audience: String,
    /// The last day on which it may be used
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Date,
    /// The photo may be used as well
    #[arg(long)]
    photo: bool,
    /// The day on which the teller was asked, instead of the entry's
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<Date>,
    /// Days to think it over before the first use: two, or more
    #[arg(long, value_name = "DAYS")]
    cooling_off: Option<u32>,
    /// How they said it: form signed, e-mail, spoken and noted
    #[arg(long, value_name = "TEXT")]
    how: String,
    /// They consent for longer to what they consented to before
    #[arg(long)]
    renew: bool,
    #[command(flatten)]
    of: Of,
}

#[derive(Args)]
pub struct ApproveArguments {
    /// The story
    #[arg(value_name = "ID")]
    id: String,
    /// How they said it
    #[arg(long, value_name = "TEXT")]
    how: String,
    /// They saw the photo, and approve it as well
    #[arg(long)]
    photo: bool,
    #[command(flatten)]
    of: Of,
}

#[derive(Args)]
pub struct RetireArguments {
    /// The story
    #[arg(value_name = "ID")]
    id: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    of: Of,
}

/// Adds an entry, and says what it comes to.
fn added(campaign: &mut Campaign, draft: Draft, what: &str) -> Result<ExitCode, ExitCode> {
    let number = append(campaign, draft)?;
    Ok(say(&format!("entry {number} added: {what}")))
}

pub fn consent(arguments: &ConsentArguments) -> Result<ExitCode, ExitCode> {
    let mut campaign = arguments.of.open()?;
    let (id, on) = (slug(&arguments.id)?, arguments.of.day());
    known(&state_of(&campaign, on), &id)?;
    let consent = Consent {
        story: id.clone(),
        step: if arguments.renew { ConsentStep::Renewed } else { ConsentStep::Given },
        uses: uses(&arguments.uses)?,
        audience: audiences(&arguments.audience)?,
        photo: arguments.photo,
        from: Some(arguments.from.unwrap_or(on)),
        until: Some(arguments.until),
        cooling_off_days: arguments.cooling_off.filter(|days| *days != COOLING_OFF_DAYS),
        how: arguments.how.clone(),
        document: None,
    };
    let first = consent.first_day().map(|day| day.to_string()).unwrap_or_default();
    let what = format!(
        "{id} may be used as {} for {}{} from {first} to {}",
        use_names(&consent.uses),
        consent.audience.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        if consent.photo { ", with its photo," } else { "" },
        arguments.until
    );
    added(&mut campaign, draft_of(Body::from(consent), on, None), &what)
}

pub fn approve(arguments: &ApproveArguments) -> Result<ExitCode, ExitCode> {
    let mut campaign = arguments.of.open()?;
    let (id, on) = (slug(&arguments.id)?, arguments.of.day());
    if arguments.how.trim().is_empty() {
        return Err(fail("nothing says how the teller approved it", "say it: --how"));
    }
    let state = state_of(&campaign, on);
    let known = known(&state, &id)?;
    let mut story = step_of(&id, known, StoryStep::Approved, on)?;
    if arguments.photo {
        story.photo = known.photo(on);
        if story.photo.is_none() {
            return Err(fail(&format!("{id} has no photo"), "leave --photo out"));
        }
    }
    let photo = if arguments.photo { ", and its photo" } else { "" };
    let text = story.text.map(|text| text.short().to_string()).unwrap_or_default();
    let what = format!("the teller of {id} approves the text under {text}{photo}");
    added(&mut campaign, draft_of(Body::from(story), on, Some(&arguments.how)), &what)
}

pub fn retire(arguments: &RetireArguments) -> Result<ExitCode, ExitCode> {
    let mut campaign = arguments.of.open()?;
    let (id, on) = (slug(&arguments.id)?, arguments.of.day());
    let state = state_of(&campaign, on);
    let mut story = step_of(&id, known(&state, &id)?, StoryStep::Retired, on)?;
    (story.text, story.pen_name) = (None, None);
    story.reason = Some(arguments.reason.clone());
    let what = format!("{id} is no longer used");
    added(&mut campaign, draft_of(Body::from(story), on, None), &what)
}

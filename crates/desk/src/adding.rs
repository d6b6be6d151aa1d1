//! Adding to the record: who sees an entry when nobody says otherwise, and what the rules do not let in.

use money::Date;
use record::audience::{Audience, across_the_table, team_only};
use record::body::{Body, NoticeKind, PassKind, SessionState};
use record::{Audiences, Draft, Entry, EntryError, Refusal, Slug, fold, refusals_of};
use store::{Campaign, StoreError};

/// Why an entry was not added. Nothing was.
#[derive(Debug)]
pub enum NotAdded {
    /// The rules do not let it in.
    Refused {
        /// The number that it would have had.
        entry: u64,
        /// What each rule says.
        refusals: Vec<Refusal>,
    },
    /// It has no canonical bytes.
    Unsealed(EntryError),
    /// It could not be written, or somebody else added one first.
    Store(StoreError),
}

impl NotAdded {
    /// What each reason is, in a sentence or two: what, by which rule, from which source.
    pub fn reasons(&self) -> Vec<String> {
        match self {
            NotAdded::Refused { entry, refusals } => refusals
                .iter()
                .map(|refusal| {
                    let which = match refusal.entry {
                        Some(number) if number != *entry => {
                            format!("entry {number} would no longer follow: ")
                        }
                        _ => String::new(),
                    };
                    format!(
                        "{which}{}\n  the rule: {}\n  its source: {}",
                        refusal.what, refusal.rule.says, refusal.rule.source
                    )
                })
                .collect(),
            NotAdded::Unsealed(error) => vec![error.to_string()],
            NotAdded::Store(error) => vec![error.to_string()],
        }
    }

    /// What to do.
    pub fn mend(&self) -> String {
        match self {
            NotAdded::Refused { refusals, .. } => {
                refusals.first().map(|refusal| refusal.mend.to_string()).unwrap_or_default()
            }
            NotAdded::Unsealed(_) => "mend what it says".to_owned(),
            NotAdded::Store(error) => error.mend(),
        }
    }
}

impl From<StoreError> for NotAdded {
    fn from(error: StoreError) -> NotAdded {
        NotAdded::Store(error)
    }
}

/// Entries that the rules let in, each after those before it, sealed.
///
/// # Errors
///
/// What the rules say of the first that they do not let in.
pub fn checked(campaign: &Campaign, drafts: Vec<Draft>) -> Result<Vec<(Entry, String)>, NotAdded> {
    let sealed = campaign.seal(drafts).map_err(NotAdded::Unsealed)?;
    let mut entries = campaign.entries().to_vec();
    for (entry, _) in &sealed {
        let refusals = refusals_of(&entries, entry, &intake::law().procedures);
        if !refusals.is_empty() {
            return Err(NotAdded::Refused { entry: entry.number, refusals });
        }
        entries.push(entry.clone());
    }
    Ok(sealed)
}

/// Adds entries that the rules let in, all or none; what comes back are their numbers.
///
/// # Errors
///
/// Why none was added.
pub fn add(campaign: &mut Campaign, drafts: Vec<Draft>) -> Result<Vec<u64>, NotAdded> {
    let sealed = checked(campaign, drafts)?;
    let numbers = sealed.iter().map(|(entry, _)| entry.number).collect();
    campaign.append(sealed)?;
    Ok(numbers)
}

/// Who may see an entry of a kind when nobody says otherwise: what crossed the table, both sides; anything else, the team. What the
/// law makes public is public; what is a partner's own, that partner.
pub fn default_audience(body: &Body) -> Audiences {
    match body {
        Body::Pass(pass) if pass.kind == PassKind::Mediators => {
            [Audience::Team, Audience::Neutral, Audience::OtherSide].into()
        }
        Body::Pass(_)
        | Body::Response(_)
        | Body::Withdrawal(_)
        | Body::Hold(_)
        | Body::TentativeAgreement(_)
        | Body::Initials(_)
        | Body::TotalAgreement(_)
        | Body::InformationRequest(_)
        | Body::Reply(_)
        | Body::GroundRule(_) => across_the_table(),
        Body::Session(session) if session.state != SessionState::Planned => across_the_table(),
        Body::Notice(notice) => match notice.kind {
            NoticeKind::Sunshine | NoticeKind::PublicMeeting | NoticeKind::NewSubject => {
                [Audience::Team, Audience::OtherSide, Audience::Public].into()
            }
            _ => across_the_table(),
        },
        Body::Partner(partner) => with_partners([&partner.id]),
        Body::Membership(membership) => with_partners([&membership.partner]),
        Body::Mandate(mandate) => with_partners([&mandate.partner]),
        Body::PartnerVote(vote) => with_partners([&vote.partner]),
        Body::Dissent(dissent) => with_partners([&dissent.partner]),
        Body::PartnerAnswer(answer) => with_partners([&answer.partner]),
        Body::ChronicleNote(note) => with_partners(&note.partner),
        Body::Demand(demand) => with_partners(&demand.owners),
        _ => team_only(),
    }
}

/// The same for an entry of a record: a demand's owners, and those who adopted it, see what becomes of it.
pub fn audience_in(entries: &[Entry], body: &Body) -> Audiences {
    let mut audience = default_audience(body);
    if let Body::Demand(demand) = body {
        let state = fold(entries, Date::MAX, &intake::law().procedures);
        if let Some(known) = state.demands.get(&demand.item) {
            let adopted = known.adopted.iter().map(|(partner, _)| partner);
            audience.extend(known.owners.iter().chain(adopted).cloned().map(Audience::Partner));
        }
        let by = demand.by.iter().filter(|by| state.partners.contains_key(*by));
        audience.extend(by.cloned().map(Audience::Partner));
    }
    audience
}

/// The team, and the partners whose own it is.
fn with_partners<'a>(partners: impl IntoIterator<Item = &'a Slug>) -> Audiences {
    let mut all = team_only();
    all.extend(partners.into_iter().cloned().map(Audience::Partner));
    all
}

/// Who writes: the name given, else that of the environment.
pub fn author(named: Option<&str>) -> String {
    let environment = ["GOODFAITH_AUTHOR", "USER", "USERNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok());
    named
        .map(str::to_owned)
        .or(environment)
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| "unnamed".to_owned())
}

/// Now, in whole seconds, by this computer's clock.
pub fn now() -> jiff::Timestamp {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now)
}

//! What a logged "we cannot afford it" leads to: a request for the books.

use crate::body::{ClaimAbout, InformationRequest, RequestLine, Side};
use crate::{Slug, State};

/// Why no request is drafted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoRequest {
    /// There is no such claim.
    NoClaim,
    /// The claim is not that there is no money. "We do not want to" opens nothing.
    NotInability,
    /// The record has no party on one of the sides.
    NoParty(Side),
    /// The request is in the record already.
    Sent(Slug),
}

impl std::fmt::Display for NoRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoRequest::NoClaim => f.write_str("the record has no such claim"),
            NoRequest::NotInability => f.write_str(
                "the claim is not logged as one that there is no money (about=inability-to-pay)",
            ),
            NoRequest::NoParty(side) => write!(f, "the record has no party on the {side}'s side"),
            NoRequest::Sent(id) => write!(f, "the record has the request {id} already"),
        }
    }
}

impl std::error::Error for NoRequest {}

/// The lines of the request after the first: what would show whether there is money. Revenue, structural balance, reserves by
/// what binds them, one-time against ongoing: `domain/process.md` section 9 ("Ability to pay") and `domain/costing.md` P12 to P14;
/// vacancies and fees: the cases of CASE 2022 and Fix LA.
const BOOKS: [&str; 7] = [
    "The audited financial statements of the last three fiscal years, with their notes.",
    "The adopted budget of this fiscal year and the last, each amendment, and revenue and expenditure to date by fund.",
    "Balances of every fund at the end of each of the last three fiscal years, split into what is restricted, assigned and unassigned, and the policy that sets the reserve.",
    "The latest projection of revenue and expenditure for several years, with its assumptions, one-time and ongoing money apart.",
    "Funded positions that are vacant, by class and fund: the amount budgeted for them, since when they are vacant, and what the money was used for.",
    "Agreements with banks and advisers on debt, swaps and cash, and the fees paid under each in the last fiscal year.",
    "How the union's proposal was costed: the amount by year and component, the roster and schedule used, and each assumption.",
];

/// The request for the books that follows from a claim that there is no money. A claim of inability to pay must be backed when
/// the union asks: NLRB v. Truitt Mfg. Co., 351 U.S. 149 (1956); whether and how a public employer's board follows it is to be
/// checked with counsel (`domain/process.md` section 9 marks it unverified).
///
/// # Errors
///
/// [`NoRequest`] when the claim is none that opens the books.
pub fn books_request(state: &State, claim: &Slug) -> Result<InformationRequest, NoRequest> {
    let steps = &state.claims.get(claim).ok_or(NoRequest::NoClaim)?.steps;
    let said = steps.iter().find(|(_, step)| step.about == Some(ClaimAbout::InabilityToPay));
    let (since, said) = said.ok_or(NoRequest::NotInability)?;
    let party = |side: Side| {
        let on = state.parties.values().find(|party| party.side == side);
        on.map(|party| party.id.clone()).ok_or(NoRequest::NoParty(side))
    };
    let id = Slug::from_words(&format!("books-{claim}"));
    if state.requests.contains_key(&id) {
        return Err(NoRequest::Sent(id));
    }
    let place = said.place.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
    let words = match said.verbatim {
        true if said.words.ends_with(['.', '!', '?']) => format!("said: \"{}\"", said.words),
        true => format!("said: \"{}.\"", said.words),
        false => format!("said that {}.", said.words.trim_end_matches('.')),
    };
    let first = "Every document on which the statement quoted above rests.";
    let texts = std::iter::once(first).chain(BOOKS);
    // What the claim is about waits for the answer.
    let line = |(line, text): (u32, &str)| RequestLine {
        line,
        text: text.to_owned(),
        blocks: said.items.clone(),
    };
    let lines = (1..).zip(texts).map(line);
    Ok(InformationRequest {
        id,
        from: party(Side::Union)?,
        to: party(Side::Employer)?,
        lines: lines.collect(),
        asked_by: None,
        relevance: Some(format!(
            "On {}{place}, {} {words} The union cannot represent its members on this without what would show it.",
            since.when, said.speaker
        )),
    })
}

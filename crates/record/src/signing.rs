use crate::body::Side;
use crate::fold::{AgreedStatus, ItemStatus, PassStatus, State, StepState};
use crate::{Digest, Slug, When};

/// What is signed on one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The item.
    pub item: Slug,
    /// Its title.
    pub title: String,
    /// The article it changes.
    pub article: Option<String>,
    /// Its tentative agreement.
    pub agreement: Slug,
    /// When both sides had initialled it.
    pub agreed: When,
    /// The pass whose words these are.
    pub pass: Option<Slug>,
    /// The agreed text.
    pub text: Option<Digest>,
}

/// An item that is not signed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptOut {
    /// The item.
    pub item: Slug,
    /// Its title.
    pub title: String,
    /// Why, in a sentence.
    pub why: String,
}

/// What a signing day has before it: generated from the record, so that nothing gets into the stack that is open,
/// rejected or superseded (BART signed a clause that it had refused, 2013).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SigningSchedule {
    /// Items to sign, by article and id.
    pub signed: Vec<Signed>,
    /// The others, each with its reason.
    pub kept_out: Vec<KeptOut>,
}

/// The schedule of a record as of its day.
pub fn signing_schedule(state: &State) -> SigningSchedule {
    let mut schedule = SigningSchedule::default();
    for (id, item) in &state.items {
        let agreed = item.agreed.as_ref().and_then(|id| Some((id, state.agreed.get(id)?)));
        match agreed.filter(|(_, agreed)| agreed.status() == AgreedStatus::Agreed) {
            Some((agreement, agreed)) => {
                let both = agreed.initials.iter().map(|(_, _, since)| since.when).max();
                schedule.signed.push(Signed {
                    item: id.clone(),
                    title: item.item.title.clone(),
                    article: item.item.article.clone(),
                    agreement: agreement.clone(),
                    agreed: both.unwrap_or(agreed.since.when),
                    pass: agreed.agreement.pass.clone(),
                    text: agreed.agreement.text,
                });
            }
            None => schedule.kept_out.push(KeptOut {
                item: id.clone(),
                title: item.item.title.clone(),
                why: why_not(state, id),
            }),
        }
    }
    schedule.signed.sort_by_key(|one| (by_number(one.article.as_deref()), one.item.clone()));
    schedule
}

/// Why an item is not signed.
fn why_not(state: &State, id: &Slug) -> String {
    let unsigned = state
        .agreed
        .iter()
        .filter(|(_, agreed)| agreed.agreement.items.contains(id))
        .max_by_key(|(_, agreed)| agreed.since);
    if let Some((agreement, agreed)) = unsigned {
        let status = agreed.status();
        if !matches!(status, AgreedStatus::Agreed) {
            return format!("{agreement}: {}", status.name());
        }
    }
    let last = |side: Side| {
        let passes = state.items[id].passes.iter().rev();
        passes
            .filter_map(|pass| state.passes.get(pass))
            .find(|pass| pass.side == side && pass.pass.kind.is_formal())
    };
    let said: Vec<String> = [Side::Union, Side::Employer]
        .into_iter()
        .filter_map(|side| {
            let pass = last(side)?;
            let status = pass.status(id).unwrap_or(PassStatus::Explored);
            Some(format!("the {side}'s last pass {} is {}", pass.pass.id, status.name()))
        })
        .collect();
    let status = state.item_status(id).unwrap_or(ItemStatus::NotOpened);
    match said.is_empty() {
        true => format!("{}: nobody has passed anything on it", status.name()),
        false => format!("{}: {}", status.name(), said.join("; ")),
    }
}

/// What stands in the way of a total agreement being in force, in sentences.
pub fn still_needed(state: &State) -> Vec<String> {
    state
        .open_approvals()
        .into_iter()
        .map(|open| match open.state {
            StepState::Open => open.step.name,
            other => format!("{} ({})", open.step.name, other.name()),
        })
        .collect()
}

/// Articles in their order: 3 before 12, 12.1 before 12.2, and those without a number last.
fn by_number(article: Option<&str>) -> (bool, Vec<u32>, String) {
    let text = article.unwrap_or_default();
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    (numbers.is_empty(), numbers, text.to_owned())
}

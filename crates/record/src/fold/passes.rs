//! What crosses the table, and what it does to positions.

use std::sync::Arc;

use jiff::Span;
use litemap::LiteMap;
use money::Date;

use super::items::{Held, Since};
use super::{At, State};
use crate::body::{Pass, PassItem, PassKind, Response, ResponseKind, Side, Unlisted};
use crate::rules::{AGREED_IS_CLOSED, SAME_IS_SAME, WHO_BARGAINS};
use crate::{Refusal, Slug};

/// Where a pass, or what it says on one item, stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassStatus {
    /// It can be answered and accepted.
    OnTable,
    /// A question was asked about it: the side that made it owes an answer.
    HeldForAnswer,
    /// The other side passed something else; it is still its side's last position.
    Countered,
    /// The other side refused; it is still its side's last position.
    Rejected,
    /// Its side passed again.
    Superseded,
    /// Its side took it back.
    Withdrawn,
    /// Its last day has passed.
    Expired,
    /// Accepted, and not yet initialled by both.
    Accepted,
    /// Tentatively agreed.
    Agreed,
    /// Not a formal pass: nobody's position.
    Explored,
}

impl PassStatus {
    /// Whether it can be accepted.
    pub fn is_live(self) -> bool {
        matches!(self, PassStatus::OnTable | PassStatus::HeldForAnswer | PassStatus::Countered)
    }

    /// Whether it still is what its side holds.
    pub fn stands(self) -> bool {
        self.is_live()
            || matches!(self, PassStatus::Rejected | PassStatus::Accepted | PassStatus::Agreed)
    }

    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            PassStatus::OnTable => "on the table",
            PassStatus::HeldForAnswer => "held for an answer",
            PassStatus::Countered => "countered",
            PassStatus::Rejected => "rejected",
            PassStatus::Superseded => "superseded",
            PassStatus::Withdrawn => "withdrawn",
            PassStatus::Expired => "expired",
            PassStatus::Accepted => "accepted, not initialled",
            PassStatus::Agreed => "tentatively agreed",
            PassStatus::Explored => "explored: no position",
        }
    }
}

/// A pass and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassState {
    /// The pass.
    pub pass: Arc<Pass>,
    /// Its side.
    pub side: Side,
    /// When it crossed the table.
    pub since: Since,
    /// What became of it, item by item, and since when.
    pub items: LiteMap<Slug, (PassStatus, Since)>,
    /// Its number on each item, by its side: 2 is `U2`. A package that repeats an item keeps the number.
    pub numbers: LiteMap<Slug, u32>,
    /// For a package: its number among its side's packages.
    pub package_number: Option<u32>,
    /// Answers to it.
    pub answers: Vec<(Since, Arc<Response>)>,
}

impl PassState {
    /// Where what it says on an item stands.
    pub fn status(&self, item: &Slug) -> Option<PassStatus> {
        self.items.get(item).map(|(status, _)| *status)
    }

    /// Whether any of it can still be accepted.
    pub fn is_live(&self) -> bool {
        self.items.values().any(|(status, _)| status.is_live())
    }

    /// Whether it is a package.
    pub fn is_package(&self) -> bool {
        self.pass.kind == PassKind::Package
    }

    /// What it says on an item.
    pub fn item(&self, item: &Slug) -> Option<&Arc<PassItem>> {
        self.pass.items.iter().find(|one| one.item == *item)
    }

    /// Sets where it stands on an item, unless it already stands there.
    pub(super) fn set(&mut self, item: &Slug, status: PassStatus, since: Since) {
        if let Some(one) = self.items.get_mut(item)
            && one.0 != status
        {
            *one = (status, since);
        }
    }
}

impl State {
    pub(super) fn pass(&mut self, at: At<'_>, pass: &Arc<Pass>) -> Result<(), Refusal> {
        let side = self.side_of(&pass.from)?;
        if self.passes.contains_key(&pass.id) {
            return Err(Refusal::twice("pass", &pass.id));
        }
        self.may_pass(side, pass)?;
        let first = PassState {
            pass: Arc::clone(pass),
            side,
            since: at.since,
            items: LiteMap::new(),
            numbers: LiteMap::new(),
            package_number: None,
            answers: Vec::new(),
        };
        self.passes.insert(pass.id.clone(), first);
        for one in &pass.items {
            self.touch(&one.item, at.since.when);
            if let Some(item) = self.items.get_mut(&one.item) {
                item.passes.push(pass.id.clone());
            }
        }
        if !pass.kind.is_formal() {
            self.explore(at, pass);
            return Ok(());
        }
        if let Some(expires) = &pass.expires {
            self.expiring.insert((expires.on, pass.id.clone()));
        }
        self.note_order(at, side, pass);
        let package = pass.kind == PassKind::Package;
        if package {
            self.replace_packages(at, side, pass);
        }
        for one in &pass.items {
            let agreed = self.items.get(&one.item).is_some_and(|item| item.agreed.is_some());
            match agreed {
                true => self.list_as_agreed(at, pass, one),
                false => self.hold_position(at, side, pass, one, package),
            }
        }
        if package {
            self.number_package(side, &pass.id);
            self.read_unlisted(at, side, pass);
        }
        Ok(())
    }

    /// Whether the rules let the pass in.
    fn may_pass(&self, side: Side, pass: &Pass) -> Result<(), Refusal> {
        if pass.kind.is_formal() && side.other().is_none() {
            return Err(Refusal::new(
                WHO_BARGAINS,
                format!("{} is {side}, and {} would be a position", pass.from, pass.kind.name()),
                "record it as a mediator's proposal",
            ));
        }
        if pass.unlisted == Some(Unlisted::Withdrawn) {
            let listed = |id: &Slug| pass.items.iter().any(|one| one.item == *id);
            let unlisted = self.items.iter().filter(|(id, _)| !listed(id));
            for (id, item) in unlisted {
                if item.side(side).is_some_and(|stand| stand.position.is_some()) {
                    self.stays_on_the_table(side, id)?;
                }
            }
        }
        for one in &pass.items {
            let item = self.known_item(&one.item)?;
            if let Some(agreed) = &item.agreed
                && pass.kind.is_formal()
                && !lists_as_agreed(pass, one)
            {
                return Err(Refusal::new(
                    AGREED_IS_CLOSED,
                    format!("{} is tentatively agreed ({agreed})", one.item),
                    format!("record a reopening of {agreed} first"),
                ));
            }
            let before = item.side(side).and_then(|stand| stand.last_said.as_ref());
            let differs =
                before.is_some_and(|before| before.is_known() && before.value() != one.value());
            if one.unchanged && one.is_known() && differs {
                return Err(Refusal::new(
                    SAME_IS_SAME,
                    format!(
                        "{} is said to be unchanged, and differs from what {side} held",
                        one.item
                    ),
                    "leave `unchanged` out, or what it says",
                ));
            }
        }
        Ok(())
    }

    /// Takes note of an agreed item that a package lists as it is.
    fn list_as_agreed(&mut self, at: At<'_>, pass: &Pass, one: &PassItem) {
        if let Some(state) = self.passes.get_mut(&pass.id) {
            state.items.insert(one.item.clone(), (PassStatus::Agreed, at.since));
        }
    }

    fn explore(&mut self, at: At<'_>, pass: &Pass) {
        if let Some(state) = self.passes.get_mut(&pass.id) {
            for one in &pass.items {
                state.items.insert(one.item.clone(), (PassStatus::Explored, at.since));
            }
        }
    }

    /// Flags what came before its time: bargaining before proposals were public is kept, not forbidden.
    fn note_order(&mut self, at: At<'_>, side: Side, pass: &Pass) {
        let held = |state: &State, one: &PassItem| {
            let item = state.items.get(&one.item);
            item.and_then(|item| item.side(side)).is_some_and(|stand| stand.passes > 0)
        };
        if pass.kind == PassKind::Initial {
            let again: Vec<&str> = pass
                .items
                .iter()
                .filter(|one| held(self, one))
                .map(|one| one.item.as_str())
                .collect();
            if !again.is_empty() {
                let again = again.join(", ");
                self.flag(
                    at,
                    format!(
                        "{} is called initial, and {side} held something on {again} before",
                        pass.id
                    ),
                );
            }
        }
        if self.impasse.is_declared() && pass.items.iter().any(|one| !one.unchanged) {
            self.flag(at, format!("{side} passed {} after impasse was declared: a change of position can break it (PERB 2694-M)", pass.id));
        }
    }

    /// Makes a formal pass the position of its side on an item.
    fn hold_position(
        &mut self,
        at: At<'_>,
        side: Side,
        pass: &Pass,
        one: &Arc<PassItem>,
        package: bool,
    ) {
        let Some(item) = self.items.get_mut(&one.item) else { return };
        let other = side.other().unwrap_or(side);
        let stand = item.side_mut(side);
        let moved = match &stand.last_said {
            _ if one.unchanged => false,
            Some(before) => !before.is_known() || before.value() != one.value(),
            None => true,
        };
        if moved {
            stand.moved = Some(at.since);
        } else if stand.moved.is_none() {
            // Said to be what it held, and no entry says when that began.
            stand.moved = Some(at.since);
        }
        let repeats = package
            && !moved
            && self
                .ground_rules
                .values()
                .all(|rule| rule.package_repeats_are_numbered != Some(true));
        let stand = item.side_mut(side);
        if !repeats || stand.passes == 0 {
            stand.passes += 1;
        }
        let number = stand.passes;
        let said = match (&stand.last_said, one.is_known()) {
            (Some(before), false) if one.unchanged => before.clone(),
            _ => one.clone(),
        };
        stand.last_said = Some(said.clone());
        let before = if package {
            stand.packages.push(pass.id.clone());
            None
        } else {
            let held = Held { pass: pass.id.clone(), since: at.since, item: said };
            stand.position.replace(held)
        };
        item.accepted = None;
        item.answered(side);
        let theirs: Vec<Slug> = item
            .side(other)
            .map(|stand| {
                stand
                    .position
                    .iter()
                    .map(|held| held.pass.clone())
                    .chain(stand.packages.iter().cloned())
                    .collect()
            })
            .unwrap_or_default();
        item.await_answer(other, &pass.id, at.since);
        if let Some(state) = self.passes.get_mut(&pass.id) {
            state.items.insert(one.item.clone(), (PassStatus::OnTable, at.since));
            state.numbers.insert(one.item.clone(), number);
        }
        if let Some(before) = before {
            self.set_status(&before.pass, &one.item, PassStatus::Superseded, at.since);
        }
        for id in theirs {
            self.counter(at, &id, &one.item, package);
        }
    }

    /// The other side's pass has been countered on an item; a package is countered as a whole.
    fn counter(&mut self, at: At<'_>, id: &Slug, item: &Slug, by_package: bool) {
        let Some(state) = self.passes.get_mut(id) else { return };
        let whole = state.is_package() && by_package;
        let items: Vec<Slug> = match whole {
            true => state.items.keys().cloned().collect(),
            false => vec![item.clone()],
        };
        for item in &items {
            if state.status(item).is_some_and(PassStatus::is_live) {
                state.set(item, PassStatus::Countered, at.since);
            }
        }
    }

    /// Reads what a package says of the items that it does not list.
    fn read_unlisted(&mut self, at: At<'_>, side: Side, pass: &Pass) {
        let listed = |id: &Slug| pass.items.iter().any(|one| one.item == *id);
        let unlisted: Vec<Slug> = self
            .items
            .iter()
            .filter(|(id, item)| !listed(id) && item.agreed.is_none())
            .map(|(id, _)| id.clone())
            .collect();
        match pass.unlisted {
            None | Some(Unlisted::Unchanged) => {}
            Some(Unlisted::Withdrawn) => {
                for id in unlisted {
                    self.take_back(at, side, &id, PassStatus::Withdrawn);
                }
            }
            Some(Unlisted::DeemedRejected) => {
                let other = side.other().unwrap_or(side);
                for id in unlisted {
                    let Some(item) = self.items.get_mut(&id) else { continue };
                    let Some(held) = item.side(other).and_then(|stand| stand.position.clone())
                    else {
                        continue;
                    };
                    item.answered(side);
                    self.set_status(&held.pass, &id, PassStatus::Rejected, at.since);
                }
            }
        }
    }

    /// A side no longer holds its own position on an item.
    pub(super) fn take_back(&mut self, at: At<'_>, side: Side, id: &Slug, status: PassStatus) {
        let Some(item) = self.items.get_mut(id) else { return };
        let Some(held) = item.side_mut(side).position.take() else { return };
        if let Some(other) = side.other()
            && let Some(stand) = item.sides.get_mut(&other)
            && stand.awaiting.as_ref().is_some_and(|awaiting| awaiting.latest == held.pass)
        {
            stand.awaiting = None;
        }
        self.set_status(&held.pass, id, status, at.since);
    }

    pub(super) fn set_status(
        &mut self,
        pass: &Slug,
        item: &Slug,
        status: PassStatus,
        since: Since,
    ) {
        if let Some(state) = self.passes.get_mut(pass) {
            state.set(item, status, since);
        }
    }

    /// Takes off the table what has run out before `day`.
    pub(super) fn lapse(&mut self, day: Date) {
        while let Some((last, id)) = self.expiring.first().filter(|(last, _)| *last < day).cloned()
        {
            self.expiring.pop_first();
            let Some(state) = self.passes.get(&id).filter(|state| state.is_live()) else {
                continue;
            };
            let gone = last.saturating_add(Span::new().days(1));
            let since = Since { when: crate::When::on(gone), entry: state.since.entry };
            self.end_pass(&id, PassStatus::Expired, since);
        }
    }

    /// A pass ends whole: what was its side's position by it is one no longer, and nobody owes it an answer.
    pub(super) fn end_pass(&mut self, id: &Slug, status: PassStatus, since: Since) {
        let Some(state) = self.passes.get_mut(id) else { return };
        let (side, package) = (state.side, state.is_package());
        let items: Vec<Slug> = state
            .items
            .iter()
            .filter(|(_, (now, _))| now.is_live() || *now == PassStatus::Rejected)
            .map(|(item, _)| item.clone())
            .collect();
        for item in &items {
            state.set(item, status, since);
        }
        for id_of_item in &items {
            let Some(item) = self.items.get_mut(id_of_item) else { continue };
            let stand = item.side_mut(side);
            stand.packages.retain(|package| package != id);
            if !package && stand.position.as_ref().is_some_and(|held| held.pass == *id) {
                stand.position = None;
            }
            let still = stand.position.as_ref().map(|held| held.pass.clone());
            if let Some(other) = side.other()
                && let Some(theirs) = item.sides.get_mut(&other)
                && let Some(awaiting) = &mut theirs.awaiting
                && awaiting.latest == *id
            {
                // What stood before the package stands again, and so does the wait for its answer.
                match still {
                    Some(still) if package && awaiting.pass != *id => awaiting.latest = still,
                    _ => theirs.awaiting = None,
                }
            }
        }
    }

    /// The kind of the last answer of a side to a pass, on an item.
    pub fn last_answer(&self, pass: &Slug, item: &Slug) -> Option<(Since, ResponseKind)> {
        let answers = &self.passes.get(pass)?.answers;
        let on = |response: &Response| response.items.is_empty() || response.items.contains(item);
        answers
            .iter()
            .rev()
            .find(|(_, response)| on(response))
            .map(|(since, response)| (*since, response.kind))
    }
}

/// Whether a package lists an agreed item as it is agreed: a package may say what it leaves as it is.
fn lists_as_agreed(pass: &Pass, one: &PassItem) -> bool {
    pass.kind == PassKind::Package && (one.unchanged || !one.is_known())
}

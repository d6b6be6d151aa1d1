//! Items and each side's position on them: derived, never typed in.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::body::{Item, PassItem, Side};
use crate::{Slug, When};

/// When something began, and the entry that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Since {
    /// When.
    pub when: When,
    /// The entry.
    pub entry: u64,
}

/// A position: what a side last formally held on an item, outside packages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The pass.
    pub pass: Slug,
    /// When it crossed the table.
    pub since: Since,
    /// What it says.
    pub item: Arc<PassItem>,
}

/// A side owes an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaiting {
    /// Since when: the first pass that was not answered.
    pub since: Since,
    /// That pass.
    pub pass: Slug,
    /// The last pass of the other side that was not answered.
    pub latest: Slug,
    /// A question that was asked back and has had no answer: the other side's turn.
    pub asked: Option<Since>,
    /// Days on which the parties had parked the item by agreement.
    pub parked_days: i64,
    /// How many times the side was in contact without answering: "not ready", "no authority".
    pub contacts: Vec<Since>,
}

/// Where one side stands on an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SideState {
    /// Its position by itself.
    pub position: Option<Held>,
    /// Its live packages that list the item: a second position, beside the first.
    pub packages: Vec<Slug>,
    /// When its position last changed in value: the clock of no movement.
    pub moved: Option<Since>,
    /// What it last said, in whatever pass: movement is measured against it.
    pub(crate) last_said: Option<Arc<PassItem>>,
    /// The answer that it owes.
    pub awaiting: Option<Awaiting>,
    /// The number of its last pass on the item: U1, U2.
    pub passes: u32,
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemStatus {
    /// No pass, and nothing agreed.
    NotOpened,
    /// Nobody holds a position any more.
    Withdrawn,
    /// It is bargained.
    Open,
    /// Parked.
    Parked,
    /// Accepted, and not yet initialled by both.
    Accepted,
    /// Tentatively agreed, on conditions that are not met.
    ConditionallyAgreed,
    /// Tentatively agreed.
    Agreed,
    /// Within a total tentative agreement.
    InTotal,
    /// In force.
    Final,
}

impl ItemStatus {
    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            ItemStatus::NotOpened => "not opened",
            ItemStatus::Open => "open",
            ItemStatus::Parked => "parked",
            ItemStatus::Accepted => "accepted, not initialled",
            ItemStatus::ConditionallyAgreed => "agreed on conditions",
            ItemStatus::Agreed => "tentatively agreed",
            ItemStatus::InTotal => "in the total agreement",
            ItemStatus::Final => "final",
            ItemStatus::Withdrawn => "withdrawn",
        }
    }
}

/// An item and what follows for it from the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemState {
    /// The item.
    pub item: Item,
    /// When it was first spoken of, and the entry that declares it.
    pub raised: Since,
    /// Each side's stand.
    pub sides: BTreeMap<Side, SideState>,
    /// Its tentative agreement, while that stands.
    pub agreed: Option<Slug>,
    /// Parked since.
    pub parked: Option<Since>,
    /// The parking was agreed by both.
    pub parked_by_agreement: bool,
    /// A pass that was accepted, and by whom, before its text is initialled.
    pub accepted: Option<(Slug, Since)>,
    /// Every pass that touched it, in order: formal ones and others.
    pub passes: Vec<Slug>,
}

impl ItemState {
    pub(crate) fn new(item: &Item, since: Since) -> ItemState {
        ItemState {
            item: item.clone(),
            raised: since,
            sides: BTreeMap::new(),
            agreed: None,
            parked: None,
            parked_by_agreement: false,
            accepted: None,
            passes: Vec::new(),
        }
    }

    /// One side's stand.
    pub fn side(&self, side: Side) -> Option<&SideState> {
        self.sides.get(&side)
    }

    pub(crate) fn side_mut(&mut self, side: Side) -> &mut SideState {
        self.sides.entry(side).or_default()
    }

    /// Takes note that a side has answered.
    pub(crate) fn answered(&mut self, side: Side) {
        if let Some(stand) = self.sides.get_mut(&side) {
            stand.awaiting = None;
        }
    }

    /// Takes note that nobody owes an answer any more.
    pub(crate) fn settled(&mut self) {
        for stand in self.sides.values_mut() {
            stand.awaiting = None;
        }
    }

    /// Takes note that a side owes an answer to a pass; an older debt goes on.
    pub(crate) fn await_answer(&mut self, from: Side, to: &Slug, since: Since) {
        let stand = self.side_mut(from);
        match &mut stand.awaiting {
            Some(awaiting) => {
                awaiting.latest = to.clone();
                // A new pass takes the place of the one that was asked about.
                awaiting.asked = None;
            }
            None => {
                stand.awaiting = Some(Awaiting {
                    since,
                    pass: to.clone(),
                    latest: to.clone(),
                    asked: None,
                    parked_days: 0,
                    contacts: Vec::new(),
                });
            }
        }
    }
}

//! Packages: a second position beside each item's own, which falls as a whole unless its terms say otherwise.

use super::passes::PassStatus;
use super::{At, State};
use crate::Slug;
use crate::body::{Contingency, Pass, Side};

impl State {
    /// A side's new package takes the place of its live ones that list the same items.
    pub(super) fn replace_packages(&mut self, at: At<'_>, side: Side, pass: &Pass) {
        let known = self.packages.iter().filter_map(|id| Some((id, self.passes.get(id)?)));
        let old: Vec<Slug> = known
            .filter(|(id, state)| {
                **id != pass.id
                    && state.side == side
                    && state.is_package()
                    && state.items.values().any(|(status, _)| status.stands())
                    && pass.items.iter().any(|one| state.items.contains_key(&one.item))
            })
            .map(|(id, _)| id.clone())
            .collect();
        for id in old {
            self.end_pass(&id, PassStatus::Superseded, at.since);
        }
    }

    pub(super) fn number_package(&mut self, side: Side, id: &Slug) {
        let of_side = |id: &&Slug| self.passes.get(*id).is_some_and(|state| state.side == side);
        let before = self.packages.iter().filter(of_side).count();
        self.packages.push(id.clone());
        if let Some(state) = self.passes.get_mut(id) {
            state.package_number = u32::try_from(before + 1).ok();
        }
    }

    /// A package falls: each item goes back to what its side held by itself.
    pub(super) fn fall(&mut self, at: At<'_>, id: &Slug, status: PassStatus) {
        self.end_pass(id, status, at.since);
    }

    /// The items of a package that may be taken alone.
    pub(super) fn may_be_taken_alone(&self, id: &Slug, items: &[Slug]) -> bool {
        let Some(state) = self.passes.get(id) else { return false };
        if !state.is_package() {
            return true;
        }
        let whole = state.items.keys().all(|item| items.contains(item));
        let severable = |item: &Slug| match &state.pass.contingency {
            Some(Contingency::Severable(list)) => list.contains(item),
            None | Some(Contingency::AllOrNothing) => false,
        };
        whole || items.iter().all(severable)
    }
}

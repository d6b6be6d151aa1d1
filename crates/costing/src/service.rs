//! What service decides: bands of differentials, and who is selected by years.

use money::Date;
use rustc_hash::FxHashMap;

use crate::scenario::Numbered;
use crate::{Roster, Selector, Term, TermKind};

/// Whether service decides what a term pays: a differential by years.
pub(crate) fn pays_by_service(term: &Term) -> bool {
    match &term.kind {
        TermKind::Extra { bands, .. } => bands.iter().any(|(years, _)| *years > 0),
        _ => false,
    }
}

/// Whether a selection takes in somebody by years of service.
pub(crate) fn takes_service(select: &Selector, hired: Option<Date>, on: Date) -> bool {
    select
        .service_at_least
        .is_none_or(|years| hired.is_some_and(|hired| money::whole_years(hired, on) >= years))
}

/// First days of service, those that decide the same being one: in every pay period the same band of every differential, and the same
/// selection by every term.
pub(crate) struct Service {
    /// Which one it is, by the roster's distinct first days.
    pub class: Vec<u32>,
    /// A first day of each.
    pub hired: Vec<Option<Date>>,
}

impl Service {
    /// `exactly` where each day stands for itself.
    pub fn of(roster: &Roster, terms: &[Numbered<'_>], ends: &[Date], exactly: bool) -> Service {
        let days = roster.hire_date.values();
        if exactly {
            return Service { class: (0..days.len() as u32).collect(), hired: days.to_vec() };
        }
        let bands = |numbered: &Numbered<'_>| -> Vec<i32> {
            match &numbered.term.kind {
                TermKind::Extra { bands, .. } => bands.iter().map(|(years, _)| *years).collect(),
                _ => Vec::new(),
            }
        };
        let mut years: Vec<i32> = terms.iter().flat_map(bands).filter(|years| *years > 0).collect();
        years.sort_unstable();
        years.dedup();
        // By band, the first pay period in which it is reached; by term that selects, whether it does.
        let decides = |hired: Option<Date>| -> Vec<usize> {
            let from = |years: &i32| match hired {
                None => ends.len(),
                Some(hired) => ends.partition_point(|end| money::whole_years(hired, *end) < *years),
            };
            let selects = |numbered: &Numbered<'_>| {
                usize::from(takes_service(&numbered.term.select, hired, numbered.term.effective))
            };
            years.iter().map(from).chain(terms.iter().map(selects)).collect()
        };
        let mut service = Service { class: Vec::with_capacity(days.len()), hired: Vec::new() };
        let mut known: FxHashMap<Vec<usize>, u32> = FxHashMap::default();
        for day in days {
            let class = *known.entry(decides(*day)).or_insert_with(|| {
                service.hired.push(*day);
                service.hired.len() as u32 - 1
            });
            service.class.push(class);
        }
        service
    }

    /// The class of each row; none where all are of one.
    pub fn codes(&self, roster: &Roster) -> Option<Vec<u32>> {
        let codes = roster.hire_date.codes().filter(|_| self.hired.len() > 1)?;
        Some(codes.iter().map(|code| self.class[*code as usize]).collect())
    }
}

//! The roster grouped: people with the same pay history are costed once.

use std::hash::Hash;

use money::{Date, Fraction};
use rustc_hash::FxHashMap;

use crate::keys::{Keys, by_key};
use crate::scenario::Numbered;
use crate::service::{Service, pays_by_service, takes_service};
use crate::step_movement::Track;
use crate::{Place, PositionsRow, Roster, Selector, TermKind};

/// Which people-looking terms take somebody in, by term index; terms that do not look at people
/// take in everyone.
pub(crate) type Signature = Vec<bool>;

/// The whole roster, grouped.
#[derive(Debug)]
pub(crate) struct Cohorts {
    pub lanes: Vec<LanePeople>,
    pub signatures: Vec<Signature>,
    /// Values of the `group` column, which picks roll-ups.
    pub groups: Vec<String>,
    /// Distinct values of the columns asked for, together, in no particular order.
    pub cells: Cells,
    pub heads: u64,
}

/// People on one ladder (or one own rate) whom the same terms take in.
#[derive(Debug)]
pub(crate) struct LanePeople {
    pub place: LanePlace,
    pub signature: usize,
    /// First day of service, where it decides a differential.
    pub hired: Option<Date>,
    pub tracks: Vec<Track>,
    pub families: Vec<FamilyPeople>,
    /// The same people with nothing told apart that service decides, where that makes fewer; empty where it does not.
    pub joined: Vec<FamilyPeople>,
}

impl LanePeople {
    /// The families where service decides what is paid, or where it does not.
    pub fn families(&self, by_service: bool) -> &[FamilyPeople] {
        match by_service || self.joined.is_empty() {
            true => &self.families,
            false => &self.joined,
        }
    }

    /// Joins families that service alone tells apart.
    fn join(&mut self) {
        let mut at: FxHashMap<(Fraction, usize), usize> = FxHashMap::default();
        for family in &self.families {
            let place = *at.entry((family.fte.clone(), family.group)).or_insert(self.joined.len());
            match self.joined.get_mut(place) {
                None => self.joined.push(family.clone()),
                Some(known) => {
                    known.tracks.extend(&family.tracks);
                    known.members.extend(&family.members);
                }
            }
        }
        if self.joined.len() == self.families.len() {
            self.joined.clear();
        }
        for family in &mut self.joined {
            family.members.sort_by_key(|member| member.track);
            family.tracks.sort_unstable();
            family.tracks.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                kept.1 += if same { next.1 } else { 0 };
                same
            });
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum LanePlace {
    Ladder(usize),
    /// Index into the roster's distinct places.
    OwnRate(usize),
}

/// People of a lane with one FTE and one group.
#[derive(Debug, Clone)]
pub(crate) struct FamilyPeople {
    pub fte: Fraction,
    pub group: usize,
    pub hired: Option<Date>,
    /// Heads by track of the lane.
    pub tracks: Vec<(usize, u64)>,
    pub members: Vec<Member>,
}

/// Heads of a family on one track in one cell.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    pub track: u32,
    pub cell: u32,
    pub heads: u64,
}

/// The distinct combinations of the columns that results are wanted by.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    pub columns: Vec<String>,
    pub values: Vec<Vec<String>>,
    known: FxHashMap<Vec<String>, u32>,
}

impl Cells {
    fn new(columns: Vec<String>) -> Cells {
        Cells { columns, ..Cells::default() }
    }

    /// The number of a combination, met before or not.
    pub fn number(&mut self, values: Vec<String>) -> u32 {
        if let Some(known) = self.known.get(&values) {
            return *known;
        }
        let number = self.values.len() as u32;
        self.known.insert(values.clone(), number);
        self.values.push(values);
        number
    }

    /// The cell of something that is not on the roster, such as added positions or a fixed cost.
    pub fn number_of(&mut self, attributes: &[(&str, &str)]) -> u32 {
        let value = |column: &String| {
            let named = attributes.iter().find(|(name, _)| name == column);
            named.map_or(String::new(), |(_, value)| (*value).to_owned())
        };
        let values = self.columns.iter().map(value).collect();
        self.number(values)
    }
}

/// Whether an annual full-time rate on the effective day decides, so that people must be told
/// apart by all that moves them.
fn people_by_rate(terms: &[Numbered<'_>]) -> bool {
    terms.iter().any(|numbered| {
        numbered.term.select.looks_at_rates() && crate::rate_table::acts_on(numbered.term).is_none()
    })
}

/// Whether a differential is rolled into base by service or by rate, so that each person's own
/// rates differ from those of others on the same ladder.
fn rolls_in_by_person(terms: &[Numbered<'_>]) -> bool {
    terms.iter().any(|numbered| match &numbered.term.kind {
        TermKind::Extra { bands, rolled_in_on: Some(_), .. } => {
            numbered.term.select.looks_at_rates() || bands.iter().any(|(years, _)| *years > 0)
        }
        _ => false,
    })
}

/// Groups the roster by all that the terms and the columns asked for can tell apart.
///
/// `ends` are the last days of the pay periods.
pub(crate) fn group(
    roster: &Roster,
    terms: &[Numbered<'_>],
    ends: &[Date],
    by: &[String],
) -> Cohorts {
    let mut grouping = Grouping::new(roster, terms, ends, by);
    let selected = selected_columns(terms);
    let mut history = Keys::new(roster.rows);
    history.push(&roster.place);
    for name in &selected {
        if let Some(attribute) = roster.attribute(name) {
            history.push(&attribute.values);
        }
    }
    if let Some(group) = roster.attribute("group") {
        history.push(&group.values);
    }
    history.push(&roster.fte);
    if (grouping.by_service || grouping.looks_at_service)
        && let Some(codes) = grouping.service.codes(roster)
    {
        history.push_codes(&codes, grouping.service.hired.len() as u64);
    }
    history.push(&roster.step_date);
    let mut cell = Keys::new(roster.rows);
    for name in by {
        if let Some(attribute) = roster.attribute(name) {
            cell.push(&attribute.values);
        }
    }
    if history.radix.checked_mul(cell.radix).is_none() {
        history.squeeze();
        cell.squeeze();
    }
    let cell_radix = cell.radix;
    history.push_codes(&cell.keys, cell_radix);

    let mut known_cells: FxHashMap<u64, u32> = FxHashMap::default();
    let mut family_at = (0, 0, 0);
    let mut history_before = None;
    by_key(history, |key, rows| {
        let count = rows.len() as u64;
        let Some(row) = rows.next() else { return };
        if history_before != Some(key / cell_radix) {
            history_before = Some(key / cell_radix);
            family_at = grouping.family_of(row);
        }
        let cell = *known_cells
            .entry(key % cell_radix)
            .or_insert_with(|| grouping.cohorts.cells.number(cell_values(roster, by, row)));
        let heads = match roster.headcount.codes() {
            None => roster.headcount.values()[0] * count,
            Some(_) => {
                let first = *roster.headcount.value(row);
                first + rows.map(|row| *roster.headcount.value(row)).sum::<u64>()
            }
        };
        let (lane, family, track) = family_at;
        let family = &mut grouping.cohorts.lanes[lane].families[family];
        family.members.push(Member { track: track as u32, cell, heads });
        match family.tracks.last_mut() {
            Some((last, sum)) if *last == track => *sum += heads,
            _ => family.tracks.push((track, heads)),
        }
    });
    if grouping.by_service && !grouping.own_rates && !grouping.by_rate {
        grouping.cohorts.lanes.iter_mut().for_each(LanePeople::join);
    }
    grouping.cohorts
}

fn cell_values(roster: &Roster, by: &[String], row: usize) -> Vec<String> {
    let value = |name: &String| {
        roster.attribute(name).map_or(String::new(), |column| column.values.value(row).clone())
    };
    by.iter().map(value).collect()
}

/// Roster columns that terms select on.
fn selected_columns(terms: &[Numbered<'_>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for numbered in terms {
        for (name, _) in &numbered.term.select.attributes {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    names
}

/// Numbers given to things in order of first meeting.
struct Numbers<K>(FxHashMap<K, usize>);

impl<K: Hash + Eq> Numbers<K> {
    fn of(&mut self, key: K, make: impl FnOnce()) -> usize {
        let next = self.0.len();
        *self.0.entry(key).or_insert_with(|| {
            make();
            next
        })
    }
}

/// Place and signature; where differentials are rolled in by person, also step, anniversary and
/// first day of service.
type LaneKey = (LanePlace, usize, Option<(usize, u32, u32)>);

struct Grouping<'a> {
    roster: &'a Roster,
    terms: &'a [Numbered<'a>],
    looks_at_service: bool,
    looks_at_people: bool,
    /// The one signature there is, where no term looks at people.
    everyones: Option<usize>,
    by_service: bool,
    service: Service,
    by_rate: bool,
    own_rates: bool,
    lanes: Numbers<LaneKey>,
    families: FxHashMap<(usize, u32, usize, u32, usize), usize>,
    tracks: FxHashMap<(usize, usize, u32), usize>,
    signatures: Numbers<Signature>,
    /// The last family met, by what leads to it: rows of one family follow each other.
    last: Option<(FamilyKey, usize, usize)>,
    cohorts: Cohorts,
}

/// Place, signature, FTE, group and first day of service.
type FamilyKey = (LanePlace, usize, u32, usize, u32);

impl<'a> Grouping<'a> {
    fn new(
        roster: &'a Roster,
        terms: &'a [Numbered<'a>],
        ends: &[Date],
        by: &[String],
    ) -> Grouping<'a> {
        let own_rates = rolls_in_by_person(terms);
        let no_group = || vec![String::new()];
        let groups =
            roster.attribute("group").map_or_else(no_group, |group| group.values.values().to_vec());
        Grouping {
            roster,
            terms,
            looks_at_service: terms.iter().any(|n| n.term.select.service_at_least.is_some()),
            looks_at_people: terms.iter().any(|n| n.term.select.looks_at_people()),
            everyones: None,
            by_service: terms.iter().any(|numbered| pays_by_service(numbered.term)),
            service: Service::of(roster, terms, ends, own_rates),
            by_rate: people_by_rate(terms),
            own_rates,
            lanes: Numbers(FxHashMap::default()),
            families: FxHashMap::default(),
            tracks: FxHashMap::default(),
            signatures: Numbers(FxHashMap::default()),
            last: None,
            cohorts: Cohorts {
                lanes: Vec::new(),
                signatures: Vec::new(),
                groups,
                cells: Cells::new(by.to_vec()),
                heads: roster.heads(),
            },
        }
    }

    /// Lane, family and track of a row.
    fn family_of(&mut self, row: usize) -> (usize, usize, usize) {
        let roster = self.roster;
        let place_code = roster.place.code(row) as usize;
        let (place, step) = match &roster.place.values()[place_code] {
            Place::Step { ladder, step } => (LanePlace::Ladder(*ladder), *step),
            Place::OwnRate { .. } => (LanePlace::OwnRate(place_code), 0),
        };
        let signature = match self.everyones {
            Some(signature) => signature,
            None => {
                let signature = self.signature_of(row);
                let signatures = &mut self.cohorts.signatures;
                self.signatures.of(signature.clone(), || signatures.push(signature))
            }
        };
        if !self.looks_at_people {
            self.everyones = Some(signature);
        }
        let step_date = match place {
            LanePlace::Ladder(_) => roster.step_date.code(row),
            LanePlace::OwnRate(_) => 0,
        };
        let class = self.service.class[roster.hire_date.code(row) as usize];
        let hire_code = if self.by_service { class } else { 0 };
        let group = roster.attribute("group").map_or(0, |group| group.values.code(row) as usize);
        let fte = roster.fte.code(row);
        let together = !self.own_rates && !self.by_rate;
        let leads = (place, signature, fte, group, hire_code);
        if let Some((known, lane, family)) = self.last
            && together
            && known == leads
        {
            return (lane, family, self.track_of(lane, step, step_date));
        }
        let hired = if self.by_service { self.service.hired[class as usize] } else { None };
        let apart = self.own_rates.then_some((step, step_date, hire_code));
        let lanes = &mut self.cohorts.lanes;
        let lane = self.lanes.of((place, signature, apart), || {
            lanes.push(LanePeople {
                place,
                signature,
                hired,
                tracks: vec![],
                families: vec![],
                joined: vec![],
            });
        });
        let track = self.track_of(lane, step, step_date);
        let people = &mut self.cohorts.lanes[lane];
        let apart = if self.by_rate { track } else { 0 };
        let next_family = people.families.len();
        let key = (lane, fte, group, hire_code, apart);
        let family = *self.families.entry(key).or_insert_with(|| {
            people.families.push(FamilyPeople {
                fte: roster.fte.values()[fte as usize].clone(),
                group,
                hired,
                tracks: vec![],
                members: vec![],
            });
            next_family
        });
        self.last = Some((leads, lane, family));
        (lane, family, track)
    }

    fn track_of(&mut self, lane: usize, step: usize, step_date: u32) -> usize {
        let tracks = &mut self.cohorts.lanes[lane].tracks;
        let step_dates = self.roster.step_date.values();
        *self.tracks.entry((lane, step, step_date)).or_insert_with(|| {
            tracks.push(Track { step, step_date: step_dates[step_date as usize] });
            tracks.len() - 1
        })
    }

    fn signature_of(&self, row: usize) -> Signature {
        let takes = |numbered: &Numbered<'_>| {
            let select = &numbered.term.select;
            !select.looks_at_people()
                || (takes_attributes(select, |name| {
                    self.roster.attribute(name).map_or("", |column| column.values.value(row))
                }) && takes_service(
                    select,
                    *self.roster.hire_date.value(row),
                    numbered.term.effective,
                ))
        };
        self.terms.iter().map(takes).collect()
    }
}

fn takes_attributes<'v>(select: &Selector, value: impl Fn(&str) -> &'v str) -> bool {
    select.attributes.iter().all(|(name, wanted)| {
        let value = value(name);
        wanted.iter().any(|wanted| wanted == value)
    })
}

/// Which terms take in a row of added positions.
pub(crate) fn positions_signature(
    row: &PositionsRow,
    classification: &str,
    terms: &[Numbered<'_>],
) -> Signature {
    let value = |name: &str| match name {
        "classification" => classification,
        _ => row.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, v)| v.as_str()),
    };
    let takes = |numbered: &Numbered<'_>| {
        let select = &numbered.term.select;
        takes_attributes(select, value) && takes_service(select, None, numbered.term.effective)
    };
    terms.iter().map(takes).collect()
}

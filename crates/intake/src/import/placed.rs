//! Where people stand on the schedule.

use costing::{Coded, Ladder, Schedule};
use money::{Date, Fraction, PayBasis};
use rustc_hash::FxHashMap;

use super::roster::{Part, RosterImport, Settings};
use super::schedule::{ScheduleImport, import_schedule};
use crate::files::bytes::Bytes;
use crate::header::HeaderMap;
use crate::{Finding, Findings, Place, Progress, schedule};

/// Reads the schedule that people stand on, in whatever shape it came.
pub(crate) fn read_schedule(
    import: &RosterImport,
    progress: &Progress<'_>,
    findings: &mut Findings,
) -> Option<Schedule> {
    let source = import.schedule.as_ref()?;
    let schedule = ScheduleImport {
        files: vec![source.clone()],
        map: import.map_schedule.clone(),
        pay_basis: import.schedule_basis.clone(),
        decimal: import.decimal.clone(),
        ..ScheduleImport::default()
    };
    let imported = import_schedule(&schedule, progress);
    // What is only worth saying of a schedule is said when it is imported itself.
    let renamed = |mut finding: Finding| {
        finding.mend = finding.mend.map(|mend| {
            mend.replace("--pay-basis", "--schedule-basis").replace("--map ", "--map-schedule ")
        });
        finding
    };
    let errors = imported.findings.0.into_iter().filter(|f| f.severity == crate::Severity::Error);
    findings.0.extend(errors.map(renamed));
    let mut csv = Vec::new();
    imported.canonical?.write_csv(&mut csv).ok()?;
    if imported.totals.is_some_and(|totals| totals.ranges) {
        findings.push(
            Finding::warning(
                Place::File(source.name()),
                "is a schedule of ranges: nobody stands on a step of it",
            )
            .mend(
                "people keep their own rates; import the ranges with `goodfaith import schedule`",
            ),
        );
        return None;
    }
    let bytes = Bytes { name: source.name(), bytes: csv.into() };
    let mut again = Findings::default();
    let read = schedule::read(&bytes, &HeaderMap::default(), PayBasis::Monthly, &mut again);
    findings.0.extend(again.0.into_iter().filter(|f| f.severity == crate::Severity::Error));
    read.map(|(schedule, _)| schedule)
}

/// Finds each row's step on the schedule. A rate beside a step that is the schedule's own is left
/// to the schedule, so that the person moves with it; another stands, and is said.
pub(crate) fn place(
    part: &mut Part,
    schedule: &Schedule,
    settings: &Settings,
    findings: &mut Findings,
) {
    let text = |part: &Part, column: &str| {
        part.proposal.place(column).and_then(|at| part.table.columns[at].clone())
    };
    let step = text(part, "step").unwrap_or_else(|| Coded::constant(String::new()));
    let column = text(part, "column").unwrap_or_else(|| Coded::constant(String::new()));
    let ladders: FxHashMap<(&str, &str), usize> = schedule
        .ladders
        .iter()
        .enumerate()
        .map(|(at, ladder)| ((ladder.classification.as_str(), ladder.column.as_str()), at))
        .collect();
    let place_of = |class: &str, column: &str, step: &str| -> Option<(usize, usize)> {
        let at = *ladders.get(&(class, column))?;
        let known = &schedule.ladders[at].steps;
        let step = known.iter().position(|known| known.label == step).or_else(|| {
            let label = plain_step(step);
            known.iter().position(|known| plain_step(&known.label) == label)
        })?;
        Some((at, step))
    };
    let empty = Coded::constant(String::new());
    let class = if part.class.codes().is_some() { &part.class } else { &empty };
    let places = crate::files::table::combine(&[class, &column, &step], part.table.rows, |texts| {
        place_of(texts[0], texts[1], texts[2])
    });
    let of_day = |ladder: &Ladder, step: usize| rate_on(&ladder.steps[step], settings.day).cloned();
    let mut off = Vec::new();
    let mut codes = Vec::with_capacity(part.table.rows);
    for row in 0..part.table.rows {
        let place = *places.value(row);
        let pay = part.pay.value(row);
        let kept = match (&pay.rate, place) {
            (Some(rate), Some((ladder, step))) => {
                let ladder = &schedule.ladders[ladder];
                let basis = pay.basis.unwrap_or(ladder.basis);
                let factor = settings.year.factor(ladder.basis, basis);
                let agrees =
                    of_day(ladder, step).is_some_and(|own| near(&own.times(&factor), rate));
                if !agrees {
                    off.push(row);
                }
                agrees
            }
            (None, Some(_)) => true,
            _ => false,
        };
        codes.push(match (kept, place) {
            (true, Some(_)) => places.code(row),
            _ => u32::MAX,
        });
    }
    let nowhere = places.values().len() as u32;
    let values = places.values().iter().copied().chain([None]).collect();
    let codes = codes.into_iter().map(|code| code.min(nowhere)).collect();
    part.placed = Some(Coded::new(values, codes));
    if let Some((first, rest)) = off.split_first() {
        let at = part.proposal.place("rate").unwrap_or(0);
        let step_text = step.value(*first);
        let what = format!(
            "\"{}\" is not the schedule's rate for {} step {step_text}",
            part.table.columns[at].as_ref().map_or("", |c| c.value(*first).as_str()),
            part.class.value(*first)
        );
        findings.push(
            Finding::warning(part.table.cell_at(at, *first), what)
                .expected("the schedule's rate, to the cent")
                .mend("ask the employer why; the row keeps its own rate and does not move by steps")
                .also(rest.iter().map(|row| part.table.row_number(*row)).collect()),
        );
    }
}

/// The rate of a step that is in force on a day; the first, where none is yet.
pub(crate) fn rate_on(step: &costing::LadderStep, day: Option<Date>) -> Option<&Fraction> {
    let in_force = day.and_then(|day| step.rate_on(day));
    in_force.or_else(|| step.rates.first().map(|(_, rate)| rate))
}

/// A step's label without the word before it and zeros in front: `Step 03` is `3`.
pub(crate) fn plain_step(label: &str) -> String {
    let lower = label.trim().to_lowercase();
    let bare =
        ["steps", "step", "paso", "escalón", "escalon", "stufe", "échelon", "echelon", "stp"]
            .iter()
            .find_map(|word| lower.strip_prefix(word))
            .map_or(lower.as_str(), |rest| rest.trim_start_matches(['-', '_', '.', ' ']));
    let number = bare.trim_start_matches('0');
    if number.is_empty() && !bare.is_empty() { "0".to_owned() } else { number.to_owned() }
}

/// Whether two rates are the same to the cent: files print annual rates of hourly ones rounded.
fn near(a: &Fraction, b: &Fraction) -> bool {
    let apart = a.minus(b);
    let apart = if apart.is_negative() { apart.negated() } else { apart };
    apart < Fraction::new(1, 100)
}

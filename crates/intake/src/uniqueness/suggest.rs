//! What could be said instead, of all traits together.

use super::coarser::{Choice, choices};
use super::rows::Rows;
use super::{Coarsening, Crowd, MOST_SUGGESTIONS, Told, said};

/// The most ways to change so many traits that are tried, where more than two have to be changed: about 20 milliseconds on
/// 5,000 rows.
const MOST_WAYS: usize = 20_000;

/// A choice for each trait, by its place, and who is meant by all of them.
struct Change {
    chosen: Vec<usize>,
    changed: usize,
    loss: u32,
    people: u32,
}

/// The suggestions that suffice and have no part that does.
pub(super) fn suggestions(
    crowd: &Crowd,
    told: &[Told<'_>],
    sharing: &Rows,
    threshold: u32,
) -> Vec<Coarsening> {
    let choices: Vec<Vec<Choice>> =
        (0..told.len()).map(|at| choices(crowd, told, at, sharing)).collect();
    let mut found = Vec::new();
    for changed in 1..=told.len() {
        if changed > 2 && (!found.is_empty() || ways(&choices, changed) > MOST_WAYS) {
            break;
        }
        changes(crowd, &choices, changed, threshold, &mut found);
    }
    found.sort_by(|one, other| {
        let key = |change: &Change| (change.loss, change.changed, change.people);
        key(one).cmp(&key(other)).then_with(|| one.chosen.cmp(&other.chosen))
    });
    let mut kept: Vec<Change> = Vec::new();
    for change in found {
        if kept.len() == MOST_SUGGESTIONS {
            break;
        }
        if !kept.iter().any(|known| is_part(&choices, known, &change)) {
            kept.push(change);
        }
    }
    kept.iter().map(|change| coarsening(crowd, told, &choices, change)).collect()
}

/// Whether what is kept tells at least as much of every trait as another does.
fn is_part(choices: &[Vec<Choice>], kept: &Change, other: &Change) -> bool {
    choices.iter().zip(kept.chosen.iter().zip(&other.chosen)).all(|(choices, (kept, other))| {
        *kept == 0 || kept == other || choices[*kept].rows.is_within(&choices[*other].rows)
    })
}

/// How many ways there are to change so many traits.
fn ways(choices: &[Vec<Choice>], changed: usize) -> usize {
    let mut ways = vec![0_usize; changed + 1];
    ways[0] = 1;
    for choices in choices {
        for size in (1..=changed).rev() {
            let more = ways[size - 1].saturating_mul(choices.len() - 1);
            ways[size] = ways[size].saturating_add(more);
        }
    }
    ways[changed]
}

/// All ways to change so many traits that suffice.
fn changes(
    crowd: &Crowd,
    choices: &[Vec<Choice>],
    changed: usize,
    threshold: u32,
    found: &mut Vec<Change>,
) {
    for traits in subsets(choices.len(), changed) {
        let kept = (0..choices.len()).filter(|at| !traits.contains(at));
        let kept = kept.fold(Rows::all(crowd), |rows, at| rows.and(&choices[at][0].rows));
        let mut ways = vec![(vec![0; choices.len()], 0, kept)];
        for at in traits {
            let mut longer = Vec::new();
            for (chosen, loss, rows) in &ways {
                for (place, choice) in choices[at].iter().enumerate().skip(1) {
                    let mut chosen = chosen.clone();
                    chosen[at] = place;
                    longer.push((chosen, loss + choice.loss, rows.and(&choice.rows)));
                }
            }
            ways = longer;
        }
        for (chosen, loss, rows) in ways {
            let people = rows.people(crowd);
            if people >= threshold {
                found.push(Change { chosen, changed, loss, people });
            }
        }
    }
}

/// All sets of so many numbers below a count, each in order.
fn subsets(count: usize, size: usize) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..size {
        sets = sets
            .iter()
            .flat_map(|set| {
                let next = set.last().map_or(0, |last| last + 1);
                (next..count).map(move |one| set.iter().copied().chain([one]).collect())
            })
            .collect();
    }
    sets
}

fn coarsening(
    crowd: &Crowd,
    told: &[Told<'_>],
    choices: &[Vec<Choice>],
    change: &Change,
) -> Coarsening {
    let mut say_instead: Vec<(String, String)> = Vec::new();
    let mut steps = Vec::new();
    for ((told, choices), place) in told.iter().zip(choices).zip(&change.chosen) {
        let choice = &choices[*place];
        let says = choice
            .says
            .as_ref()
            .map(|(column, words)| (crowd.columns[*column].clone(), words.clone()));
        if *place > 0 {
            steps.push(said::step(&crowd.columns[told.column], told.spelled(), says.as_ref()));
        }
        say_instead.extend(says.filter(|says| !say_instead.contains(says)));
    }
    let words = format!("{}: {}", steps.join(" and "), said::people(change.people));
    Coarsening { say_instead, people: change.people, words }
}

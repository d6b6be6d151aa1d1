//! Who reads or costs may be told to stop, at any step: then nothing comes of it but that; told to go on, it is the same as without.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use costing::CostError;
use intake::import::{RosterImport, ScheduleImport, import_roster, import_schedule};
use intake::{Progress, Source};

fn example(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../campaigns/case-2022").join(path)
}

/// Does something with each number of steps after which it is told to stop, until it is done before that; how many those were.
fn at_every_step(mut then: impl FnMut(&Progress<'_>) -> bool) -> usize {
    for wanted in 0.. {
        let told = AtomicUsize::new(0);
        let tell = |_: &str, _: &str, _: u64, _: u64| match told.fetch_add(1, Ordering::Relaxed) {
            now if now >= wanted => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        };
        if then(&Progress::new(&tell)) {
            return wanted;
        }
    }
    unreachable!("it ends")
}

#[test]
fn an_import_stops_at_any_step_and_says_nothing_else() {
    let files = vec![Source::Path(example("rosters/unit-2.csv"))];
    let roster = RosterImport { files, ..RosterImport::default() };
    let whole = import_roster(&roster, &Progress::none());
    let steps = at_every_step(|progress| {
        let read = import_roster(&roster, progress);
        if !progress.is_stopped() {
            assert_eq!(format!("{read:?}"), format!("{whole:?}"));
            return true;
        }
        assert!(read.canonical.is_none() && read.totals.is_none() && read.findings.0.len() == 1);
        assert_eq!(read.findings.0[0].what, "cancelled; nothing was written");
        false
    });
    assert!(steps > 5, "{steps}");
    let files = vec![Source::Path(example("schedules/unit-2-2021-22.csv"))];
    let schedule = ScheduleImport { files, ..ScheduleImport::default() };
    let steps = at_every_step(|progress| {
        let read = import_schedule(&schedule, progress);
        assert_eq!(read.canonical.is_some(), !progress.is_stopped());
        !progress.is_stopped()
    });
    assert!(steps > 1, "{steps}");
}

#[test]
fn a_costing_stops_where_it_is_told_to_and_is_the_same_when_watched() {
    let files = intake::case::costing_files(&example(""), Some(&[])).unwrap().unwrap();
    let loaded = intake::load(&files).unwrap();
    let whole = costing::cost(&loaded.case, &files.by).unwrap();
    let parts = AtomicUsize::new(0);
    let watch = |done: usize, of: usize| {
        parts.fetch_max(of, Ordering::Relaxed);
        done < of
    };
    let watched = costing::cost_watched(&loaded.case, &files.by, &watch).unwrap();
    assert_eq!(format!("{watched:?}"), format!("{whole:?}"));
    let parts = parts.into_inner();
    assert!(parts > 1);
    for wanted in [0, 1, parts - 1] {
        let stopped = costing::cost_watched(&loaded.case, &files.by, &|done, _| done < wanted);
        assert!(matches!(stopped, Err(CostError::Stopped)), "{wanted}");
    }
    let steps = at_every_step(|progress| {
        let made = desk::Costed::telling(&files, progress);
        assert_eq!(made.is_ok(), !progress.is_stopped());
        made.is_ok()
    });
    assert!(steps > 1, "{steps}");
}

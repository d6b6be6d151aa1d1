//! One story, told to every form of the log: today SQLite, PostgreSQL to come.

mod common;

use common::{Scratch, event};
use record::{Digest, Head};
use store::{Log, SqliteLog, StoreError};

/// What any log must do.
fn story(log: &mut dyn Log, again: &mut dyn FnMut() -> Box<dyn Log>) {
    assert_eq!(log.head().unwrap(), Head::EMPTY);
    assert!(log.entries().unwrap().is_empty());
    // One, then several at once.
    let one = event(Head::EMPTY, "first");
    let head = log.append(Head::EMPTY, std::slice::from_ref(&one)).unwrap();
    assert_eq!((head.number, head.hash), (1, one.0.hash));
    let two = event(head, "second");
    let three = event(Head { number: 2, hash: two.0.hash }, "third é \"quoted\"\nline");
    let head = log.append(head, &[two, three.clone()]).unwrap();
    assert_eq!(head.number, 3);
    // Somebody who read it before is told, and nothing of theirs is written.
    let stale = Head { number: 1, hash: one.0.hash };
    let clash = log.append(stale, &[event(stale, "stale")]).unwrap_err();
    assert!(
        matches!(&clash, StoreError::Clash { knew, is } if knew.number == 1 && is.number == 3),
        "{clash}"
    );
    assert_eq!(log.head().unwrap(), head);
    // All or none: a second entry that does not follow takes the first with it.
    let follows = event(head, "follows");
    let does_not = event(head, "does not");
    assert!(log.append(head, &[follows, does_not]).is_err());
    assert_eq!(log.head().unwrap(), head);
    // Read back, and by somebody else, from any entry on.
    assert_eq!(log.stored(2).unwrap().len(), 1);
    assert_eq!(log.stored(2).unwrap()[0].bytes, three.1);
    let mut other = again();
    assert_eq!(other.entries().unwrap(), log.entries().unwrap());
    let next = other.head().unwrap();
    other.append(next, &[event(next, "fourth")]).unwrap();
    assert_eq!(log.head().unwrap().number, 4);
    assert!(matches!(log.append(head, &[event(head, "late")]), Err(StoreError::Clash { .. })));
    // An entry out of its place is let in by nobody.
    let now = log.head().unwrap();
    let far = event(Head { number: 9, hash: now.hash }, "far");
    assert!(log.append(now, &[far]).is_err());
    let unchained = event(Head { number: now.number, hash: Digest::of(b"x") }, "unchained");
    assert!(log.append(now, &[unchained]).is_err());
    assert_eq!(log.entries().unwrap().len(), 4);
}

#[test]
fn sqlite_tells_the_story() {
    let scratch = Scratch::new("story");
    let path = scratch.path("record.sqlite");
    let mut log = SqliteLog::create(&path).unwrap();
    story(&mut log, &mut || Box::new(SqliteLog::open(&path).unwrap()));
    assert!(matches!(SqliteLog::create(&path), Err(StoreError::RecordThere(_))));
    assert!(matches!(SqliteLog::open(&scratch.path("none.sqlite")), Err(StoreError::NoRecord(_))));
}

#[test]
fn the_database_itself_lets_nobody_change_or_remove_an_entry() {
    let scratch = Scratch::new("append-only");
    let path = scratch.path("record.sqlite");
    let mut log = SqliteLog::create(&path).unwrap();
    log.append(Head::EMPTY, &[event(Head::EMPTY, "first")]).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    for sql in [
        "UPDATE entry SET bytes = 'x'",
        "DELETE FROM entry",
        "INSERT INTO entry VALUES (7, 'a', 'b', 'c')",
        "INSERT INTO entry VALUES (2, 'a', 'b', 'c')",
        "INSERT OR REPLACE INTO entry VALUES (1, 'a', 'b', 'c')",
    ] {
        let error = other.execute(sql, []).unwrap_err().to_string();
        assert!(error.contains("an entry "), "{sql}: {error}");
    }
    assert_eq!(log.entries().unwrap().len(), 1);
}

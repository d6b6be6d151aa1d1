//! The wall: who can open the vault, what a lost laptop gives, and what is left after somebody took their own back.

mod common;

use std::path::Path;

use common::{Scratch, event};
use record::{Procedures, Slug};
use store::{
    Campaign, Locked, NoteKind, OpenVault, StoreError, Vault, backup, check, destroy, is_locked,
    lock, restore_drill, unlock,
};

/// Quick to work out: these tests open the vault many times.
const WORK: Option<u8> = Some(4);

fn id(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn words(text: &str) -> store::Passphrase {
    text.to_owned().into()
}

fn now() -> jiff::Timestamp {
    "2022-07-12T18:03:00Z".parse().unwrap()
}

/// A campaign with a record, a vault of two members, a few notes, and a person's story.
fn campaign(folder: &Path) -> OpenVault {
    let mut campaign = Campaign::begin(folder).unwrap();
    let head = campaign.head();
    campaign.append(vec![event(head, "the table's own")]).unwrap();
    std::fs::write(folder.join("campaign.toml"), "name = \"x\"\n").unwrap();
    let mut vault = Vault::create(folder, &id("rosa"), &words("correct horse"), WORK).unwrap();
    vault.add_member(&id("lee"), &words("battery staple"), WORK).unwrap();
    let closed = Vault::find(folder).unwrap();
    closed
        .add(
            "rosa",
            now(),
            NoteKind::BottomLine,
            Some(id("salary")),
            "CANARY-bottom-line: 3.5 and no less",
        )
        .unwrap();
    closed
        .add("lee", now(), NoteKind::Caucus, None, "CANARY-caucus: they will fold on leave")
        .unwrap();
    closed.add("lee", now(), NoteKind::Priority, None, "CANARY-priority: pay, then leave").unwrap();
    closed.add("lee", now(), NoteKind::Draft, None, "CANARY-draft: 12.1 Employees may").unwrap();
    vault.keep(folder, &id("p-1"), "story", b"CANARY-story: I leave in May").unwrap();
    vault.keep(folder, &id("p-1"), "photo", b"CANARY-photo: \x89PNG").unwrap();
    vault
}

fn open(folder: &Path, member: &str, passphrase: &str) -> Result<OpenVault, StoreError> {
    Vault::find(folder)?.open(&id(member), &words(passphrase))
}

/// Where a text stands in any file below a folder, names included.
fn found(folder: &Path, text: &str) -> Vec<String> {
    let mut places = Vec::new();
    let mut todo = vec![folder.to_owned()];
    while let Some(next) = todo.pop() {
        for one in std::fs::read_dir(&next).unwrap().flatten() {
            let path = one.path();
            if path.is_dir() {
                todo.push(path);
            } else {
                let bytes = std::fs::read(&path).unwrap();
                let here = bytes.windows(text.len()).any(|window| window == text.as_bytes());
                if here || path.to_string_lossy().contains(text) {
                    places.push(path.display().to_string());
                }
            }
        }
    }
    places
}

#[test]
fn each_member_opens_it_with_their_own_passphrase() {
    let scratch = Scratch::new("wall-open");
    drop(campaign(scratch.folder()));
    for (member, passphrase) in [("rosa", "correct horse"), ("lee", "battery staple")] {
        let (notes, faults) = open(scratch.folder(), member, passphrase).unwrap().notes().unwrap();
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(notes.len(), 4);
        assert_eq!(notes[0].kind, NoteKind::BottomLine);
        assert_eq!(notes[1].text, "CANARY-caucus: they will fold on leave");
    }
    for (member, passphrase) in [("rosa", "battery staple"), ("lee", ""), ("lee", "Battery staple")]
    {
        let error = open(scratch.folder(), member, passphrase).err().unwrap();
        assert!(matches!(error, StoreError::Locked { why: Locked::WrongKey, .. }), "{error}");
    }
    assert!(matches!(open(scratch.folder(), "eve", "x"), Err(StoreError::NoMember { .. })));
    // The table's record opens without it.
    assert_eq!(Campaign::open(scratch.folder()).unwrap().entries().len(), 1);
}

#[test]
fn a_lost_laptop_gives_nothing_of_vault_or_people() {
    let scratch = Scratch::new("wall-lost");
    let folder = scratch.path("campaign");
    drop(campaign(&folder));
    backup(&folder, &scratch.path("copy")).unwrap();
    restore_drill(&scratch.path("copy"), &scratch.path("restored"), &Procedures::new()).unwrap();
    // In the campaign, its backup and what was restored: every byte, every name.
    for canary in [
        "CANARY",
        "no less",
        "they will fold",
        "I leave in May",
        "correct horse",
        "battery staple",
        "AGE-SECRET-KEY",
    ] {
        assert_eq!(found(scratch.folder(), canary), Vec::<String>::new(), "{canary}");
    }
    // The restored one opens for who has the passphrase.
    let restored = open(&scratch.path("restored"), "lee", "battery staple").unwrap();
    assert_eq!(restored.notes().unwrap().0.len(), 4);
}

#[test]
fn a_removed_member_opens_nothing_any_more() {
    let scratch = Scratch::new("wall-removed");
    let mut vault = campaign(scratch.folder());
    let kept = vault.keep(scratch.folder(), &id("p-2"), "story", b"CANARY-second").unwrap();
    let key_before = std::fs::read(scratch.path("vault/key.age")).unwrap();
    vault.remove_member(&id("lee")).unwrap();
    assert!(matches!(
        open(scratch.folder(), "lee", "battery staple"),
        Err(StoreError::NoMember { .. })
    ));
    assert!(!scratch.path("vault/members/lee.age").exists());
    // Who stays reads everything, notes and stories, and can add.
    vault.vault().add("rosa", now(), NoteKind::Caucus, None, "after").unwrap();
    let again = open(scratch.folder(), "rosa", "correct horse").unwrap();
    let (notes, faults) = again.notes().unwrap();
    assert_eq!((notes.len(), faults.len()), (5, 0));
    assert_eq!(again.kept(scratch.folder(), &kept).unwrap(), b"CANARY-second");
    assert!(matches!(vault.remove_member(&id("rosa")), Err(StoreError::LastMember)));
    assert!(matches!(vault.remove_member(&id("lee")), Err(StoreError::NoMember { .. })));
    assert_eq!(found(scratch.folder(), "CANARY"), Vec::<String>::new());
    // The campaign's old key, put back by whoever kept a copy, is the vault's no more.
    std::fs::write(scratch.path("vault/key.age"), key_before).unwrap();
    assert!(open(scratch.folder(), "rosa", "correct horse").is_err());
}

#[test]
fn a_change_of_members_that_was_stopped_half_way_is_finished_or_undone() {
    // Stopped before the new vault was whole: the old one is the vault.
    let scratch = Scratch::new("wall-stopped");
    drop(campaign(scratch.folder()));
    std::fs::create_dir_all(scratch.path("vault.new/notes")).unwrap();
    assert_eq!(
        open(scratch.folder(), "lee", "battery staple").unwrap().notes().unwrap().0.len(),
        4
    );
    // Stopped between moving the old one away and the new one in.
    let whole = Scratch::new("wall-stopped-2");
    let mut vault = campaign(whole.folder());
    vault.remove_member(&id("lee")).unwrap();
    drop(vault);
    std::fs::rename(whole.path("vault"), whole.path("vault.new")).unwrap();
    std::fs::create_dir_all(whole.path("vault.old/notes")).unwrap();
    assert!(Vault::is_in(whole.folder()));
    assert_eq!(open(whole.folder(), "rosa", "correct horse").unwrap().notes().unwrap().0.len(), 4);
    assert!(!whole.path("vault.old").exists() && !whole.path("vault.new").exists());
}

#[test]
fn what_a_person_takes_back_is_nowhere() {
    let scratch = Scratch::new("wall-taken");
    let vault = campaign(scratch.folder());
    let story = vault.keep(scratch.folder(), &id("p-1"), "story", b"CANARY-again").unwrap();
    let other = vault.keep(scratch.folder(), &id("p-9"), "story", b"CANARY-other").unwrap();
    let same = vault.keep(scratch.folder(), &id("p-9"), "story", b"CANARY-other").unwrap();
    assert_ne!(other.sha256, same.sha256, "salted: nobody can guess what a hash is of");
    assert_eq!(vault.kept(scratch.folder(), &story).unwrap(), b"CANARY-again");
    let key = std::fs::read(scratch.path("vault/people/p-1.age")).unwrap();
    destroy(scratch.folder(), &id("p-1")).unwrap();
    assert!(vault.kept(scratch.folder(), &story).is_err());
    assert!(!scratch.path("people/p-1").exists());
    assert_eq!(found(scratch.folder(), "p-1"), Vec::<String>::new());
    let some = &key[key.len() / 2..key.len() / 2 + 16];
    let bytes_of_key =
        |folder: &Path| {
            std::fs::read_dir(folder).unwrap().flatten().filter(|one| one.path().is_file()).any(
                |one| std::fs::read(one.path()).unwrap().windows(16).any(|window| window == some),
            )
        };
    assert!(!bytes_of_key(&scratch.path("vault")) && !bytes_of_key(scratch.folder()));
    // Others' stay, and the notes.
    assert_eq!(vault.kept(scratch.folder(), &other).unwrap(), b"CANARY-other");
    assert_eq!(vault.notes().unwrap().0.len(), 4);
    destroy(scratch.folder(), &id("p-1")).unwrap();
}

#[test]
fn any_flipped_bit_in_the_vault_is_found() {
    let scratch = Scratch::new("wall-flips");
    let vault = campaign(scratch.folder());
    let kept = vault.keep(scratch.folder(), &id("p-3"), "story", b"as it was").unwrap();
    let good = |vault: &OpenVault| {
        let (notes, faults) = vault.notes().unwrap();
        notes.len() == 4 && faults.is_empty() && vault.kept(scratch.folder(), &kept).is_ok()
    };
    assert!(good(&vault));
    let story =
        std::fs::read_dir(scratch.path("people/p-3")).unwrap().next().unwrap().unwrap().path();
    for path in
        [scratch.path("vault/notes/000002.age"), story, scratch.path("vault/people/p-3.age")]
    {
        let whole = std::fs::read(&path).unwrap();
        for at in (0..whole.len() * 8).step_by(7) {
            let mut bytes = whole.clone();
            bytes[at / 8] ^= 1 << (at % 8);
            std::fs::write(&path, bytes).unwrap();
            assert!(!good(&vault), "bit {at} of {}", path.display());
        }
        std::fs::write(&path, whole).unwrap();
    }
    assert!(good(&vault));
    std::fs::remove_file(scratch.path("vault/notes/000002.age")).unwrap();
    assert!(vault.notes().unwrap().1.iter().any(|fault| fault.contains("note 2 is gone")));
}

#[test]
fn the_whole_folder_goes_under_the_passphrase_and_comes_back() {
    let scratch = Scratch::new("wall-all");
    let folder = scratch.path("campaign");
    let vault = campaign(&folder);
    std::fs::create_dir_all(folder.join("rosters")).unwrap();
    std::fs::write(folder.join("rosters/unit.csv"), "class,CANARY-roster\n").unwrap();
    let packed = lock(&folder, &vault).unwrap();
    assert!(packed >= 8 && is_locked(&folder));
    drop(vault);
    for canary in ["CANARY", "the table's own", "name = ", "class,"] {
        assert_eq!(found(&folder, canary), Vec::<String>::new(), "{canary}");
    }
    let left: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|one| one.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(left.len(), 2, "{left:?}");
    assert!(unlock(&folder, &id("lee"), &words("wrong")).is_err());
    assert!(is_locked(&folder), "a wrong passphrase changes nothing");
    // A flipped bit is found, and nothing is unpacked.
    let file = folder.join("campaign.age");
    let whole = std::fs::read(&file).unwrap();
    for at in (0..whole.len() * 8).step_by(whole.len() / 8) {
        let mut bytes = whole.clone();
        bytes[at / 8] ^= 1 << (at % 8);
        std::fs::write(&file, bytes).unwrap();
        assert!(unlock(&folder, &id("lee"), &words("battery staple")).is_err(), "bit {at}");
        assert!(!folder.join("record.sqlite").exists());
    }
    std::fs::write(&file, whole).unwrap();
    assert_eq!(unlock(&folder, &id("lee"), &words("battery staple")).unwrap(), packed);
    assert!(!is_locked(&folder));
    assert!(check(&folder, None, &Procedures::new()).unwrap().faults.is_empty());
    assert_eq!(open(&folder, "rosa", "correct horse").unwrap().notes().unwrap().0.len(), 4);
    assert_eq!(
        std::fs::read_to_string(folder.join("rosters/unit.csv")).unwrap(),
        "class,CANARY-roster\n"
    );
}

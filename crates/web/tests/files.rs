//! Files and checks, and search, over a real connection.

mod support;

use support::{Served, copied, scratch};

#[test]
fn the_record_is_checked_copied_and_the_copy_tried_out() {
    let folder = copied("case-2022", "files-room");
    let served = Served::of(&folder, "2022-07-12");
    let cookie = served.cookie();
    let page = served.ask("GET", "/files", &[("Cookie", &cookie)], "").body;
    let head =
        page.split("<code class=\"hash\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(page.contains("cpi-u") || page.contains("Consumer Price"), "{page}");
    let checked = served.send("/files/check", &cookie, &[("head", &head)]);
    assert_eq!(checked.status, 200);
    assert!(checked.body.contains("everything holds"), "{}", checked.body);
    let wrong = served.send("/files/check", &cookie, &[("head", "12:zz")]);
    assert_eq!(wrong.status, 422);
    let other = served.send("/files/check", &cookie, &[("head", "3:000000000000")]);
    assert!(other.body.contains("not everything holds"), "{}", other.body);

    let to = scratch("files-backup").join("copy");
    let text = to.to_str().unwrap();
    assert_eq!(served.send("/files/backup", &cookie, &[("to", "relative")]).status, 422);
    let copied = served.send("/files/backup", &cookie, &[("to", text)]);
    assert_eq!(copied.status, 200, "{}", copied.body);
    assert!(copied.body.contains("everything holds"), "{}", copied.body);
    assert!(to.join("record.sqlite").exists() && to.join("backup.json").exists());
    // Never over something that is there.
    assert_eq!(served.send("/files/backup", &cookie, &[("to", text)]).status, 422);
    // A copy that was changed does not pass.
    std::fs::write(to.join("case.toml"), "as_of = 2022-07-12\n").unwrap();
    let drill = served.send("/files/drill", &cookie, &[("from", text)]);
    assert!(
        drill.body.contains("not everything holds") && drill.body.contains("case.toml"),
        "{}",
        drill.body
    );
    assert_eq!(served.send("/files/drill", &cookie, &[("from", "/no/such/folder")]).status, 422);
    served.close(&cookie);
}

#[test]
fn search_finds_entries_figures_offers_pieces_and_data_of_the_day_and_nothing_later() {
    let served = Served::case_2022();
    let cookie = served.cookie();
    let own = [("Cookie", cookie.as_str())];
    let find = |what: &str| served.ask("GET", &format!("/search?find={what}"), &own, "").body;
    let salary = find("salary");
    for part in ["The record", "Offers", "Pieces", "/record/", "/costing/offers/"] {
        assert!(salary.contains(part), "{part}: {salary}");
    }
    assert!(find("vacancy").contains("Figures"));
    assert!(find("consumer+price").contains("Data sets"));
    // The agreement of August 22 is not known on July 12.
    let agreement = find("agreement+2022-08-22");
    assert!(!agreement.contains("agreement-2022-08-22.toml"), "{agreement}");
    assert!(find("zzzzzz").contains("Nothing was found"));
    assert!(!find("%3Cscript%3E").contains("<script>"));
    // The passphrase's own vault is not looked into.
    assert!(find("bottom+line").matches("/record/").count() < 5);
    served.close(&cookie);
}

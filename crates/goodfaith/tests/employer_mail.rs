//! Mail that the employer can read: what is said before a piece is sent, and that nothing of a list is kept.

#[path = "common/publishing.rs"]
mod publishing;

use publishing::{Campaign, gather};

fn campaign(name: &str, from: &str) -> Campaign {
    let campaign = Campaign::case_2022(name);
    let file = campaign.folder.join("campaign.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("bargaining@example.org", from)).unwrap();
    campaign.write_piece("members-only", "\"members\"", "\nNo answer yet.");
    campaign.write_piece("open", "\"members\", \"public\"", "\nNo answer yet.");
    campaign.write_piece("shared", "\"members\", \"other-side\"", "\nNo answer yet.");
    campaign
}

impl Campaign {
    /// What is warned of where a command succeeds.
    fn warns(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{arguments:?}: {said}");
        said
    }

    fn list(&self, name: &str, text: &str) -> String {
        let file = self.folder.join(name);
        std::fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    }
}

const WARNING: &str = "is at a domain of the employer";

#[test]
fn an_address_at_the_employers_is_warned_of_where_the_employer_is_not_meant_to_read() {
    let ours = campaign("mail-ours", "bargaining@example.org");
    assert_eq!(ours.warns(&["publish", "preview", "members-only"]), "");
    let theirs = campaign("mail-theirs", "bargaining@dgs.CA.gov");
    let said = theirs.warns(&["publish", "preview", "members-only"]);
    assert!(said.contains("bargaining@dgs.CA.gov is at a domain of the employer"), "{said}");
    assert!(said.contains("campaign.toml") && said.contains("mend: "), "{said}");
    for piece in ["open", "shared"] {
        assert!(!theirs.warns(&["publish", "preview", piece]).contains(WARNING), "{piece}");
    }
    // It is said, and stops nothing.
    let release = ["publish", "release", "members-only", "--by", "Ana", "--on", "2022-07-12"];
    assert!(theirs.warns(&release).contains(WARNING));
    assert!(!theirs.released("2022-07-12-members-only").is_empty());
}

#[test]
fn the_addresses_of_a_list_that_are_the_employers_are_counted_and_ten_are_named() {
    let campaign = campaign("mail-list", "bargaining@example.org");
    let mut lines: String = (1..=12).map(|n| format!("a{n}@dgs.ca.gov\n")).collect();
    lines.push_str("\nA. Person <a1@DGS.ca.gov>\nb@example.org\nc@notca.gov\n");
    let list = campaign.list("list.txt", &lines);
    let preview = ["publish", "preview", "members-only", "--to-list"];
    let said = campaign.warns(&[&preview[..], &[&list]].concat());
    assert!(
        said.contains("addresses at a domain of the employer (ca.gov): 12 of 14: a1@"),
        "{said}"
    );
    assert!(said.contains("a10@dgs.ca.gov, and 2 more") && !said.contains("a11@"), "{said}");
    let table = campaign.list("list.csv", "name,Email\nA,a@ca.gov\nB,b@example.org\nC,\n");
    let said = campaign.warns(&[&preview[..], &[&table]].concat());
    assert!(said.contains("1 of 2: a@ca.gov"), "{said}");
    let none = campaign.list("none.txt", "b@example.org\n");
    let said = campaign.warns(&[&preview[..], &[&none]].concat());
    assert!(said.contains("(ca.gov): none of 1"), "{said}");
    // Nothing of the list is kept.
    std::fs::remove_file(&list).unwrap();
    std::fs::remove_file(&table).unwrap();
    let release = ["publish", "release", "members-only", "--by", "Ana", "--on", "2022-07-12"];
    let list = campaign.list("again.txt", "kept-nowhere@ca.gov\n");
    campaign.warns(&[&release[..], &["--to-list", &list]].concat());
    std::fs::remove_file(&list).unwrap();
    let mut files = std::collections::BTreeMap::new();
    gather(&campaign.folder, "", &mut files);
    for (file, bytes) in files {
        assert!(!bytes.windows(12).any(|window| window == b"kept-nowhere"), "{file}");
    }
}

#[test]
fn a_list_that_cannot_be_read_stops_with_its_line() {
    let campaign = campaign("mail-bad-list", "bargaining@example.org");
    let preview = ["publish", "preview", "members-only", "--to-list"];
    for (text, what) in [
        ("a@example.org\nnobody\n", "list.txt, line 2"),
        ("name,address\nA,a@example.org\n", "there is no column \"email\""),
        ("email\nnobody\n", "list.txt, row 2, column email"),
        ("email,name\n,A\n", "there is no address in it"),
    ] {
        let list = campaign.list("list.txt", text);
        let said = campaign.refuses(&[&preview[..], &[&list]].concat());
        assert!(said.contains(what), "{text}: {said}");
    }
    let file = campaign.folder.join("campaign.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("employer_domains", "# employer_domains")).unwrap();
    let list = campaign.list("list.txt", "a@example.org\n");
    let said = campaign.refuses(&[&preview[..], &[&list]].concat());
    assert!(said.contains("employer_domains ="), "{said}");
}
